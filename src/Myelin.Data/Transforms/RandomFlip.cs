using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Mirrors an image left to right, with a probability.</summary>
/// <param name="probability">How likely, 0 to 1.</param>
public sealed class RandomFlip(double probability = 0.5) : SameShape
{
    private readonly double probability = probability is >= 0 and <= 1 ? probability : throw new ArgumentOutOfRangeException(nameof(probability), probability, "The probability of a flip must be from 0 to 1.");

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        ImageShape.Of(input, nameof(RandomFlip));
        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        sample.CopyTo(output);
        if (random.NextDouble() >= probability) return;
        for (int row = 0; row < output.Length; row += shape[2]) output.Slice(row, shape[2]).Reverse();
    }
}
