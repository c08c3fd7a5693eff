using System.Runtime.CompilerServices;

namespace Myelin.Learning.Tensors;

/// <summary>Lengths of the axes of a tensor, outermost first; up to six. <c>[25, 128, 784]</c> makes one.</summary>
[CollectionBuilder(typeof(Shape), nameof(Create))]
public readonly struct Shape : IEquatable<Shape>
{
    /// <summary>The most axes a tensor can have.</summary>
    public const int MaximumRank = 6;

    private readonly Axes axes;

    private Shape(ReadOnlySpan<int> lengths)
    {
        if (lengths.Length > MaximumRank) throw new ArgumentException($"A tensor has at most {MaximumRank} axes, got {lengths.Length}.");
        Rank = lengths.Length;
        for (int i = 0; i < lengths.Length; i++)
        {
            if (lengths[i] < 0) throw new ArgumentException($"The length of an axis must be at least 0, got {lengths[i]}.");
            axes[i] = lengths[i];
        }

        long count = 1;
        foreach (int length in lengths) count = checked(count * length);
        Count = count;
    }

    /// <summary>Number of axes; 0 for a single number.</summary>
    public int Rank { get; }

    /// <summary>Number of elements.</summary>
    public long Count { get; }

    /// <summary>The length of an axis.</summary>
    /// <param name="axis">Counted from 0, or from the end: <c>^1</c> is the innermost.</param>
    public int this[Index axis]
    {
        get
        {
            int i = axis.GetOffset(Rank);
            return (uint)i < (uint)Rank ? axes[i] : throw new ArgumentOutOfRangeException(nameof(axis), $"The shape {this} has no axis {axis}.");
        }
    }

    /// <summary>Makes a shape of lengths.</summary>
    public static Shape Create(ReadOnlySpan<int> lengths) => new(lengths);

    /// <summary>Whether two shapes are the same.</summary>
    public static bool operator ==(Shape left, Shape right) => left.Equals(right);

    /// <summary>Whether two shapes differ.</summary>
    public static bool operator !=(Shape left, Shape right) => !left.Equals(right);

    /// <summary>The number of elements of the axes from one to another.</summary>
    /// <param name="from">The first axis.</param>
    /// <param name="to">The axis after the last; <see cref="Rank"/> where left out.</param>
    public int Product(int from, int to = -1)
    {
        if (to < 0) to = Rank;
        int product = 1;
        for (int i = from; i < to; i++) product = checked(product * axes[i]);
        return product;
    }

    /// <summary>The same with another length of one axis.</summary>
    public Shape With(Index axis, int length)
    {
        Span<int> lengths = stackalloc int[Rank];
        CopyTo(lengths);
        lengths[axis.GetOffset(Rank)] = length;
        return new Shape(lengths);
    }

    /// <summary>The axes from one to another as a shape.</summary>
    public Shape Slice(int from, int to)
    {
        Span<int> lengths = stackalloc int[Rank];
        CopyTo(lengths);
        return new Shape(lengths[from..to]);
    }

    /// <summary>The same with one more axis in front.</summary>
    public Shape Under(int length)
    {
        Span<int> lengths = stackalloc int[Rank + 1];
        lengths[0] = length;
        CopyTo(lengths[1..]);
        return new Shape(lengths);
    }

    /// <summary>Writes the lengths.</summary>
    public void CopyTo(Span<int> lengths)
    {
        for (int i = 0; i < Rank; i++) lengths[i] = axes[i];
    }

    /// <inheritdoc/>
    public bool Equals(Shape other)
    {
        if (Rank != other.Rank) return false;
        for (int i = 0; i < Rank; i++)
        {
            if (axes[i] != other.axes[i]) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is Shape other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        for (int i = 0; i < Rank; i++) hash.Add(axes[i]);
        return hash.ToHashCode();
    }

    /// <summary>As people write it: [25, 128, 784].</summary>
    public override string ToString()
    {
        int[] lengths = new int[Rank];
        CopyTo(lengths);
        return $"[{string.Join(", ", lengths)}]";
    }

    /// <summary>For collection expressions.</summary>
    public Enumerator GetEnumerator() => new(this);

    /// <summary>Goes through the lengths.</summary>
    public struct Enumerator
    {
        private readonly Shape shape;
        private int at = -1;

        internal Enumerator(Shape shape) => this.shape = shape;

        /// <summary>The length.</summary>
        public readonly int Current => shape.axes[at];

        /// <summary>Goes to the next.</summary>
        public bool MoveNext() => ++at < shape.Rank;
    }

    [InlineArray(MaximumRank)]
    private struct Axes
    {
        private int first;
    }
}
