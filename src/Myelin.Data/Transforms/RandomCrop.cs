using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Cuts a piece of fixed size at a random place out of an image, around which there may be a border of zeros.</summary>
public sealed class RandomCrop : ITransform
{
    private readonly int height;
    private readonly int width;
    private readonly int border;

    /// <summary>A crop.</summary>
    /// <param name="height">Height of the piece in pixels, at least 1.</param>
    /// <param name="width">Width of the piece in pixels, at least 1.</param>
    /// <param name="border">Width of the border in pixels, at least 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is too small.</exception>
    public RandomCrop(int height, int width, int border = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfNegative(border);
        (this.height, this.width, this.border) = (height, width, border);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        ImageShape image = ImageShape.Of(input, nameof(RandomCrop));
        return height <= image.Height + (2 * border) && width <= image.Width + (2 * border)
            ? [image.Channels, height, width]
            : throw new ArgumentException($"A piece of {height}x{width} does not fit images of shape {Shapes.Text(input)} with a border of {border}.");
    }

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        ImageShape image = ImageShape.Of(shape, nameof(RandomCrop));
        int top = random.NextInt(image.Height + (2 * border) - height + 1) - border;
        int left = random.NextInt(image.Width + (2 * border) - width + 1) - border;
        for (int i = 0; i < output.Length; i++)
        {
            (int channel, int pixel) = Math.DivRem(i, height * width);
            (int y, int x) = Math.DivRem(pixel, width);
            output[i] = image.At(sample.Slice(channel * image.Plane, image.Plane), top + y, left + x);
        }
    }
}
