using Myelin.Connectivity;
using Myelin.Randomness;

namespace Myelin.Simulation.Machines;

/// <summary>
/// Numbers, weights and wires of a machine that a run imitates: what an emulated chip makes of the network. Needs <see cref="Precision.Double"/>,
/// in which every fixed-point word of up to 48 bits is exact.
/// </summary>
public sealed record Emulation
{
    /// <summary>The numbers in which the neurons of each population, and rules that change synapses to them, are computed; by index of the population, null for double precision.</summary>
    public IReadOnlyList<IBlockArithmetic?> Arithmetic { get; init; } = [];

    /// <summary>The weights that the synapses of each projection can have; by index of the projection, null for any. Learning changes them in the arithmetic of the targets.</summary>
    public IReadOnlyList<WeightGrid?> Weights { get; init; } = [];

    /// <summary>The numbers in which the rule of each projection changes weights; by index of the projection, null for those of its targets. Weights, and times between spikes in ms, are numbers of it; traces of the targets stay in theirs.</summary>
    public IReadOnlyList<IBlockArithmetic?> Rules { get; init; } = [];

    /// <summary>What the synapses of each projection that learns make of their weights; by index of the projection, null where they deliver them as they are.</summary>
    public IReadOnlyList<SynapseCircuit?> Circuits { get; init; } = [];

    /// <summary>Where the neurons are, by core and within a population ascending; empty where it does not matter. Neurons on no core are outside of the machine.</summary>
    public IReadOnlyList<CoreSlice> Cores { get; init; } = [];

    /// <summary>What carries spikes to the cores; null where every spike arrives in time.</summary>
    public SpikeTransport? Transport { get; init; }

    internal IBlockArithmetic? Of(Networks.Population population) => population.Index < Arithmetic.Count ? Arithmetic[population.Index] : null;

    internal IBlockArithmetic? RuleOf(Networks.Projection projection) => (projection.Index < Rules.Count ? Rules[projection.Index] : null) ?? Of(projection.Target.Population);

    internal SynapseCircuit? CircuitOf(Networks.Projection projection) => projection.Index < Circuits.Count ? Circuits[projection.Index] : null;

    internal WeightGrid? Of(Networks.Projection projection) => projection.Index < Weights.Count ? Weights[projection.Index] : null;
}

/// <summary>Neurons of one population on one core.</summary>
/// <param name="Core">Index of the core.</param>
/// <param name="Population">Index of the population.</param>
/// <param name="First">The first neuron; a multiple of 16.</param>
/// <param name="Count">Number of neurons.</param>
public readonly record struct CoreSlice(int Core, int Population, int First, int Count);
