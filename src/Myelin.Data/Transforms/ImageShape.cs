namespace Myelin.Data.Transforms;

/// <summary>The shape [C, H, W] of images.</summary>
internal readonly record struct ImageShape(int Channels, int Height, int Width)
{
    /// <summary>Number of values of one channel.</summary>
    public int Plane => Height * Width;

    /// <summary>The shape of samples that must be images.</summary>
    /// <exception cref="ArgumentException">The samples are none.</exception>
    public static ImageShape Of(IReadOnlyList<int> shape, string transform) => shape.Count == 3
        ? new ImageShape(shape[0], shape[1], shape[2])
        : throw new ArgumentException($"{transform} takes images of shape [C, H, W], not samples of shape {Shapes.Text(shape)}.");

    /// <summary>The value at a place between pixels, interpolated linearly; 0 outside the image.</summary>
    public float Sample(ReadOnlySpan<float> plane, float y, float x)
    {
        // Beyond one pixel outside there is nothing; this also keeps the cast in range.
        if (!(y > -1 && x > -1 && y < Height && x < Width)) return 0;
        int top = (int)MathF.Floor(y), left = (int)MathF.Floor(x);
        float down = y - top, right = x - left;
        return ((1 - down) * (((1 - right) * At(plane, top, left)) + (right * At(plane, top, left + 1))))
            + (down * (((1 - right) * At(plane, top + 1, left)) + (right * At(plane, top + 1, left + 1))));
    }

    /// <summary>The value of a pixel; 0 outside the image.</summary>
    public float At(ReadOnlySpan<float> plane, int y, int x) => (uint)y < (uint)Height && (uint)x < (uint)Width ? plane[(y * Width) + x] : 0;
}
