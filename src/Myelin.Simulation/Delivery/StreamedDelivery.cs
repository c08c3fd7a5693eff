using System.Numerics;
using Myelin.Connectivity;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Delivery;

/// <summary>Connections with shared weights (convolution, pooling): a source's row is that of its kind, shifted to its place.</summary>
internal sealed unsafe class StreamedDelivery<T>(SharedWeights part, ConnectionStream stream, T factor, SpikeHistory[] histories, T* accumulators) : SpikeDelivery
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly ShiftedRows<T> rows = new(part, stream, factor);

    public override long Synapses => rows.Synapses;

    public override long Bytes => rows.Bytes;

    public override bool Marking => true;

    public override long Deliver(long step)
    {
        if (step < part.Delay) return 0;
        long events = 0;
        foreach (SpikeHistory history in histories)
        {
            foreach (int id in history.At(step - part.Delay))
            {
                int source = id - part.FirstSource;
                if ((uint)source >= (uint)part.Sources) continue;
                ShiftedRows<T>.Row* row = rows.Of(source);
                byte* start = rows.Synapse(row);
                default(FullSynapse<T>).Deliver(start, start + ((long)row->Count * FullSynapse<T>.Size), accumulators + row->Shift);
                events += row->Count;
                if (Marks is not null) Mark(Marks, row);
            }
        }

        return events;
    }

    public override void Dispose() => rows.Dispose();

    private void Mark(BlockMarks marks, ShiftedRows<T>.Row* row)
    {
        int first = Local + row->Shift;
        foreach (ShiftedRows<T>.Range range in rows.Ranges(row)) marks.Reach(first + range.First, range.Count);
    }
}
