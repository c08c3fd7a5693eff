namespace Myelin.Simulation.Plastic;

/// <summary>A plastic synapse, outside of the memory in which it is visited.</summary>
/// <param name="Delay">The delay in steps.</param>
/// <param name="Target">Index of the target within its population.</param>
/// <param name="Variables">Its variables, the weight first; those that are missing are 0.</param>
/// <param name="Time">The step of its last event; null for now.</param>
internal sealed record SynapseEntry(int Delay, int Target, double[] Variables, int? Time);

/// <summary>What is known of a source neuron at its synapses of one delay.</summary>
/// <param name="LastPre">When its last spike reached them, in steps.</param>
/// <param name="Traces">Its traces after that.</param>
internal sealed record SourceHead(int LastPre, double[] Traces);
