using System.Globalization;
using Myelin.Learning.Operations.Quantisation;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Quantisation;

/// <summary>Of which weights a unit is shared.</summary>
public enum UnitOf
{
    /// <summary>All weights of a layer have the same.</summary>
    Layer,

    /// <summary>The weights to each output, neuron or channel, have their own.</summary>
    Channel,
}

/// <summary>
/// Weights of few bits, symmetric around 0: whole multiples from -(2^(b-1) - 1) to 2^(b-1) - 1 of a unit; of one bit, plus or minus the mean magnitude (Rastegari et al., 2016, XNOR-Net,
/// eq. 6). Layers compute with the rounded weights while the stored ones learn through a straight-through derivative (Jacob et al., 2018, CVPR). The unit follows the weights: what lets the largest fit, but not
/// more than 2 mean|w| / sqrt(2^(b-1) - 1), with which learnt units begin (Esser et al., 2020, ICLR, "Learned step size quantization").
/// </summary>
public sealed class FewBits : IWeightForm
{
    /// <summary>Most bits; more would be single precision.</summary>
    public const int Most = 16;

    private readonly UnitOf unitOf;

    /// <summary>Makes a form.</summary>
    /// <param name="bits">Bits of a weight with its sign, 1 to <see cref="Most"/>.</param>
    /// <param name="unitOf">Of which weights a unit is shared.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of its range.</exception>
    public FewBits(int bits, UnitOf unitOf = UnitOf.Layer)
    {
        if (bits is < 1 or > Most) throw new ArgumentOutOfRangeException(nameof(bits), string.Create(CultureInfo.InvariantCulture, $"Weights of {bits} bits cannot be made; there must be 1 to {Most}."));
        Bits = bits;
        this.unitOf = unitOf;
    }

    /// <inheritdoc/>
    public int Bits { get; }

    /// <inheritdoc/>
    public Tensor Of(Tensor stored)
    {
        int rows = unitOf == UnitOf.Channel && stored.Shape.Rank > 1 ? stored.Shape[0] : 1;
        ReadOnlySpan<float> weights = stored.Values;
        float[] units = new float[rows];
        int row = weights.Length / Math.Max(1, rows);
        for (int r = 0; r < rows; r++) units[r] = Unit(weights.Slice(r * row, row));
        return Bits == 1 ? Signed.Of(stored, units) : Rounded.Of(stored, units, -Levels, Levels);
    }

    private double Levels => Math.ScaleB(1, Bits - 1) - 1;

    private float Unit(ReadOnlySpan<float> weights)
    {
        if (weights.IsEmpty) return 0;
        float mean = TensorPrimitives.SumOfMagnitudes(weights) / weights.Length;
        if (Bits == 1) return mean;
        float largest = MathF.Abs(TensorPrimitives.MaxMagnitude(weights));
        return (float)Math.Min(largest / Levels, 2 * mean / Math.Sqrt(Levels));
    }
}
