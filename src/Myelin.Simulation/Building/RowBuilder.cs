using System.Numerics;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Simulation.Releases;

namespace Myelin.Simulation.Building;

/// <summary>One projection as the builder of its source population's rows sees it.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Rows">Its connections by source.</param>
/// <param name="Positive">Lane of weights of at least zero.</param>
/// <param name="Negative">Lane of weights below zero.</param>
/// <param name="DelaySteps">The one delay in steps; null where delays differ.</param>
/// <param name="Slices">Slices of the target population.</param>
/// <param name="Grid">The weights that a synapse can have; null for any.</param>
internal sealed record SourceProjection(Projection Projection, ConnectionRows Rows, int Positive, int Negative, int? DelaySteps, Slice[] Slices, WeightGrid? Grid);

/// <summary>
/// Builds the rows of one source population, a source at a time: streams the targets of every projection, draws weights and delays, sorts by
/// (table, delay) and writes. Each builder thread has its own; the result depends only on the source.
/// </summary>
internal sealed unsafe class RowBuilder<T>(
    IReadOnlyList<SourceProjection> projections,
    IReadOnlyList<RowLane> lanes,
    IRowFormat<T>[] formats,
    int partitions,
    ulong seed,
    Time dt,
    SynapseArena arena)
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Partners partners = new();
    private readonly int tables = lanes.Count * partitions;
    private int[] table = new int[4096];
    private int[] delay = new int[4096];
    private ushort[] target = new ushort[4096];
    private T[] weight = new T[4096];
    private float[] drawn = new float[4096];
    private int[] buckets = [];
    private int count;

    /// <summary>Builds and writes the rows of one source neuron.</summary>
    public void Build(int source)
    {
        count = 0;
        int longest = 0;
        foreach (SourceProjection projection in projections)
        {
            int index = source - projection.Projection.Source.Start;
            if ((uint)index >= (uint)projection.Projection.Source.Count) continue;
            longest = Math.Max(longest, Append(projection, index));
        }

        if (count > 0) Write(source, longest);
    }

    private int Append(SourceProjection source, int index)
    {
        source.Rows.Fill(index, partners);
        int n = partners.Count, first = count;
        if (n == 0) return 0;
        Reserve(first + n);
        AppendWeights(source, index, n);
        int longest = AppendDelays(source, index, n);
        Place(source, first, n);
        count += n;
        return longest;
    }

    private void AppendWeights(SourceProjection source, int index, int n)
    {
        Span<T> weights = weight.AsSpan(count, n);
        if (source.Projection.Weight is not { } law)
        {
            for (int i = 0; i < n; i++) weights[i] = T.CreateTruncating(partners.Weights[i]);
        }
        else if (law.ConstantValue is { } constant)
        {
            weights.Fill(T.CreateTruncating(constant));
        }
        else
        {
            Span<float> values = drawn.AsSpan(0, n);
            var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)source.Projection.Index, (uint)index);
            law.Fill(ref stream, values);
            for (int i = 0; i < n; i++) weights[i] = T.CreateTruncating(values[i]);
        }

        if (source.Grid is not { } grid) return;
        for (int i = 0; i < n; i++) weights[i] = T.CreateTruncating(grid.Nearest(double.CreateTruncating(weights[i])));
    }

    private int AppendDelays(SourceProjection source, int index, int n)
    {
        Span<int> delays = delay.AsSpan(count, n);
        if (source.Rows.HasDelays)
        {
            int longest = 0;
            for (int i = 0; i < n; i++)
            {
                delays[i] = NetworkValidation.DelaySteps(partners.Delays[i], dt, source.Projection.Name);
                if (delays[i] == 0)
                    throw new ArgumentException($"{source.Projection.Name}: a delay of 0 in a list of delays; delivery within the step needs one delay of 0 for the whole projection.");
                longest = Math.Max(longest, delays[i]);
            }

            return longest;
        }

        if (source.DelaySteps is { } steps)
        {
            delays.Fill(steps);
            return steps;
        }

        Span<float> values = drawn.AsSpan(0, n);
        var stream = new RandomStream(seed, StreamPurpose.Delays, (uint)source.Projection.Index, (uint)index);
        source.Projection.Delay.Fill(ref stream, values);
        float perStep = (float)(1 / dt.InMilliseconds);
        int max = 0;
        for (int i = 0; i < n; i++)
        {
            // A drawn delay below one step counts as one step.
            int d = Math.Max(1, (int)MathF.Round(values[i] * perStep));
            delays[i] = d;
            max = Math.Max(max, d);
        }

        return max <= NetworkValidation.MaximumDelaySteps
            ? max
            : throw new ArgumentException($"{source.Projection.Name}: a drawn delay of {max} steps is beyond the maximum of {NetworkValidation.MaximumDelaySteps} steps.");
    }

    private void Place(SourceProjection source, int first, int n)
    {
        Slice[] slices = source.Slices;
        int offset = source.Projection.Target.Start;
        ReadOnlySpan<int> indices = partners.Indices;
        for (int i = 0; i < n; i++)
        {
            int neuron = indices[i] + offset;
            int p = 0;
            while (neuron >= slices[p].End) p++;
            target[first + i] = (ushort)(slices[p].Local + neuron - slices[p].First);
            int lane = T.IsNegative(weight[first + i]) ? source.Negative : source.Positive;
            table[first + i] = (lane * partitions) + p;
        }
    }

    private void Write(int source, int longest)
    {
        // Counting sort by (table, delay); stable, so synapses of the same target and delay keep the order of their creation.
        int width = longest + 1;
        int needed = tables * width;
        if (buckets.Length < needed) buckets = new int[needed];
        Span<int> counts = buckets.AsSpan(0, needed);
        counts.Clear();
        for (int i = 0; i < count; i++) counts[(table[i] * width) + delay[i]]++;

        byte** bases = stackalloc byte*[tables];
        for (int t = 0; t < tables; t++)
        {
            Span<int> row = counts.Slice(t * width, width);
            RowLane lane = lanes[t / partitions];
            int last = row.LastIndexOfAnyExcept(0);
            bases[t] = null;
            if (last < 0) continue;
            int firstDelay = lane.FirstDelay, delays = last - firstDelay + 1, synapses = 0;
            foreach (int c in row) synapses += c;
            long header = ((2L + delays) * sizeof(uint) + 7) & ~7L;
            IRowFormat<T> format = formats[t / partitions];
            long bytes = header;
            for (int d = 0; d < delays; d++) bytes += format.Bytes(row[firstDelay + d]);
            byte* memory = arena.Take(bytes);
            bases[t] = memory;
            uint* offsets = (uint*)memory;
            offsets[0] = (uint)delays;
            long at = header;
            for (int d = 0; d < delays; d++)
            {
                offsets[1 + d] = checked((uint)at);
                int c = row[firstDelay + d];
                row[firstDelay + d] = (int)at;
                if (c > 0) format.Open(memory + at, c);
                at += format.Bytes(c);
            }

            offsets[1 + delays] = checked((uint)at);
            SynapseRows rows = lane.Tables[t % partitions];
            rows.Pointers[source] = (nint)memory;
            rows.Account(synapses, bytes, last);
        }

        for (int l = 0; l < lanes.Count; l++)
        {
            bool any = false;
            for (int t = l * partitions; t < (l + 1) * partitions; t++) any |= bases[t] is not null;
            if (any) formats[l].Write(l, partitions, width, table, delay, target, weight, count, counts, bases);
        }
    }

    private void Reserve(int needed)
    {
        if (table.Length < needed)
        {
            int size = Math.Max(needed, table.Length * 2);
            Array.Resize(ref table, size);
            Array.Resize(ref delay, size);
            Array.Resize(ref target, size);
            Array.Resize(ref weight, size);
        }

        if (drawn.Length < needed) drawn = new float[table.Length];
    }
}

