using System.Numerics;
using Myelin.Connectivity;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Delivery;

/// <summary>Connections with shared weights (convolution, pooling): nothing is stored; a source's connections are streamed again when it fires.</summary>
internal sealed unsafe class StreamedDelivery<T>(SharedWeights part, ConnectionStream stream, T factor, SpikeHistory[] histories, T* accumulators) : SpikeDelivery
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly Partners partners = new();
    private long? synapses;

    public override long Synapses => synapses ??= Count();

    public override long Bytes => 0;

    public override long Deliver(long step)
    {
        if (step < part.Delay) return 0;
        long events = 0;
        foreach (SpikeHistory history in histories)
        {
            foreach (int id in history.At(step - part.Delay))
            {
                int source = id - part.FirstSource;
                if ((uint)source < (uint)part.Sources) events += Stream(source, add: true);
            }
        }

        return events;
    }

    public override void Dispose()
    {
    }

    private long Count()
    {
        long count = 0;
        for (int s = 0; s < part.Sources; s++) count += Stream(s, add: false);
        return count;
    }

    private int Stream(int source, bool add)
    {
        stream.Fill(source, partners);
        ReadOnlySpan<int> indices = partners.Indices;
        ReadOnlySpan<double> weights = stream.HasWeights ? partners.Weights : default;
        int count = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            int local = indices[i] - part.FirstTarget;
            T weight = weights.IsEmpty ? factor : T.CreateTruncating(weights[i]);
            if ((uint)local >= (uint)part.Targets || !part.Takes(double.CreateTruncating(weight))) continue;
            if (add) accumulators[local] += weight;
            count++;
        }

        return count;
    }
}
