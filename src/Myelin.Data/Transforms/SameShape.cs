using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>A transform that leaves the shape of samples as it is.</summary>
public abstract class SameShape : ITransform
{
    /// <inheritdoc/>
    public virtual IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => input;

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => length;

    /// <inheritdoc/>
    public abstract void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random);

    /// <summary>A number uniform between -bound and bound.</summary>
    private protected static float Symmetric(float bound, ref RandomStream random) => bound * (float)((2 * random.NextDouble()) - 1);

    /// <summary>Refuses a parameter below 0, or one that is no number.</summary>
    private protected static float AtLeastZero(float value, string what) =>
        value >= 0 && float.IsFinite(value) ? value : throw new ArgumentOutOfRangeException(what, value, $"The {what} of a transform must be at least 0 and finite.");
}
