namespace Myelin.Threading;

/// <summary>
/// Threads that run the same function side by side and meet at a barrier every step. A step is a few hundred microseconds at most, so
/// waiting spins; a thread that waits long sleeps, so that a busy machine, or more threads than cores, costs wake-ups and not time slices.
/// </summary>
public sealed class ThreadTeam : IDisposable
{
    private const int Spins = 400;

    private readonly object gate = new();
    private readonly Thread[] helpers;
    private readonly SemaphoreSlim[] starts;
    private readonly CountdownEvent finished;
    private Action<int>? work;
    private Exception? failure;
    private volatile bool closing;
    private volatile bool broken;
    private int waiting;
    private int sleeping;
    private volatile int generation;

    /// <summary>Starts the threads, which wait for work.</summary>
    /// <param name="threads">How many, the caller included; at least 1.</param>
    public ThreadTeam(int threads)
    {
        Size = threads;
        helpers = new Thread[threads - 1];
        starts = new SemaphoreSlim[threads - 1];
        finished = new CountdownEvent(Math.Max(1, threads - 1));
        for (int i = 0; i < helpers.Length; i++)
        {
            int index = i + 1;
            starts[i] = new SemaphoreSlim(0);
            helpers[i] = new Thread(() => Loop(index)) { IsBackground = true, Name = $"Myelin {index}" };
            helpers[i].Start();
        }
    }

    /// <summary>Number of threads, the caller included.</summary>
    public int Size { get; }

    /// <summary>Runs the function once per thread, with the thread's index, and waits for all.</summary>
    /// <exception cref="AggregateException">A thread failed.</exception>
    public void Run(Action<int> action)
    {
        if (helpers.Length == 0)
        {
            action(0);
            return;
        }

        work = action;
        failure = null;
        broken = false;
        waiting = 0;
        finished.Reset();
        foreach (SemaphoreSlim start in starts) start.Release();
        Guarded(0);
        finished.Wait();
        if (failure is OperationCanceledException) throw new OperationCanceledException(failure.Message, failure);
        if (failure is not null) throw new AggregateException(failure);
    }

    /// <summary>Waits until every thread of the team has come here.</summary>
    public void Barrier()
    {
        if (helpers.Length == 0) return;
        int mine = generation;
        if (Interlocked.Increment(ref waiting) == Size)
        {
            waiting = 0;
            generation = mine + 1;
            WakeAll();
            return;
        }

        int spins = 0;
        while (generation == mine)
        {
            if (broken) throw new OperationCanceledException("Another thread of the team failed.");
            if (++spins < Spins) Thread.SpinWait(8);
            else Sleep(mine);
        }
    }

    /// <summary>Ends the threads.</summary>
    public void Dispose()
    {
        closing = true;
        foreach (SemaphoreSlim start in starts) start.Release();
        foreach (Thread helper in helpers) helper.Join();
        foreach (SemaphoreSlim start in starts) start.Dispose();
        finished.Dispose();
    }

    private void Sleep(int mine)
    {
        lock (gate)
        {
            // Counted before the last look, and the last to come looks at the count after it has let the others go: one of the two sees the other.
            Interlocked.Increment(ref sleeping);
            if (generation == mine && !broken) Monitor.Wait(gate);
            Interlocked.Decrement(ref sleeping);
        }
    }

    private void WakeAll()
    {
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref sleeping) == 0) return;
        lock (gate) Monitor.PulseAll(gate);
    }

    private void Loop(int index)
    {
        while (true)
        {
            starts[index - 1].Wait();
            if (closing) return;
            Guarded(index);
            finished.Signal();
        }
    }

    private void Guarded(int index)
    {
        try
        {
            work!(index);
        }
        catch (Exception exception)
        {
            // The first failure is the cause; the others only left the barrier because of it.
            Interlocked.CompareExchange(ref failure, exception, null);
            broken = true;
            WakeAll();
        }
    }
}
