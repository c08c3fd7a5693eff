using System.Numerics;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Releases;

/// <summary>
/// Synapse rows as in <see cref="SparseDelivery{T, TSynapse}"/>, of synapses each of which has a state of its own and draws for itself how much of
/// its weight an arriving spike delivers.
/// </summary>
internal sealed unsafe class StochasticDelivery<T, TSynapse> : SpikeDelivery, ISynapseStates
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSynapse : struct, ISynapse<T>
{
    private readonly SynapseRows rows;
    private readonly TSynapse synapse;
    private readonly SpikeHistory[] sources;
    private readonly StochasticRelease release;
    private readonly T* accumulators;
    private readonly NativeBuffer<long> starts;
    private readonly NativeBuffer<double> states;
    private readonly NativeBuffer<ushort> occurrences;

    public StochasticDelivery(SynapseRows rows, TSynapse synapse, SpikeHistory[] sources, StochasticRelease release, T* accumulators)
    {
        (this.rows, this.synapse, this.sources, this.release) = (rows, synapse, sources, release);
        this.accumulators = accumulators;
        starts = new NativeBuffer<long>(rows.Sources);
        states = new NativeBuffer<double>(rows.Synapses * release.Kernel.States);
        occurrences = new NativeBuffer<ushort>(rows.Synapses);
        double[] initial = release.Kernel.Initial;
        for (long i = 0; i < states.Length; i++) states.Pointer[i] = initial[i % initial.Length];
        long next = 0;
        var seen = new Dictionary<int, ushort>();
        for (int s = 0; s < rows.Sources; s++)
        {
            starts.Pointer[s] = next;
            uint* row = (uint*)rows.Pointers[s];
            if (row is null) continue;
            for (int d = 0; d < row[0]; d++)
            {
                seen.Clear();
                for (byte* at = (byte*)row + row[1 + d]; at < (byte*)row + row[2 + d]; at += TSynapse.Size)
                {
                    int target = TSynapse.Target(at);
                    ushort before = seen.GetValueOrDefault(target);
                    occurrences.Pointer[next++] = before;
                    seen[target] = (ushort)(before + 1);
                }
            }
        }
    }

    public override long Synapses => rows.Synapses;

    public override long Bytes => rows.Bytes + starts.Bytes + states.Bytes + occurrences.Bytes;

    public uint Group => release.Group;

    public int Sources => rows.Sources;

    public int States => release.Kernel.States;

    public double this[long at, int variable]
    {
        get => states.Pointer[(at * States) + variable];
        set => states.Pointer[(at * States) + variable] = value;
    }

    public override long Deliver(long step)
    {
        int first = rows.FirstDelay, last = (int)Math.Min(rows.LastDelay, step);
        long events = 0;
        ReleaseDraws draws = default;
        for (int d = first; d <= last; d++)
        {
            foreach (SpikeHistory history in sources)
            {
                int* ids = history.At((int)((step - d) % history.Steps), out int spikes);
                T* intervals = ((ReleaseTrain<T>)history.Releases[release.Index]).Factors + history.StartOf(step - d);
                for (int i = 0; i < spikes; i++) events += Deliver(ids[i], d, step - d, double.CreateTruncating(intervals[i]), ref draws);
            }
        }

        return events;
    }

    public void List(int source, List<(ulong Key, ISynapseStates Table, long At)> synapses)
    {
        uint* row = (uint*)rows.Pointers[source];
        if (row is null) return;
        long next = starts.Pointer[source];
        for (int d = 0; d < row[0]; d++)
        {
            for (byte* at = (byte*)row + row[1 + d]; at < (byte*)row + row[2 + d]; at += TSynapse.Size, next++)
                synapses.Add((Tag(d, next) | ((ulong)release.Targets[TSynapse.Target(at)] << 32), this, next));
        }
    }

    public override void Dispose()
    {
        rows.Dispose();
        starts.Dispose();
        states.Dispose();
        occurrences.Dispose();
    }

    private uint Tag(int segment, long at) => (uint)(rows.FirstDelay + segment) << 16 | occurrences.Pointer[at];

    private int Deliver(int source, int delay, long emission, double interval, ref ReleaseDraws draws)
    {
        uint* row = (uint*)rows.Pointers[source];
        int segment = delay - rows.FirstDelay;
        if (row is null || (uint)segment >= row[0]) return 0;
        byte* start = (byte*)row + row[1 + segment], end = (byte*)row + row[2 + segment];
        int count = (int)(end - start) / TSynapse.Size;
        if (count == 0) return 0;

        // The first synapse of the segment is this many behind the first of the row.
        long at = starts.Pointer[source] + (((byte*)row + row[1 + segment] - ((byte*)row + row[1])) / TSynapse.Size);
        draws.Open(release.Seed, release.Group, source, emission);
        double** state = stackalloc double*[ReleaseKernel.Lanes];
        double* intervals = stackalloc double[ReleaseKernel.Lanes];
        double* released = stackalloc double[ReleaseKernel.Lanes];
        for (int first = 0; first < count; first += ReleaseKernel.Lanes, start += ReleaseKernel.Lanes * TSynapse.Size)
        {
            int n = Math.Min(ReleaseKernel.Lanes, count - first);
            for (int i = 0; i < n; i++)
            {
                state[i] = states.Pointer + ((at + first + i) * States);
                intervals[i] = interval;
                draws.Targets[i] = (uint)release.Targets[TSynapse.Target(start + (i * TSynapse.Size))];
                draws.Tags[i] = Tag(segment, at + first + i);
            }

            draws.Restart();
            release.Kernel.Release(state, intervals, released, n, ref draws);
            for (int i = 0; i < n; i++)
            {
                byte* one = start + (i * TSynapse.Size);
                accumulators[TSynapse.Target(one)] += T.CreateTruncating(released[i]) * synapse.Weight(one);
            }
        }

        return count;
    }
}
