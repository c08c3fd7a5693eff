namespace Myelin.Interchange.Layers;

/// <summary>What one place of an ordinary network computes. Shapes are those of one sample, without the batch: (N) or (C, H, W).</summary>
public abstract record Layer
{
    /// <summary>Number of layers that it takes.</summary>
    internal virtual int InputCount => 1;

    /// <summary>Numbers that belong to the layer.</summary>
    public virtual long ParameterCount => 0;

    /// <summary>What it is, for people: <c>convolution 5x5, 8 channels</c>.</summary>
    public abstract override string ToString();

    /// <summary>The shape that goes out for those that come in.</summary>
    /// <exception cref="LayerShapeException">The layer does not take such shapes.</exception>
    internal abstract int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs);

    /// <summary>A shape for people: (8, 28, 28).</summary>
    internal static string Text(IEnumerable<int> shape) => $"({string.Join(", ", shape)})";

    /// <summary>Number of elements of a shape.</summary>
    internal static long Count(IEnumerable<int> shape) => shape.Aggregate(1L, (a, b) => a > LayerGraph.MostElements || b > LayerGraph.MostElements ? long.MaxValue / 2 : a * b);
}

/// <summary>A shape that a layer does not take; the message goes on after the layer's name.</summary>
internal sealed class LayerShapeException(string message) : Exception(message);
