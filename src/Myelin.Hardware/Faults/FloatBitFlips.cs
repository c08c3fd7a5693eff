using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>
/// Weights are stored as IEEE 754 numbers of 32 bits, and every bit is wrong with the same probability. What is not finite then becomes the largest number of its sign, and what is no number 0, because a
/// network is made of finite weights.
/// </summary>
/// <param name="Rate">Probability that a bit flips.</param>
public sealed record FloatBitFlips(double Rate) : WeightFault
{
    /// <summary>Probability that a bit flips, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Rate { get; init => field = FaultRate.Checked(value, "bit flips"); } = FaultRate.Checked(Rate, "bit flips");

    /// <summary>The only bit of a word that can flip, 0 for the last of the fraction, 30 for the first of the exponent, 31 for the sign; null for all.</summary>
    public int? Only { get; init; }

    /// <inheritdoc/>
    protected override void Strike(StoredWeights weights, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(weights);
        foreach (ref double weight in weights.Values.AsSpan()) weight = BitErrors.Single((float)weight, (uint)BitErrors.Mask(32, Only, Rate, ref random));
    }
}
