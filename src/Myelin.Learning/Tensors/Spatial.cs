namespace Myelin.Learning.Tensors;

/// <summary>Numbers along the axes of images: a stride, a padding, a kernel's size. One number stands for all axes, (height, width) for two.</summary>
/// <param name="Depth">Along the outermost axis of three.</param>
/// <param name="Height">Along rows.</param>
/// <param name="Width">Along columns, the innermost axis.</param>
public readonly record struct Spatial(int Depth, int Height, int Width)
{
    /// <summary>The product of all three.</summary>
    public int Volume => checked(Depth * Height * Width);

    /// <summary>Whether nothing was said.</summary>
    internal bool IsEmpty => Depth == 0 && Height == 0 && Width == 0;

    /// <summary>The smallest of all three.</summary>
    internal int Least => Math.Min(Depth, Math.Min(Height, Width));

    /// <summary>The same number along all axes.</summary>
    public static implicit operator Spatial(int number) => new(number, number, number);

    /// <summary>Numbers along rows and columns.</summary>
    public static implicit operator Spatial((int Height, int Width) numbers) => new(numbers.Height, numbers.Height, numbers.Width);

    /// <summary>Numbers along all three axes.</summary>
    public static implicit operator Spatial((int Depth, int Height, int Width) numbers) => new(numbers.Depth, numbers.Height, numbers.Width);

    /// <summary>The numbers, with another number along the axes that so many axes do not have.</summary>
    internal Spatial Along(int axes, int otherwise) => new(axes > 2 ? Depth : otherwise, axes > 1 ? Height : otherwise, Width);

    /// <summary>The innermost axes of a shape.</summary>
    internal static Spatial Of(Tensors.Shape shape, int axes) => new(axes > 2 ? shape[^3] : 1, axes > 1 ? shape[^2] : 1, shape[^1]);
}
