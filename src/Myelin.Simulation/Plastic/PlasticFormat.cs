using System.Numerics;
using Myelin.Networks;
using Myelin.Plasticity;
using Myelin.Quantities;
using Myelin.Simulation.Building;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Machines;
using Myelin.Simulation.Releases;
using Myelin.Values;

namespace Myelin.Simulation.Plastic;

/// <summary>What a plastic delivery is made of.</summary>
/// <param name="Projection">The projection.</param>
/// <param name="Port">Index of the target's port.</param>
/// <param name="Level">The level before which immediate spikes must arrive; -1 for delayed ones.</param>
/// <param name="Rows">The rows.</param>
/// <param name="Sources">The spikes of the source population.</param>
/// <param name="Target">The slice of the target population.</param>
/// <param name="Trains">What each rule remembers of the targets.</param>
/// <param name="Factor">The spikes of the population that is the third factor; empty where there is none.</param>
/// <param name="Accumulators">The port's accumulators at the partition's first neuron.</param>
/// <param name="Circuit">What the synapses make of their weights; null where they deliver them as they are.</param>
internal sealed record PlasticParts(
    Projection Projection,
    int Port,
    int Level,
    SynapseRows Rows,
    SpikeHistory[] Sources,
    Slice Target,
    PostTrain[] Trains,
    SpikeHistory[] Factor,
    nint Accumulators,
    SynapseCircuit? Circuit);

/// <summary>Makes the delivery of the rows that it has written.</summary>
internal interface IPlasticFormat
{
    /// <summary>The delivery.</summary>
    SpikeDelivery Deliver(PlasticParts parts);
}

/// <summary>Writes rows of plastic synapses, in segments.</summary>
internal sealed unsafe class PlasticFormat<V, T, TStep>(ProjectionLearning learning, Time dt, ulong seed) : IRowFormat<T>, IPlasticFormat
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, IPlasticityRuleStep<V>
{
    private readonly SegmentLayout<T> layout = new(TStep.PreTraces, TStep.Variables, TStep.TracksTime);

    public long Bytes(int count) => layout.Bytes(count);

    public void Open(byte* at, int count)
    {
        new Span<byte>(at, checked((int)layout.Bytes(count))).Clear();
        var segment = (PlasticSegment*)at;
        segment->Count = count;
        segment->LastPre = PlasticSegment.Never;

        // Time 0 is the end of the step before the first.
        if (TStep.TracksTime) new Span<int>(layout.Times(segment), count).Fill(-1);
    }

    public void Write(int lane, int partitions, int width, int[] table, int[] delay, ushort[] target, T[] weight, int count, Span<int> cursors, byte** bases)
    {
        int first = lane * partitions, end = first + partitions;
        for (int i = 0; i < count; i++)
        {
            int t = table[i];
            if (t < first || t >= end) continue;
            var segment = (PlasticSegment*)(bases[t] + cursors[(t * width) + delay[i]]);
            int at = segment->Filled++;
            layout.Targets(segment)[at] = target[i];
            layout.Variable(segment, 0)[at] = weight[i];
        }
    }

    public SpikeDelivery Deliver(SynapseRows rows, int level, int release, StochasticRelease? stochastic, SpikeHistory[] sources, nint accumulators) =>
        throw new InvalidOperationException("Plastic rows are delivered with what their rule remembers.");

    public SpikeDelivery Deliver(PlasticParts parts)
    {
        // Weights are by target of the slice, not of the partition.
        var slower = new List<SlowerRule<T>>();
        for (int i = 0; i < learning.Slower.Count; i++)
            slower.Add(learning.Slower[i].Accept(new SlowerRuleBuilder<V, T>(learning.Slower[i], dt, parts.Target.Local, (PostTrain<T>)parts.Trains[i + 1])));
        return new PlasticVisits<V, T, TStep>(parts, layout, learning.Rule, dt, seed, slower) { Level = parts.Level };
    }
}

/// <summary>Builds the format of whatever rule accepts it.</summary>
internal sealed class PlasticFormatBuilder<V, T>(ProjectionLearning learning, Time dt, ulong seed) : IPlasticityRuleVisitor<V, IPlasticFormat>
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    public IPlasticFormat Visit<TStep>()
        where TStep : struct, IPlasticityRuleStep<V> => new PlasticFormat<V, T, TStep>(learning, dt, seed);
}
