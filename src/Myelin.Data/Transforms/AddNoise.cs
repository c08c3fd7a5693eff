using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Adds a normally distributed number to every value.</summary>
/// <param name="deviation">Standard deviation of the numbers, at least 0.</param>
public sealed class AddNoise(float deviation) : SameShape
{
    private readonly float deviation = AtLeastZero(deviation, nameof(deviation));

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        random.FillNormal(output);
        for (int i = 0; i < output.Length; i++) output[i] = sample[i] + (deviation * output[i]);
    }
}
