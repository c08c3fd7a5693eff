using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Convolutions;

/// <summary>
/// Sizes of a convolution: images are what is convolved, features what comes out; a transposed convolution goes from features to images.
/// </summary>
internal struct Geometry
{
    public int Images;
    public int ImageChannels;
    public int FeatureChannels;
    public int Groups;
    public Spatial Image;
    public Spatial Feature;
    public Spatial Kernel;
    public Spatial Stride;
    public Spatial Padding;
    public Spatial Dilation;

    /// <summary>Sizes of an image with its border of zeros.</summary>
    public readonly Spatial Padded => new(Image.Depth + (2 * Padding.Depth), Image.Height + (2 * Padding.Height), Image.Width + (2 * Padding.Width));

    /// <summary>Length of the sums: numbers of an image that a feature depends on.</summary>
    public readonly int Terms => ImageChannels / Groups * Kernel.Volume;

    /// <summary>Features of a group.</summary>
    public readonly int GroupFeatures => FeatureChannels / Groups;

    /// <summary>Numbers of an image without border.</summary>
    public readonly long ImageSize => (long)ImageChannels * Image.Volume;

    /// <summary>Numbers of an image's features.</summary>
    public readonly long FeatureSize => (long)FeatureChannels * Feature.Volume;

    /// <summary>Numbers of an image with border.</summary>
    public readonly long PaddedSize => (long)ImageChannels * Padded.Volume;

    /// <summary>The shape of a result: all axes of an operand in front of its channels, then these.</summary>
    public static Shape Under(Shape operand, int axes, int channels, Spatial size)
    {
        Span<int> lengths = stackalloc int[operand.Rank];
        operand.CopyTo(lengths);
        int c = operand.Rank - axes - 1;
        lengths[c] = channels;
        if (axes > 2) lengths[c + 1] = size.Depth;
        if (axes > 1) lengths[^2] = size.Height;
        lengths[^1] = size.Width;
        return Shape.Create(lengths);
    }

    /// <summary>Distances, in an image with border, of what the terms of a feature's sum lie from its first.</summary>
    public readonly unsafe void TermOffsets(int* offsets)
    {
        Spatial padded = Padded;
        for (int c = 0; c < ImageChannels / Groups; c++)
        {
            for (int z = 0; z < Kernel.Depth; z++)
            {
                for (int y = 0; y < Kernel.Height; y++)
                {
                    for (int x = 0; x < Kernel.Width; x++)
                        *offsets++ = (((((c * padded.Depth) + (z * Dilation.Depth)) * padded.Height) + (y * Dilation.Height)) * padded.Width) + (x * Dilation.Width);
                }
            }
        }
    }

    /// <summary>Where, in an image with border, the sums of its features start.</summary>
    public readonly unsafe void PixelOffsets(int* offsets)
    {
        Spatial padded = Padded;
        for (int z = 0; z < Feature.Depth; z++)
        {
            for (int y = 0; y < Feature.Height; y++)
            {
                for (int x = 0; x < Feature.Width; x++)
                    *offsets++ = ((((z * Stride.Depth) * padded.Height) + (y * Stride.Height)) * padded.Width) + (x * Stride.Width);
            }
        }
    }
}
