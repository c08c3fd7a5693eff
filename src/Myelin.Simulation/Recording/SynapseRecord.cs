using Myelin.Networks;
using Myelin.Quantities;

namespace Myelin.Simulation.Recording;

/// <summary>A variable of the synapses of a projection at one time.</summary>
/// <param name="Time">Simulated time since the start of the network.</param>
/// <param name="Synapses">The synapses with their values.</param>
public sealed record SynapseSample(Time Time, SynapseValues Synapses);

/// <summary>A variable of plastic synapses to record, and what was recorded.</summary>
internal sealed record SynapseRecord(Projection Projection, string Variable, int Every)
{
    /// <summary>The samples.</summary>
    public List<SynapseSample> Samples { get; } = [];
}
