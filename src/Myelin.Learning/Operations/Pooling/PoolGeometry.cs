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
        g.Result = Under(shape, g.Feature, axes);
        return g;
    }

    /// <summary>Sizes of a pooling into a given number of windows.</summary>
    /// <exception cref="ArgumentException">There are more windows than numbers, or none.</exception>
    public static PoolGeometry Adaptive(Shape shape, Spatial windows, int axes)
    {
        if (shape.Rank < axes) throw new ArgumentException($"adaptive_avg_pool: the input {shape} must end with {axes} axes of space.");
        PoolGeometry g = default;
        g.Image = Spatial.Of(shape, axes);
        g.Feature = windows.Along(axes, 1);
        g.Kernel = 1;
        g.Stride = 1;
        if (g.Feature.Least < 1) throw new ArgumentException($"adaptive_avg_pool: the input {shape} cannot be pooled into {g.Feature} windows; at least 1 along every axis.");
        g.Result = Under(shape, g.Feature, axes);
        return g;
    }

    private static Shape Under(Shape shape, Spatial feature, int axes)
    {
        Shape result = shape.With(^1, feature.Width);
        if (axes > 1) result = result.With(^2, feature.Height);
        return axes > 2 ? result.With(^3, feature.Depth) : result;
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
