using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>Every stored weight differs from what was written by chance, once and for all: device variation.</summary>
/// <param name="Deviation">Standard deviation: of the logarithm, or relative.</param>
/// <param name="Law">How weights differ.</param>
public sealed record WeightVariation(double Deviation, Variation Law = Variation.LogNormal) : WeightFault
{
    /// <summary>Standard deviation: of the logarithm, or relative.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public double Deviation { get; init => field = FaultRate.CheckedDeviation(value, "weights"); } = FaultRate.CheckedDeviation(Deviation, "weights");

    /// <inheritdoc/>
    protected override void Strike(StoredWeights weights, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double range = weights.Values.Max(Math.Abs);
        foreach (ref double weight in weights.Values.AsSpan()) weight = Law.Of(weight, range, Deviation, random.NextNormal());
    }
}
