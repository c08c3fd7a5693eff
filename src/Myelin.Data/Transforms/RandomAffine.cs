using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Turns, stretches, slants and moves an image at random, around its middle, with linear interpolation; what comes in from outside is 0. Every bound is
/// that of a uniform distribution around no change.
/// </summary>
public sealed class RandomAffine : SameShape
{
    /// <summary>The largest rotation, in degrees, at least 0.</summary>
    public float Degrees { get; init => field = AtLeastZero(value, "rotation"); }

    /// <summary>The largest relative change of size, at least 0 and below 1: 0.1 makes sizes of 0.9 to 1.1.</summary>
    public float Scale { get; init => field = AtLeastZero(value, "scale") < 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, "The scale of an affine transform must be below 1."); }

    /// <summary>The largest slant: how far a row moves to the side per row, at least 0.</summary>
    public float Shear { get; init => field = AtLeastZero(value, "shear"); }

    /// <summary>The largest shift in both directions, in pixels, at least 0.</summary>
    public float Pixels { get; init => field = AtLeastZero(value, "shift"); }

    /// <inheritdoc/>
    public override IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        ImageShape.Of(input, nameof(RandomAffine));
        return input;
    }

    /// <inheritdoc/>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        ImageShape image = ImageShape.Of(shape, nameof(RandomAffine));
        float angle = Symmetric(Degrees, ref random) * (MathF.PI / 180), size = 1 + Symmetric(Scale, ref random), shear = Symmetric(Shear, ref random);
        float down = Symmetric(Pixels, ref random), right = Symmetric(Pixels, ref random);
        float cos = Portable.Cos(angle) / size, sin = Portable.Sin(angle) / size;
        float middleY = (image.Height - 1) / 2f, middleX = (image.Width - 1) / 2f;
        for (int i = 0; i < output.Length; i++)
        {
            (int channel, int pixel) = Math.DivRem(i, image.Plane);
            (int row, int column) = Math.DivRem(pixel, image.Width);

            // Backwards: from the pixel to where its value comes from.
            float y = row - middleY - down, x = column - middleX - right;
            x -= shear * y;
            output[i] = image.Sample(sample.Slice(channel * image.Plane, image.Plane), middleY + (cos * y) - (sin * x), middleX + (sin * y) + (cos * x));
        }
    }
}
