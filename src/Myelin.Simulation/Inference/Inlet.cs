using Myelin.Networks;
using Myelin.Simulation.Delivery;

namespace Myelin.Simulation.Inference;

/// <summary>Where events enter a running network: what arrives at a population in the step that comes.</summary>
/// <param name="population">The population; events go to its first port.</param>
internal sealed class Inlet(Population population)
{
    /// <summary>The population.</summary>
    public Population Population => population;

    /// <summary>The neurons at which events arrive in the step that comes; a neuron may be there several times.</summary>
    public ReadOnlyMemory<int> Arriving { get; set; }
}

/// <summary>Adds an inlet's events, of weight 1 each, to the neurons of one slice.</summary>
/// <param name="inlet">The inlet.</param>
/// <param name="first">The slice's first neuron within the population.</param>
/// <param name="count">Number of neurons of the slice.</param>
/// <param name="accumulators">The port's accumulators at that neuron.</param>
internal sealed unsafe class InletDelivery<T>(Inlet inlet, int first, int count, T* accumulators) : SpikeDelivery
    where T : unmanaged, System.Numerics.INumberBase<T>
{
    public override long Synapses => 0;

    public override long Bytes => 0;

    public override bool Marking => true;

    public override long Deliver(long step)
    {
        foreach (int neuron in inlet.Arriving.Span)
        {
            int local = neuron - first;
            if ((uint)local >= (uint)count) continue;
            accumulators[local] += T.One;
            Marks?.Reach(Local + local);
        }

        return 0;
    }

    public override void Dispose()
    {
    }
}
