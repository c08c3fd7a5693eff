namespace Myelin.Simulation.Recording;

/// <summary>A variable of the synapses of a projection, ordered by source, then target, then delay.</summary>
/// <param name="Sources">Index of each synapse's source within its population.</param>
/// <param name="Targets">Index of each synapse's target within its population.</param>
/// <param name="Values">The variable of each synapse.</param>
public sealed record SynapseValues(int[] Sources, int[] Targets, double[] Values)
{
    /// <summary>Number of synapses.</summary>
    public int Count => Values.Length;
}
