using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Reductions;

/// <summary>A tensor seen along one axis: what is outside of it, its length, and what is inside.</summary>
internal readonly record struct AxisLayout(int Outer, int Length, int Inner)
{
    /// <summary>The layout along an axis of a shape.</summary>
    public static AxisLayout Of(Shape shape, int axis) => new(shape.Product(0, axis), shape[axis], shape.Product(axis + 1));
}
