using System.Numerics;
using System.Numerics.Tensors;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Delivery;

/// <summary>A full matrix of weights with one delay: the row of every neuron that fired is added to the targets as a vector.</summary>
internal sealed unsafe class DenseDelivery<T>(NativeBuffer<T> matrix, SharedWeights part, SpikeHistory[] histories, T* accumulators) : SpikeDelivery
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override long Synapses => (long)part.Sources * part.Targets;

    public override long Bytes => matrix.Bytes;

    public override long Deliver(long step)
    {
        if (step < part.Delay) return 0;
        long rows = 0;
        var sum = new Span<T>(accumulators, part.Targets);
        foreach (SpikeHistory history in histories)
        {
            foreach (int id in history.At(step - part.Delay))
            {
                int source = id - part.FirstSource;
                if ((uint)source >= (uint)part.Sources) continue;
                TensorPrimitives.Add(sum, new ReadOnlySpan<T>(matrix.Pointer + ((long)source * part.Targets), part.Targets), sum);
                rows++;
            }
        }

        return rows * part.Targets;
    }

    public override void Dispose() => matrix.Dispose();
}
