using Myelin.Learning.Operations.Convolutions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Pooling;

/// <summary>Sizes of a pooling: windows over the innermost axes.</summary>
internal struct PoolGeometry
{
    public Shape Result;
    public Spatial Image;
    public Spatial Feature;
    public Spatial Kernel;
    public Spatial Stride;
    public Spatial Padding;

    /// <summary>Whether windows are 2 x 2 and side by side.</summary>
    public readonly bool IsHalving => Image.Depth == 1 && Kernel == (1, 2, 2) && Stride == (1, 2, 2) && Padding == 0;

    /// <summary>Sizes of a pooling.</summary>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public static PoolGeometry Of(Shape shape, Spatial kernel, Spatial stride, Spatial padding, int axes, string operation)
    {
        if (shape.Rank < axes) throw new ArgumentException($"{operation}: the input {shape} must end with {axes} axes of space.");
        PoolGeometry g = default;
        g.Image = Spatial.Of(shape, axes);
        g.Kernel = kernel.Along(axes, 1);
        g.Stride = (stride.IsEmpty ? kernel : stride).Along(axes, 1);
        g.Padding = padding.Along(axes, 0);
        if (g.Kernel.Least < 1 || g.Stride.Least < 1 || g.Padding.Least < 0)
            throw new ArgumentException($"{operation}: kernel {g.Kernel} and stride {g.Stride} must be at least 1, padding {g.Padding} at least 0.");
        if (2 * g.Padding.Depth > g.Kernel.Depth || 2 * g.Padding.Height > g.Kernel.Height || 2 * g.Padding.Width > g.Kernel.Width)
            throw new ArgumentException($"{operation}: the padding {g.Padding} must be at most half of the kernel {g.Kernel}.");
        g.Feature = new Spatial(
            Size(g.Image.Depth, g.Kernel.Depth, g.Stride.Depth, g.Padding.Depth),
            Size(g.Image.Height, g.Kernel.Height, g.Stride.Height, g.Padding.Height),
            Size(g.Image.Width, g.Kernel.Width, g.Stride.Width, g.Padding.Width));
        if (g.Feature.Least < 1) throw new ArgumentException($"{operation}: the input {shape} is smaller than the kernel {g.Kernel}.");
        g.Result = shape.With(^1, g.Feature.Width);
        if (axes > 1) g.Result = g.Result.With(^2, g.Feature.Height);
        if (axes > 2) g.Result = g.Result.With(^3, g.Feature.Depth);
        return g;
    }

    /// <summary>The part of an axis that a window covers.</summary>
    public static (int From, int To) Window(int index, int stride, int padding, int kernel, int length)
    {
        int start = (index * stride) - padding;
        return (Math.Max(0, start), Math.Min(length, start + kernel));
    }

    private static int Size(int length, int kernel, int stride, int padding) =>
        length + (2 * padding) < kernel ? 0 : ((length + (2 * padding) - kernel) / stride) + 1;
}
