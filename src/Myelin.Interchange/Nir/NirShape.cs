using System.Collections.Immutable;

namespace Myelin.Interchange.Nir;

/// <summary>The shape of what flows along an edge, without batch and time: (38,), or (2, 34, 34) for channels, rows and columns.</summary>
public readonly struct NirShape : IEquatable<NirShape>
{
    private readonly ImmutableArray<int> lengths;

    /// <summary>A shape.</summary>
    /// <param name="lengths">Length of each dimension, at least 0.</param>
    public NirShape(params ReadOnlySpan<int> lengths) => this.lengths = [.. lengths];

    /// <summary>Length of each dimension.</summary>
    public ReadOnlySpan<int> Lengths => lengths.IsDefault ? [] : lengths.AsSpan();

    /// <summary>Number of dimensions.</summary>
    public int Rank => Lengths.Length;

    /// <summary>Number of elements; -1 where it does not fit an array.</summary>
    public long Count => DataShape.Count(Lengths);

    /// <summary>The length of a dimension.</summary>
    public int this[int dimension] => Lengths[dimension];

    /// <summary>Whether two shapes are the same.</summary>
    public static bool operator ==(NirShape left, NirShape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(NirShape left, NirShape right) => !left.Equals(right);

    /// <inheritdoc/>
    public bool Equals(NirShape other) => Lengths.SequenceEqual(other.Lengths);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is NirShape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        foreach (int length in Lengths) hash.Add(length);
        return hash.ToHashCode();
    }

    /// <summary>As Python writes it: <c>(38,)</c>.</summary>
    public override string ToString() => DataShape.Text(Lengths);
}
