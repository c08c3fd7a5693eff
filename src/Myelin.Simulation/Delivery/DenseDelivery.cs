using System.Numerics;
using System.Numerics.Tensors;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Delivery;

/// <summary>A full matrix of weights with one delay: the row of every neuron that fired is added to the targets as a vector.</summary>
/// <param name="matrix">The weights [sources, targets].</param>
/// <param name="connections">Number of connections of each source: where the sign of a weight chooses the port, each part has some of them.</param>
/// <param name="part">Which part of the projection this is.</param>
/// <param name="histories">The spikes of the sources.</param>
/// <param name="accumulators">The port's accumulators at the part's first target.</param>
internal sealed unsafe class DenseDelivery<T>(NativeBuffer<T> matrix, int[] connections, SharedWeights part, SpikeHistory[] histories, T* accumulators) : SpikeDelivery
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public override long Synapses => connections.Sum(c => (long)c);

    public override long Bytes => matrix.Bytes;

    public override bool Marking => true;

    public override long Deliver(long step)
    {
        if (step < part.Delay) return 0;
        long events = 0;
        var sum = new Span<T>(accumulators, part.Targets);
        foreach (SpikeHistory history in histories)
        {
            foreach (int id in history.At(step - part.Delay))
            {
                int source = id - part.FirstSource;
                if ((uint)source >= (uint)part.Sources) continue;
                TensorPrimitives.Add(sum, new ReadOnlySpan<T>(matrix.Pointer + ((long)source * part.Targets), part.Targets), sum);
                events += connections[source];
            }
        }

        if (events > 0) Marks?.Reach(Local, part.Targets);
        return events;
    }

    public override void Dispose() => matrix.Dispose();
}
