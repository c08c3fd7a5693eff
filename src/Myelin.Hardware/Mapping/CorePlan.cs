using Myelin.Simulation.Machines;

namespace Myelin.Hardware.Mapping;

/// <summary>What one core holds.</summary>
/// <param name="Index">The core.</param>
/// <param name="Slices">Its neurons.</param>
/// <param name="Neurons">Number of neurons.</param>
/// <param name="Synapses">Number of synapses of its neurons.</param>
/// <param name="Axons">Number of neurons that it receives from.</param>
public sealed record CorePlan(int Index, IReadOnlyList<CoreSlice> Slices, int Neurons, long Synapses, int Axons);
