namespace Myelin.Experiments;

/// <summary>What a run will take, known before anything is built.</summary>
/// <param name="Neurons">The number of neurons.</param>
/// <param name="Synapses">The number of synapses.</param>
/// <param name="MemoryBytes">The memory at the peak, in bytes.</param>
/// <param name="Seconds">The wall-clock time, in seconds (s).</param>
/// <param name="Basis">What the time and the memory are computed from, in one sentence.</param>
public sealed record Estimate(long Neurons, long Synapses, long MemoryBytes, double Seconds, string Basis);
