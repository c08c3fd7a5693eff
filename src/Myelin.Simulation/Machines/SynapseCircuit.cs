namespace Myelin.Simulation.Machines;

/// <summary>
/// What lies between the weight that a rule keeps and the charge that a spike delivers: a memory of few bits, an amplifier that is a little different at every synapse. The rule knows nothing of it.
/// It is asked at every spike, and answers the same for the same synapse and weight.
/// </summary>
public abstract class SynapseCircuit
{
    /// <summary>What a spike delivers.</summary>
    /// <param name="source">Index of the source neuron in its population.</param>
    /// <param name="target">Index of the target neuron in its population.</param>
    /// <param name="weight">The weight that the rule keeps.</param>
    public abstract double Delivered(int source, int target, double weight);
}
