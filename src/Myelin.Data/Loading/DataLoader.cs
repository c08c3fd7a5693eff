using System.Runtime.ExceptionServices;

namespace Myelin.Data.Loading;

/// <summary>
/// Makes batches of a set, ahead of the loop that takes them. What batch n of an epoch holds is a pure function of the set, the options' seed and
/// batch size, the epoch and n, whatever the number of threads; an epoch may therefore begin at any batch. Once every batch has been as large as it
/// gets, an epoch allocates nothing.
/// </summary>
/// <example>
/// <code>
/// using var loader = new DataLoader(set, new DataLoaderOptions { BatchSize = 128 });
/// for (int epoch = 0; epoch &lt; 10; epoch++)
///     foreach (Batch batch in loader.Epoch(epoch)) Train(batch.Samples, batch.Labels);
/// </code>
/// </example>
public sealed class DataLoader : IDisposable
{
    private readonly DataLoaderOptions options;
    private readonly object gate = new();
    private readonly Batch[] slots;
    private readonly ExceptionDispatchInfo?[] failures;
    private readonly bool[] ready;
    private readonly int[] order;
    private readonly Thread[] threads;
    private readonly BatchFiller inLoop;
    private int epoch;
    private int run;
    private int begun;
    private int taken;
    private int end;
    private int working;
    private bool running;
    private bool disposed;

    /// <summary>A loader; its threads wait until an epoch begins.</summary>
    /// <param name="set">The set.</param>
    /// <param name="options">How batches are made; the defaults unless given.</param>
    /// <exception cref="ArgumentException">The set is empty, an option is out of range, or the transform cannot take the set's samples.</exception>
    public DataLoader(IDataset set, DataLoaderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(set);
        this.options = options ??= new DataLoaderOptions();
        Check(set, options);
        Set = set;
        SampleShape = options.Transform?.OutputShape(set.SampleShape) ?? set.SampleShape;
        order = new int[set.Count];
        int capacity = Math.Min(options.BatchSize, set.Count);
        slots = [.. Enumerable.Range(0, options.Prefetch + 1).Select(_ => new Batch(capacity, SampleShape, set.TargetSize))];
        ready = new bool[slots.Length];
        failures = new ExceptionDispatchInfo?[slots.Length];
        inLoop = new BatchFiller(set, options, SampleShape);
        threads = new Thread[options.Threads];
        for (int i = 0; i < threads.Length; i++)
        {
            threads[i] = new Thread(Work) { IsBackground = true, Name = $"data of {set.Name}" };
            threads[i].Start();
        }
    }

    /// <summary>The set.</summary>
    public IDataset Set { get; }

    /// <summary>Shape of a sample as batches hold it, after the transform, with the longest first number.</summary>
    public IReadOnlyList<int> SampleShape { get; }

    /// <summary>Number of batches of an epoch.</summary>
    public int BatchCount => options.DropLast ? Set.Count / options.BatchSize : (int)(((long)Set.Count + options.BatchSize - 1) / options.BatchSize);

    /// <summary>The batches of an epoch, to be taken by one <c>foreach</c>; leaving the loop early ends the epoch.</summary>
    /// <param name="epoch">Which epoch, from 0; it and the seed give the order.</param>
    /// <param name="firstBatch">The first batch wanted, to continue an epoch where it was left.</param>
    /// <exception cref="ArgumentOutOfRangeException">The epoch is negative, or it has no such batch.</exception>
    public EpochBatches Epoch(int epoch, int firstBatch = 0)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(epoch);
        if (firstBatch < 0 || firstBatch > BatchCount)
            throw new ArgumentOutOfRangeException(nameof(firstBatch), firstBatch, $"An epoch of {Set.Name} has {BatchCount} batches; it can begin at 0 to {BatchCount}.");
        return new EpochBatches(this, epoch, firstBatch);
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            disposed = true;
            running = false;
            Monitor.PulseAll(gate);
        }

        foreach (Thread thread in threads) thread.Join();
    }

    /// <summary>Begins an epoch.</summary>
    internal int Begin(int epoch, int firstBatch)
    {
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (running) throw new InvalidOperationException($"An epoch of {Set.Name} is being read already; a loader reads one at a time.");
            if (options.Shuffle) SampleOrder.Shuffle(order, options.Seed, epoch);
            else SampleOrder.InTurn(order);
            Array.Clear(ready);
            Array.Clear(failures);
            this.epoch = epoch;
            begun = taken = firstBatch;
            end = BatchCount;
            running = true;
            Monitor.PulseAll(gate);
            return ++run;
        }
    }

    /// <summary>Waits for a batch of a run; null at its end.</summary>
    internal Batch? Take(int run, int number)
    {
        int slot = number % slots.Length;
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(disposed, this);
            if (run != this.run || !running) throw new InvalidOperationException($"This epoch of {Set.Name} has ended.");
            if (number == end) return null;

            // The batch that the loop had before goes back, and may be filled again.
            taken = number;
            Monitor.PulseAll(gate);
            while (threads.Length > 0 && !ready[slot])
            {
                Monitor.Wait(gate);
                ObjectDisposedException.ThrowIf(disposed, this);
            }

            ready[slot] = false;
        }

        if (threads.Length == 0) inLoop.Fill(slots[slot], number, epoch, Samples(number));
        failures[slot]?.Throw();
        return slots[slot];
    }

    /// <summary>Ends a run, whether or not all was taken; returns when no thread works for it any more.</summary>
    internal void End(int run)
    {
        lock (gate)
        {
            if (run != this.run) return;
            running = false;
            while (working > 0) Monitor.Wait(gate);
        }
    }

    private static void Check(IDataset set, DataLoaderOptions options)
    {
        if (set.Count < 1) throw new ArgumentException($"{set.Name} has no samples; a loader needs at least 1.");
        if (options.BatchSize < 1) throw new ArgumentException($"A batch must have at least 1 sample, got {options.BatchSize}.");
        if (options.Threads is < 0 or > 1024) throw new ArgumentException($"A loader has 0 to 1024 threads, got {options.Threads}.");
        if (options.Prefetch is < 1 or > 1024) throw new ArgumentException($"A loader prepares 1 to 1024 batches ahead, got {options.Prefetch}.");
        if (options.DropLast && options.BatchSize > set.Count)
            throw new ArgumentException($"{set.Name} has {set.Count} samples, not enough for one batch of {options.BatchSize}; take smaller batches or keep the last one.");
    }

    private ReadOnlySpan<int> Samples(int number)
    {
        int first = number * options.BatchSize;
        return order.AsSpan(first, Math.Min(options.BatchSize, order.Length - first));
    }

    private void Work()
    {
        BatchFiller filler = new(Set, options, SampleShape);
        while (true)
        {
            int number, slot, current;
            lock (gate)
            {
                while (!disposed && !(running && begun < end && begun < taken + slots.Length)) Monitor.Wait(gate);
                if (disposed) return;
                number = begun++;
                slot = number % slots.Length;
                current = epoch;
                working++;
            }

            ExceptionDispatchInfo? failure = null;
            try
            {
                filler.Fill(slots[slot], number, current, Samples(number));
            }
            catch (Exception problem)
            {
                // Kept for the loop that takes this batch; a thread has nobody to tell.
                failure = ExceptionDispatchInfo.Capture(problem);
            }

            lock (gate)
            {
                failures[slot] = failure;
                ready[slot] = true;
                working--;
                Monitor.PulseAll(gate);
            }
        }
    }
}
