using Myelin.Connectivity;

namespace Myelin.Interchange.Layers;

/// <summary>What becomes of a window.</summary>
public enum PoolKind
{
    /// <summary>The largest of its elements.</summary>
    Maximum,

    /// <summary>Their mean.</summary>
    Mean,
}

/// <summary>The largest element or the mean of each window of every channel.</summary>
/// <param name="Kind">Which of the two.</param>
/// <param name="Kernel">Height and width of a window.</param>
/// <param name="Stride">Positions between neighbouring windows.</param>
/// <param name="Padding">Rows and columns around the image: never the largest, and zeros in a mean.</param>
public sealed record PoolingLayer(PoolKind Kind, Size2D Kernel, Size2D Stride, Margins Padding) : Layer
{
    /// <inheritdoc/>
    public override string ToString() => $"{(Kind == PoolKind.Maximum ? "maximum" : "mean")} of {Kernel.Height}x{Kernel.Width}";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        IReadOnlyList<int> input = inputs[0];
        if (input.Count != 3) throw new LayerShapeException($"takes (channels, height, width), but gets {Text(input)}");
        if (!Padding.IsSymmetric) throw new LayerShapeException("pools with unequal margins; only equal ones are supported");
        return
        [
            input[0],
            Margins.Windows(input[1], Padding.Top, Padding.Bottom, Kernel.Height, 1, Stride.Height),
            Margins.Windows(input[2], Padding.Left, Padding.Right, Kernel.Width, 1, Stride.Width),
        ];
    }
}
