using System.Globalization;

namespace Myelin.Interchange.Layers;

/// <summary>Rows and columns around an image.</summary>
/// <param name="Top">Above.</param>
/// <param name="Left">To the left.</param>
/// <param name="Bottom">Below.</param>
/// <param name="Right">To the right.</param>
public readonly record struct Margins(int Top, int Left, int Bottom, int Right)
{
    /// <summary>Whether there are as many before as behind, along both axes.</summary>
    public bool IsSymmetric => Top == Bottom && Left == Right;

    /// <summary>Whether there are none.</summary>
    public bool IsNone => this == default;

    /// <summary>How many windows fit along an axis.</summary>
    /// <exception cref="LayerShapeException">None fits, or a margin holds a whole window.</exception>
    internal static int Windows(int length, int before, int behind, int kernel, int dilation, int stride)
    {
        long window = ((kernel - 1L) * dilation) + 1;
        if (before >= window || behind >= window)
            throw new LayerShapeException(string.Create(CultureInfo.InvariantCulture, $"has a margin of {Math.Max(before, behind)} with a window of {window}; a margin must be smaller than the window"));
        long room = length + (long)before + behind - window;
        if (room < 0) throw new LayerShapeException(string.Create(CultureInfo.InvariantCulture, $"has a window of {window}, which does not fit {length} elements with margins of {before} and {behind}"));
        return (int)((room / stride) + 1);
    }
}
