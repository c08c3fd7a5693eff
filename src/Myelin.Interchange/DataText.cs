namespace Myelin.Interchange;

/// <summary>Text: one string, or an array of strings with a shape.</summary>
public sealed class DataText : DataItem
{
    private readonly string[] values;
    private readonly int[] shape;

    /// <summary>One string.</summary>
    public DataText(string value)
        : this([value], [])
    {
    }

    /// <summary>An array of strings.</summary>
    /// <param name="values">The strings, the last dimension fastest.</param>
    /// <param name="shape">Length of each dimension; empty for a single string.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public DataText(IEnumerable<string> values, ReadOnlySpan<int> shape)
    {
        this.values = [.. values];
        this.shape = shape.ToArray();
        if (DataShape.Count(shape) != this.values.Length) throw new ArgumentException($"Text of the shape {DataShape.Text(shape)} cannot have {this.values.Length} strings.");
    }

    /// <summary>The strings, the last dimension fastest.</summary>
    public IReadOnlyList<string> Values => values;

    /// <summary>Length of each dimension; empty for a single string.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <inheritdoc/>
    public override bool Equals(DataItem? other) => other is DataText text && Shape.SequenceEqual(text.Shape) && values.AsSpan().SequenceEqual(text.values);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (string value in values) hash.Add(value, StringComparer.Ordinal);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => shape.Length == 0 ? values[0] : $"{values.Length} strings";
}
