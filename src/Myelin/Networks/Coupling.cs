using Myelin.Connectivity;
using Myelin.Randomness;
using Myelin.Synapses;

namespace Myelin.Networks;

/// <summary>Synapses from one population to another that act all the time, by potentials and without spikes.</summary>
/// <param name="Index">Position among the network's couplings; it names the coupling's random streams.</param>
/// <param name="Source">The neurons whose potential is read.</param>
/// <param name="Target">The neurons that receive the current.</param>
/// <param name="Rule">Who is coupled to whom.</param>
/// <param name="Model">What becomes of the potentials.</param>
/// <param name="Weight">Weights, in the unit of the model; null where the rule brings them.</param>
/// <param name="Port">Name of the target's port that gets the current.</param>
/// <param name="Reads">Name of the state variable of the source neurons that is read.</param>
public sealed record Coupling(
    int Index,
    PopulationView Source,
    PopulationView Target,
    ConnectionRule Rule,
    ICouplingModel Model,
    Distribution? Weight,
    string Port,
    string Reads)
{
    /// <summary>The coupling in words, for messages.</summary>
    public string Name => $"coupling {Source} -> {Target}";

    /// <summary>Whether source and target are the same neurons.</summary>
    public bool IsRecurrent => Source == Target;

    /// <summary>Names its random streams: numbers from the end of those that name projections.</summary>
    public uint Stream => uint.MaxValue - (uint)Index;

    /// <summary>The expected number of connections.</summary>
    public double ExpectedConnections => Rule.ExpectedConnections(Source.Count, Target.Count, IsRecurrent);
}
