using System.Numerics;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Releases;

/// <summary>Synapse rows as in <see cref="SparseDelivery{T, TSynapse}"/>, of synapses whose weight is multiplied by what the spike released.</summary>
/// <param name="rows">The rows.</param>
/// <param name="synapse">What all synapses of the table share.</param>
/// <param name="sources">The spikes of the source population.</param>
/// <param name="release">Index of the rule among the releases of the source population.</param>
/// <param name="accumulators">The port's accumulators.</param>
internal sealed unsafe class ReleasedDelivery<T, TSynapse>(SynapseRows rows, TSynapse synapse, SpikeHistory[] sources, int release, T* accumulators) : SpikeDelivery
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TSynapse : struct, ISynapse<T>
{
    public override long Synapses => rows.Synapses;

    public override long Bytes => rows.Bytes;

    public override long Deliver(long step)
    {
        int first = rows.FirstDelay, last = (int)Math.Min(rows.LastDelay, step);
        long events = 0;
        for (int d = first; d <= last; d++)
        {
            foreach (SpikeHistory history in sources)
            {
                int* ids = history.At((int)((step - d) % history.Steps), out int spikes);
                T* factors = ((ReleaseTrain<T>)history.Releases[release]).Factors + history.StartOf(step - d);
                for (int i = 0; i < spikes; i++) events += Deliver((uint*)rows.Pointers[ids[i]], d - first, factors[i]);
            }
        }

        return events;
    }

    public override void Dispose() => rows.Dispose();

    private int Deliver(uint* row, int delay, T factor)
    {
        if (row is null || (uint)delay >= row[0]) return 0;
        byte* start = (byte*)row + row[1 + delay], end = (byte*)row + row[2 + delay];
        for (byte* at = start; at < end; at += TSynapse.Size) accumulators[TSynapse.Target(at)] += factor * synapse.Weight(at);
        return (int)(end - start) / TSynapse.Size;
    }
}
