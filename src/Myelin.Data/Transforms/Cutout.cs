using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Sets a square of an image to 0, whose middle is a random pixel; it may reach over the edge. Source: DeVries and Taylor (2017), "Improved
/// regularization of convolutional neural networks with cutout".
/// </summary>
/// <param name="side">Height and width of the square in pixels, at least 1.</param>
public sealed class Cutout(int side) : SameShape
{
    private readonly int side = side >= 1 ? side : throw new ArgumentOutOfRangeException(nameof(side), side, "The square of a cutout has at least 1 pixel.");

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        ImageShape.Of(input, nameof(Cutout));
        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        ImageShape image = ImageShape.Of(shape, nameof(Cutout));
        sample.CopyTo(output);
        int firstRow = random.NextInt(image.Height) - (side / 2), firstColumn = random.NextInt(image.Width) - (side / 2);
        int top = Math.Max(0, firstRow), bottom = Math.Min(image.Height, firstRow + side);
        int left = Math.Max(0, firstColumn), right = Math.Min(image.Width, firstColumn + side);
        for (int row = 0; row < image.Channels * image.Height; row++)
        {
            int y = row % image.Height;
            if (y >= top && y < bottom) output[((row * image.Width) + left)..((row * image.Width) + right)].Clear();
        }
    }
}
