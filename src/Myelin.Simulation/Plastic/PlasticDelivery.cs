using Myelin.Networks;
using Myelin.Simulation.Delivery;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Releases;

namespace Myelin.Simulation.Plastic;

/// <summary>
/// Plastic synapses of one projection into one partition. A weight is needed only when a spike of its source arrives, so that is when it is brought up to
/// date: first by the postsynaptic spikes that reached the synapse since, in their order, then by the presynaptic spike. Synapses with delay d live d steps
/// in the past, unless the delay passes in the axon, so nothing that reaches them is ever missing. Third factors and clocks visit every synapse.
/// </summary>
internal abstract class PlasticDelivery : SpikeDelivery, ISynapseStates
{
    /// <summary>The projection.</summary>
    public abstract Projection Projection { get; }

    /// <summary>Whether weights stay as they are for now, while the traces go on.</summary>
    public bool IsFrozen { get; set; }

    /// <summary>The third factors set from outside that have not reached all synapses.</summary>
    public abstract FactorRing Factors { get; }

    public abstract uint Group { get; }

    public abstract int Sources { get; }

    public abstract int States { get; }

    /// <summary>The slice of the target population.</summary>
    public abstract Slice Target { get; }

    public abstract double this[long at, int variable] { get; set; }

    public abstract void List(int source, List<(ulong Key, ISynapseStates Table, long At)> synapses);

    /// <summary>Index of the target of a synapse within its population.</summary>
    public abstract int TargetOf(long at);

    /// <summary>Brings all synapses to where they are at the start of a step.</summary>
    public abstract void BringUpToDate(long step);

    /// <summary>The port that the synapses reach.</summary>
    public abstract int Port { get; }

    /// <summary>The synapses of a source, by delay, then target.</summary>
    public abstract List<SynapseEntry> Read(int source);

    /// <summary>Makes these the synapses of a source, at the start of a step.</summary>
    /// <param name="source">Index of the source.</param>
    /// <param name="synapses">The synapses; those of the same delay and target in the order in which they are kept.</param>
    /// <param name="step">The step.</param>
    /// <param name="heads">What is known of the source at the synapses of a delay, where this table knows nothing itself.</param>
    public abstract void Replace(int source, List<SynapseEntry> synapses, long step, Func<int, SourceHead?> heads);

    /// <summary>What is known of a source at its synapses of a delay; null where there are none.</summary>
    public abstract SourceHead? HeadOf(int source, int delay);
}
