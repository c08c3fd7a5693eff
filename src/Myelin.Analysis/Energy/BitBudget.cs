namespace Myelin.Analysis.Energy;

/// <summary>
/// What a network may spend on representing numbers: time steps times bits of a weight times bits of a spike. A spiking network of T steps with 1-bit spikes and an ordinary one
/// with activations of T bits have the same. Source: Shen, Zhao, Li, Li and Zeng (2024), CVPR, "Are conventional SNNs really efficient? A perspective from network quantization".
/// </summary>
/// <param name="Steps">T; 1 for an ordinary network.</param>
/// <param name="WeightBits">Bits of a weight.</param>
/// <param name="SpikeBits">Bits of a spike; of an activation for an ordinary network.</param>
public readonly record struct BitBudget(int Steps, int WeightBits, int SpikeBits)
{
    /// <summary>T times weight bits times spike bits.</summary>
    public double Bits => (double)Steps * WeightBits * SpikeBits;

    /// <summary>
    /// The arithmetic effort of a network: its budget times the number of its synapses' products in one step, each weight bit meeting each activation bit once. (The paper's
    /// synaptic arithmetic computation effort, S-ACE, as we understand its definition after Zhang, Zhang and Lew, 2022, "PokeBNN", CVPR; written from memory.)
    /// </summary>
    /// <param name="productsPerStep">Products of a weight and an input in one step, zeros included.</param>
    public double Effort(double productsPerStep) => Bits * productsPerStep;

    /// <summary>The part of the effort that is left on hardware that does nothing for a 0 (the paper's neuromorphic one, NS-ACE).</summary>
    /// <param name="productsPerStep">Products of a weight and an input in one step, zeros included.</param>
    /// <param name="activity">The fraction of inputs other than 0, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The activity is not 0 to 1.</exception>
    public double EffectiveEffort(double productsPerStep, double activity) =>
        activity is >= 0 and <= 1 ? activity * Effort(productsPerStep) : throw new ArgumentOutOfRangeException(nameof(activity), $"The activity is a fraction of inputs from 0 to 1, got {activity}.");
}