/// <summary>Writes synapses of one lane in its form: the loop is compiled per form.</summary>
internal unsafe interface IRowFormat<T>
    where T : unmanaged
{
    /// <summary>Bytes of some synapses of equal delay.</summary>
    long Bytes(int count);

    /// <summary>Prepares the memory of some synapses of equal delay.</summary>
    void Open(byte* at, int count);

    /// <summary>Writes those synapses of a row that belong to the lane, each at the cursor of its (table, delay).</summary>
    void Write(int lane, int partitions, int width, int[] table, int[] delay, ushort[] target, T[] weight, int count, Span<int> cursors, byte** bases);

    /// <summary>The delivery that reads this form.</summary>
    SpikeDelivery Deliver(SynapseRows rows, int level, int release, StochasticRelease? stochastic, SpikeHistory[] sources, nint accumulators);
}

/// <inheritdoc cref="IRowFormat{T}"/>
internal sealed unsafe class RowFormat<T, TSynapse>(TSynapse synapse) : IRowFormat<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSynapse : struct, ISynapse<T>
{
    public long Bytes(int count) => (long)count * TSynapse.Size;

    public void Open(byte* at, int count)
    {
    }

    public void Write(int lane, int partitions, int width, int[] table, int[] delay, ushort[] target, T[] weight, int count, Span<int> cursors, byte** bases)
    {
        int first = lane * partitions, end = first + partitions;
        for (int i = 0; i < count; i++)
        {
            int t = table[i];
            if (t < first || t >= end) continue;
            ref int cursor = ref cursors[(t * width) + delay[i]];
            TSynapse.Write(bases[t] + cursor, target[i], weight[i]);
            cursor += TSynapse.Size;
        }
    }

    public SpikeDelivery Deliver(SynapseRows rows, int level, int release, StochasticRelease? stochastic, SpikeHistory[] sources, nint accumulators) =>
        stochastic is not null ? new StochasticDelivery<T, TSynapse>(rows, synapse, sources, stochastic, (T*)accumulators) { Level = level }
        : release < 0 ? new SparseDelivery<T, TSynapse>(rows, synapse, sources, (T*)accumulators) { Level = level }
        : new ReleasedDelivery<T, TSynapse>(rows, synapse, sources, release, (T*)accumulators) { Level = level };
}
