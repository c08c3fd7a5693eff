using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Delivery;

/// <summary>
/// Synapse rows of one source population into one port of one partition. A row is one block of memory: the number of delays, where each delay's
/// segment starts, then the synapses sorted by delay. At step k the d-segment of every neuron that fired at k - d is delivered, so that what is
/// written stays in cache and no ring buffer of future input is needed.
/// </summary>
internal sealed unsafe class SparseDelivery<T, TSynapse>(SynapseRows rows, TSynapse synapse, SpikeHistory[] sources, T* accumulators) : SpikeDelivery
    where T : unmanaged
    where TSynapse : struct, ISynapse<T>
{
    private const int Ahead = 10;
    private const int Capacity = 1024;

    private readonly NativeBuffer<Segment> segments = new(Capacity + Ahead);

    public override long Synapses => rows.Synapses;

    public override long Bytes => rows.Bytes;

    public override bool Marking => true;

    // Compiled at once and for good, as is the loop over neurons.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public override long Deliver(long step)
    {
        Segment* list = segments.Pointer;
        nint* table = rows.Pointers;
        int count = 0, first = rows.FirstDelay;
        int last = (int)Math.Min(rows.LastDelay, step);
        long events = 0;
        if (first > last) return 0;
        int steps = sources[0].Steps, slot = (int)((step - first) % steps);
        for (int d = first; d <= last; d++)
        {
            foreach (SpikeHistory history in sources)
            {
                int* ids = history.At(slot, out int spikes);
                count = Collect(table, ids, spikes, d - first, list, count, ref events);
            }

            slot = slot == 0 ? steps - 1 : slot - 1;
        }

        Flush(list, count);
        return events;
    }

    public override void Dispose()
    {
        segments.Dispose();
        rows.Dispose();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Collect(nint* table, int* ids, int spikes, int delay, Segment* list, int count, ref long events)
    {
        for (int i = 0; i < spikes; i++)
        {
            uint* row = (uint*)table[ids[i]];
            if (row is null || (uint)delay >= row[0]) continue;
            uint start = row[1 + delay], end = row[2 + delay];
            if (start == end) continue;
            list[count++] = new Segment { Start = (byte*)row + start, End = (byte*)row + end };
            events += (end - start) / (uint)TSynapse.Size;
            if (count == Capacity)
            {
                Flush(list, count);
                count = 0;
            }
        }

        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization | MethodImplOptions.NoInlining)]
    private void Flush(Segment* list, int count)
    {
        for (int i = 0; i < Math.Min(Ahead, count); i++) Prefetch(list[i]);
        for (int i = 0; i < count; i++)
        {
            if (i + Ahead < count) Prefetch(list[i + Ahead]);
            synapse.Deliver(list[i].Start, list[i].End, accumulators);
            if (Marks is not null) Mark(Marks, list[i]);
        }
    }

    private void Mark(BlockMarks marks, Segment segment)
    {
        for (byte* at = segment.Start; at < segment.End; at += TSynapse.Size) marks.Reach(Local + TSynapse.Target(at));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Prefetch(Segment segment)
    {
        if (!Sse.IsSupported) return;
        for (byte* p = (byte*)((nint)segment.Start & ~63); p < segment.End; p += 64) Sse.Prefetch0(p);
    }

    private struct Segment
    {
        public byte* Start;
        public byte* End;
    }
}
