using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Makes a vector of a sample of fixed shape; the values stay as they are.</summary>
public sealed class Flatten : ITransform
{
    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => [Shapes.Size(input)];

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => checked(length * Shapes.StepSize(input));

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random) => sample.CopyTo(output);
}
