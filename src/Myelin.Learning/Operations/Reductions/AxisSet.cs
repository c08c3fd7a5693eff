using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Reductions;

/// <summary>Axes as they are asked for, and shapes without them.</summary>
internal static class AxisSet
{
    /// <summary>One bit per axis; all axes where none is named.</summary>
    public static uint Of(Shape shape, ReadOnlySpan<int> axes, string operation)
    {
        if (axes.IsEmpty) return (1u << shape.Rank) - 1;
        uint mask = 0;
        foreach (int axis in axes)
        {
            uint bit = 1u << Of(shape, axis, operation);
            if ((mask & bit) != 0) throw new ArgumentException($"{operation}: axis {axis} of the shape {shape} is named twice.");
            mask |= bit;
        }

        return mask;
    }

    /// <summary>An axis counted from 0.</summary>
    public static int Of(Shape shape, int axis, string operation)
    {
        int counted = axis < 0 ? axis + shape.Rank : axis;
        return (uint)counted < (uint)shape.Rank ? counted : throw new ArgumentException($"{operation}: the shape {shape} has no axis {axis}.");
    }

    /// <summary>The shape without axes, or with length 1 in their place.</summary>
    public static Shape Reduced(Shape shape, uint axes, bool keep)
    {
        Span<int> lengths = stackalloc int[shape.Rank];
        int count = 0;
        for (int i = 0; i < shape.Rank; i++)
        {
            bool gone = ((axes >> i) & 1) != 0;
            if (!gone) lengths[count++] = shape[i];
            else if (keep) lengths[count++] = 1;
        }

        return Shape.Create(lengths[..count]);
    }
}
