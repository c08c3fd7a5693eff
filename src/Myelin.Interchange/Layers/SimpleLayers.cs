namespace Myelin.Interchange.Layers;

/// <summary>Where samples come in.</summary>
/// <param name="Shape">Shape of a sample.</param>
public sealed record InputLayer(IReadOnlyList<int> Shape) : Layer
{
    internal override int InputCount => 0;

    /// <inheritdoc/>
    public override string ToString() => "input";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs) => [.. Shape];
}

/// <summary>max(0, x).</summary>
public sealed record RectifierLayer : Layer
{
    /// <inheritdoc/>
    public override string ToString() => "rectifier";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs) => [.. inputs[0]];
}

/// <summary>exp(x_i) / sum_j exp(x_j) over all elements of a sample.</summary>
public sealed record SoftmaxLayer : Layer
{
    /// <inheritdoc/>
    public override string ToString() => "softmax";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs) =>
        inputs[0].Count == 1 ? [.. inputs[0]] : throw new LayerShapeException($"is a softmax of the shape {Text(inputs[0])}; only one of a vector is supported");
}

/// <summary>The same numbers in another shape.</summary>
/// <param name="Shape">The shape of a sample that goes out.</param>
public sealed record ReshapeLayer(IReadOnlyList<int> Shape) : Layer
{
    /// <inheritdoc/>
    public override string ToString() => "reshape";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs) => Count(inputs[0]) == Count(Shape)
        ? [.. Shape]
        : throw new LayerShapeException($"makes {Text(Shape)} of {Text(inputs[0])}, which has another number of elements");
}

/// <summary>The sum of several layers of the same shape, element by element.</summary>
/// <param name="Terms">Their number.</param>
public sealed record SumLayer(int Terms) : Layer
{
    internal override int InputCount => Terms;

    /// <inheritdoc/>
    public override string ToString() => "sum";

    internal override int[] OutputFor(IReadOnlyList<IReadOnlyList<int>> inputs)
    {
        foreach (IReadOnlyList<int> other in inputs)
        {
            if (!other.SequenceEqual(inputs[0])) throw new LayerShapeException($"adds the shapes {Text(inputs[0])} and {Text(other)}; they must be the same");
        }

        return [.. inputs[0]];
    }
}
