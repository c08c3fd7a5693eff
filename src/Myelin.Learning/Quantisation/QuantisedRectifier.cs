using System.Globalization;
using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;
using Myelin.Learning.Operations.Quantisation;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Quantisation;

/// <summary>
/// max(0, x) in few bits: whole multiples from 0 to 2^b - 1 of a unit that lets numbers up to two and a half deviations above their mean fit, as a running mean over batches of training has it. The activation of a
/// quantised ordinary network. After Jacob et al. (2018), CVPR, section 3.1, where the range is that of all numbers.
/// </summary>
public sealed class QuantisedRectifier : Module
{
    /// <summary>Most bits.</summary>
    public const int Most = 16;

    private readonly Parameter largest;
    private readonly double levels;

    /// <summary>Makes a layer.</summary>
    /// <param name="bits">Bits of an activation, 1 to <see cref="Most"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of bits is out of its range.</exception>
    public QuantisedRectifier(int bits)
    {
        if (bits is < 1 or > Most)
            throw new ArgumentOutOfRangeException(nameof(bits), string.Create(CultureInfo.InvariantCulture, $"Activations of {bits} bits cannot be made; there must be 1 to {Most}."));
        Bits = bits;
        levels = Math.ScaleB(1, bits) - 1;
        largest = AddBuffer("largest", [1]);
    }

    /// <summary>Bits of an activation.</summary>
    public int Bits { get; }

    /// <summary>How far a batch moves the running mean, 0 to 1.</summary>
    public float Momentum { get; init; } = 0.05f;

    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) => new() { Activations = output };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor x = input.Expanded();
        ref float limit = ref largest.Values[0];
        if (IsTraining)
        {
            float now = Math.Max(0, Reaching(x.Values));
            limit = limit == 0 ? now : limit + (Momentum * (now - limit));
        }

        return Rounded.Of(x, [(float)(limit / levels)], 0, levels);
    }

    // Two and a half deviations above the mean of what is positive, or the largest where it is less: few outliers would waste most of the levels.
    private static float Reaching(ReadOnlySpan<float> values)
    {
        double sum = 0, squares = 0;
        float most = 0;
        int count = 0;
        foreach (float value in values)
        {
            if (!(value > 0)) continue;
            sum += value;
            squares += (double)value * value;
            most = Math.Max(most, value);
            count++;
        }

        if (count == 0) return 0;
        double mean = sum / count;
        return (float)Math.Min(most, mean + (2.5 * Math.Sqrt(Math.Max(0, (squares / count) - (mean * mean)))));
    }
}
