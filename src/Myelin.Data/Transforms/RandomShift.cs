using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Moves an image by a random whole number of pixels in both directions; what comes in from outside is 0.</summary>
/// <param name="pixels">The farthest, at least 0.</param>
public sealed class RandomShift(int pixels) : SameShape
{
    private readonly int pixels = pixels >= 0 ? pixels : throw new ArgumentOutOfRangeException(nameof(pixels), pixels, "An image is moved by at least 0 pixels.");

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        ImageShape.Of(input, nameof(RandomShift));
        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        ImageShape image = ImageShape.Of(shape, nameof(RandomShift));
        int down = random.NextInt((2 * pixels) + 1) - pixels, right = random.NextInt((2 * pixels) + 1) - pixels;
        for (int i = 0; i < output.Length; i++)
        {
            (int channel, int pixel) = Math.DivRem(i, image.Plane);
            (int y, int x) = Math.DivRem(pixel, image.Width);
            output[i] = image.At(sample.Slice(channel * image.Plane, image.Plane), y - down, x - right);
        }
    }
}
