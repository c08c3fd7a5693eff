using Myelin.Networks;
using Myelin.Randomness;

namespace Myelin.Hardware.Faults;

/// <summary>
/// Weights are stored as whole numbers in two's complement, and every bit is wrong with the same probability: a bit error rate of the memory. Each projection has a scale of its own, by which its largest
/// weight is the largest number; at a rate of 0 there remains the rounding.
/// </summary>
/// <param name="Rate">Probability that a bit flips.</param>
/// <param name="Bits">Length of a word with its sign, 2 to 32.</param>
public sealed record IntegerBitFlips(double Rate, int Bits = 8) : WeightFault
{
    /// <summary>Probability that a bit flips, 0 to 1.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is no probability.</exception>
    public double Rate { get; init => field = FaultRate.Checked(value, "bit flips"); } = FaultRate.Checked(Rate, "bit flips");

    /// <summary>Length of a word with its sign, 2 to 32.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is another.</exception>
    public int Bits { get; init => field = Checked(value); } = Checked(Bits);

    /// <summary>The only bit of a word that can flip, 0 for the last; null for all.</summary>
    public int? Only { get; init; }

    /// <inheritdoc/>
    protected override void Strike(StoredWeights weights, ref RandomStream random)
    {
        ArgumentNullException.ThrowIfNull(weights);
        double scale = Scale(weights.Values, Bits);
        for (int i = 0; i < weights.Values.Length; i++)
        {
            ulong mask = BitErrors.Mask(Bits, Only, Rate, ref random);
            weights.Values[i] = BitErrors.Whole((long)Math.Round(weights.Values[i] / scale), Bits, mask) * scale;
        }
    }

    /// <summary>What the last bit is worth.</summary>
    internal static double Scale(ReadOnlySpan<double> weights, int bits)
    {
        double largest = 0;
        foreach (double weight in weights) largest = Math.Max(largest, Math.Abs(weight));
        return largest == 0 ? 1 : largest / ((1L << (bits - 1)) - 1);
    }

    private static int Checked(int bits) => bits is >= 2 and <= 32
        ? bits
        : throw new ArgumentOutOfRangeException(nameof(bits), $"A stored weight has 2 to 32 bits, got {bits}.");
}
