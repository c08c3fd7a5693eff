using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Subtracts a mean and divides by a standard deviation: one of each for all values, or one of each per channel of images.</summary>
public sealed class Normalize : SameShape
{
    private readonly float[] means;
    private readonly float[] deviations;

    /// <summary>The same for all values.</summary>
    /// <param name="mean">What is subtracted.</param>
    /// <param name="deviation">What is divided by, above 0.</param>
    /// <exception cref="ArgumentException">The deviation is not above 0.</exception>
    public Normalize(float mean, float deviation)
        : this([mean], [deviation])
    {
    }

    /// <summary>For each channel its own.</summary>
    /// <param name="means">What is subtracted, by channel.</param>
    /// <param name="deviations">What is divided by, by channel, above 0.</param>
    /// <exception cref="ArgumentException">The lists differ in length, or a deviation is not above 0.</exception>
    public Normalize(IReadOnlyList<float> means, IReadOnlyList<float> deviations)
    {
        (this.means, this.deviations) = ([.. means], [.. deviations]);
        if (means.Count != deviations.Count || means.Count == 0) throw new ArgumentException($"Every channel needs a mean and a deviation; there are {means.Count} and {deviations.Count}.");
        foreach (float deviation in deviations)
        {
            if (!(deviation > 0)) throw new ArgumentException($"A standard deviation must be above 0, got {deviation}.");
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        if (means.Length > 1 && ImageShape.Of(input, nameof(Normalize)).Channels != means.Length)
            throw new ArgumentException($"There are means of {means.Length} channels, but samples of shape {Shapes.Text(input)} have {input[0]}.");
        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        int plane = sample.Length / means.Length;
        for (int i = 0; i < sample.Length; i++) output[i] = (sample[i] - means[i / plane]) / deviations[i / plane];
    }
}
