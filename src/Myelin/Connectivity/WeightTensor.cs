using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Myelin.Connectivity;

/// <summary>
/// Weights with a shape, row-major: a copy that nobody can change, of float or double numbers. Arrays of one to four dimensions convert to it.
/// Two tensors are equal where shape and numbers are, whichever type holds them.
/// </summary>
public sealed class WeightTensor : IEquatable<WeightTensor>
{
    private readonly float[] singles = [];
    private readonly double[] doubles = [];
    private readonly int[] shape;
    private string? hash;

    /// <summary>Copies numbers and gives them a shape.</summary>
    /// <param name="values">The numbers, the last dimension fastest.</param>
    /// <param name="shape">Length of each dimension; none for a vector.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public WeightTensor(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape)
    {
        this.shape = CheckedShape(values.Length, shape);
        doubles = values.ToArray();
    }

    /// <inheritdoc cref="WeightTensor(ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public WeightTensor(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape)
    {
        this.shape = CheckedShape(values.Length, shape);
        singles = values.ToArray();
    }

    /// <summary>Length of each dimension.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Number of dimensions.</summary>
    public int Rank => shape.Length;

    /// <summary>Number of elements.</summary>
    public int Length => singles.Length + doubles.Length;

    /// <summary>The element at a place in row-major order.</summary>
    public double this[int index] => singles.Length > 0 ? singles[index] : doubles[index];

    /// <summary>A vector [n].</summary>
    public static implicit operator WeightTensor(double[] values) => new(values, values.Length);

    /// <summary>A vector [n].</summary>
    public static implicit operator WeightTensor(float[] values) => new(values, values.Length);

    /// <summary>A matrix [n, m].</summary>
    public static implicit operator WeightTensor(double[,] values) => new(Flat<double>(values), ShapeOf(values));

    /// <summary>A matrix [n, m].</summary>
    public static implicit operator WeightTensor(float[,] values) => new(Flat<float>(values), ShapeOf(values));

    /// <summary>A tensor [n, m, p].</summary>
    public static implicit operator WeightTensor(double[,,] values) => new(Flat<double>(values), ShapeOf(values));

    /// <summary>A tensor [n, m, p].</summary>
    public static implicit operator WeightTensor(float[,,] values) => new(Flat<float>(values), ShapeOf(values));

    /// <summary>A tensor [n, m, p, q].</summary>
    public static implicit operator WeightTensor(double[,,,] values) => new(Flat<double>(values), ShapeOf(values));

    /// <summary>A tensor [n, m, p, q].</summary>
    public static implicit operator WeightTensor(float[,,,] values) => new(Flat<float>(values), ShapeOf(values));

    /// <summary>All elements in row-major order.</summary>
    public double[] ToArray()
    {
        double[] copy = new double[Length];
        for (int i = 0; i < copy.Length; i++) copy[i] = this[i];
        return copy;
    }

    /// <summary>The elements of a matrix column by column.</summary>
    internal double[] ToTransposedArray()
    {
        // In tiles, so that what one line of the cache brings is used before it is replaced.
        const int Tile = 16;
        (int rows, int columns) = (shape[0], shape[1]);
        double[] transposed = new double[Length];
        for (int top = 0; top < rows; top += Tile)
        {
            int bottom = Math.Min(top + Tile, rows);
            for (int column = 0; column < columns; column++)
            {
                for (int row = top; row < bottom; row++) transposed[(column * rows) + row] = this[(row * columns) + column];
            }
        }

        return transposed;
    }

    /// <summary>Whether shape and numbers are the same.</summary>
    public bool Equals(WeightTensor? other)
    {
        if (ReferenceEquals(this, other)) return true;
        if (other is null || !Shape.SequenceEqual(other.Shape)) return false;
        for (int i = 0; i < Length; i++)
        {
            if (!this[i].Equals(other[i])) return false;
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as WeightTensor);

    /// <inheritdoc/>
    public override int GetHashCode() => StringComparer.Ordinal.GetHashCode(Hash);

    /// <summary>The shape and a short hash of the numbers: <c>[10, 784] #0123456789abcdef</c>.</summary>
    public override string ToString() => $"{FormatShape(shape)} #{Hash}";

    /// <summary>A shape as messages show it: <c>[10, 784]</c>.</summary>
    internal static string FormatShape(ReadOnlySpan<int> shape)
    {
        string[] lengths = new string[shape.Length];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = shape[i].ToString(CultureInfo.InvariantCulture);
        return $"[{string.Join(", ", lengths)}]";
    }

    /// <summary>Refuses NaN and infinity.</summary>
    /// <param name="what">The projection's name, for the message.</param>
    internal void ValidateFinite(string what)
    {
        for (int i = 0; i < Length; i++)
        {
            if (double.IsFinite(this[i])) continue;
            throw new ArgumentException(FormattableString.Invariant(
                $"{what}: weights must be finite, but weight {i} of the shape {FormatShape(shape)} is {this[i]}."));
        }
    }

    private string Hash
    {
        get
        {
            if (hash is not null) return hash;
            using ContentHash content = new();
            content.Add(shape);
            for (int i = 0; i < Length; i++) content.Add(BitConverter.DoubleToInt64Bits(this[i]));
            return hash = content.Finish();
        }
    }

    private static int[] CheckedShape(int elements, ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty) return [elements];
        long product = 1;
        foreach (int length in shape)
        {
            // A negative length or a product beyond any array cannot match; both end up here before they could overflow.
            product = length < 0 ? -1 : product * length;
            if (product is < 0 or > int.MaxValue) break;
        }

        if (product != elements) throw new ArgumentException($"The shape {FormatShape(shape)} does not match {elements} weights.");
        return shape.ToArray();
    }

    private static int[] ShapeOf(Array values)
    {
        int[] lengths = new int[values.Rank];
        for (int i = 0; i < lengths.Length; i++) lengths[i] = values.GetLength(i);
        return lengths;
    }

    private static ReadOnlySpan<T> Flat<T>(Array values) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<byte, T>(ref MemoryMarshal.GetArrayDataReference(values)), values.Length);
}
