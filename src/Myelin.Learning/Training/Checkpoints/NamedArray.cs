using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Checkpoints;

/// <summary>An array of a checkpoint.</summary>
/// <param name="Name">Its name, unique among its kind.</param>
/// <param name="Shape">Lengths of the axes.</param>
/// <param name="Values">The numbers, row-major.</param>
public sealed record NamedArray(string Name, Shape Shape, ReadOnlyMemory<float> Values)
{
    /// <summary>A copy of these numbers.</summary>
    /// <exception cref="ArgumentException">There are not as many as the shape has elements.</exception>
    public static NamedArray Copy(string name, Shape shape, ReadOnlySpan<float> values) => values.Length == shape.Count
        ? new NamedArray(name, shape, values.ToArray())
        : throw new ArgumentException($"The array '{name}' of shape {shape} has {shape.Count} numbers, got {values.Length}.");

    /// <summary>Name and shape.</summary>
    public override string ToString() => $"{Name} {Shape}";
}
