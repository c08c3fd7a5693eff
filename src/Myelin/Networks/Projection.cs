using Myelin.Connectivity;
using Myelin.Randomness;
using Myelin.Synapses;

namespace Myelin.Networks;

/// <summary>The synapses from one population to another.</summary>
/// <param name="Index">Position among the network's projections; it names the projection's random streams.</param>
/// <param name="Source">Where spikes come from.</param>
/// <param name="Target">Where they go.</param>
/// <param name="Rule">Who is connected to whom.</param>
/// <param name="Weight">Weights of the synapses, in the unit of the target's port; null where the rule brings them.</param>
/// <param name="Delay">Delays [ms]; 0 for delivery within the same step.</param>
/// <param name="Port">Name of the target's port; null where the sign of a weight chooses between Excitatory and Inhibitory.</param>
public sealed record Projection(
    int Index,
    PopulationView Source,
    PopulationView Target,
    ConnectionRule Rule,
    Distribution? Weight,
    Distribution Delay,
    string? Port)
{
    /// <summary>How much a spike releases, by the spikes before it; null where every spike counts fully.</summary>
    public IReleaseModel? Release { get; init; }

    /// <summary>How the synapses learn; null where weights stay as they are.</summary>
    public ProjectionLearning? Learning { get; internal set; }

    /// <summary>How synapses come and go while it learns; null where they stay.</summary>
    public Rewiring? Rewiring { get; internal set; }

    /// <summary>The projection in words, for messages.</summary>
    public string Name => $"projection {Source} -> {Target}";

    /// <summary>Whether spikes arrive within the step in which they are emitted.</summary>
    public bool IsImmediate => Delay.ConstantValue == 0;

    /// <summary>Whether source and target are the same neurons.</summary>
    public bool IsRecurrent => Source == Target;

    /// <summary>The expected number of synapses.</summary>
    public double ExpectedSynapses => Rule.ExpectedConnections(Source.Count, Target.Count, IsRecurrent);
}
