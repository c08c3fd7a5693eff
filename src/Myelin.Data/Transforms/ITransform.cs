using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Makes a sample of a sample: augmentation, normalisation, encoding. A transform has no state of its own that changes, so threads share it; its
/// random numbers come from a stream that belongs to the sample and the epoch.
/// </summary>
public interface ITransform
{
    /// <summary>The shape of what it makes.</summary>
    /// <param name="input">The shape of a sample, with the longest first number where samples differ in length.</param>
    /// <exception cref="ArgumentException">It cannot take samples of this shape.</exception>
    IReadOnlyList<int> OutputShape(IReadOnlyList<int> input);

    /// <summary>The first number of the shape that it makes of a sample.</summary>
    /// <param name="input">The shape of a sample, with the longest first number.</param>
    /// <param name="length">The sample's own first number.</param>
    int OutputLength(IReadOnlyList<int> input, int length);

    /// <summary>Makes one sample.</summary>
    /// <param name="sample">The sample as it is.</param>
    /// <param name="shape">The shape of samples, with the longest first number; the sample's own first number follows from its span.</param>
    /// <param name="output">Receives the sample as it becomes, all values; does not overlap <paramref name="sample"/>.</param>
    /// <param name="random">The stream of this sample in this epoch.</param>
    void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random);
}
