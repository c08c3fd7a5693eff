using System.Buffers.Binary;
using System.Globalization;
using System.Runtime.InteropServices;
using Myelin.Connectivity;

namespace Myelin.Interchange;

/// <summary>An array of numbers with a shape and a type, row-major: a copy that nobody can change.</summary>
public sealed class NumericArray : DataItem
{
    // Little-endian, as the files have them.
    private readonly byte[] contents;
    private readonly int[] shape;

    internal NumericArray(NumericType type, int[] shape, byte[] contents)
    {
        (Type, this.shape, this.contents) = (type, shape, contents);
        Width = WidthOf(type);
    }

    /// <summary>The type of the numbers.</summary>
    public NumericType Type { get; }

    /// <summary>Bytes of one number.</summary>
    public int Width { get; }

    /// <summary>Length of each dimension; empty for a single number.</summary>
    public ReadOnlySpan<int> Shape => shape;

    /// <summary>Number of dimensions.</summary>
    public int Rank => shape.Length;

    /// <summary>Number of elements.</summary>
    public int Length => contents.Length / Width;

    /// <summary>Number of bytes.</summary>
    public long Bytes => contents.Length;

    /// <summary>The shape as messages show it, as Python writes it: <c>(38, 12)</c>.</summary>
    public string ShapeText => DataShape.Text(shape);

    /// <summary>Whether the numbers are whole ones by their type.</summary>
    public bool IsInteger => Type is not (NumericType.Float16 or NumericType.Float32 or NumericType.Float64);

    /// <summary>The bytes, little-endian.</summary>
    internal ReadOnlySpan<byte> Contents => contents;

    /// <summary>The element at a place in row-major order.</summary>
    public double this[int index] => Read(contents.AsSpan(index * Width, Width), Type);

    /// <summary>An array of double precision.</summary>
    /// <param name="values">The numbers, the last dimension fastest.</param>
    /// <param name="shape">Length of each dimension; empty for a single number.</param>
    /// <exception cref="ArgumentException">The shape has another number of elements.</exception>
    public static NumericArray Of(ReadOnlySpan<double> values, params ReadOnlySpan<int> shape) => Of(NumericType.Float64, values, shape);

    /// <summary>An array of single precision.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public static NumericArray Of(ReadOnlySpan<float> values, params ReadOnlySpan<int> shape) => Of(NumericType.Float32, values, shape);

    /// <summary>An array of whole numbers of 64 bits.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, ReadOnlySpan{int})"/>
    public static NumericArray Of(ReadOnlySpan<long> values, params ReadOnlySpan<int> shape) => Of(NumericType.Int64, values, shape);

    /// <summary>A single number of double precision.</summary>
    public static NumericArray Scalar(double value) => Of([value]);

    /// <summary>A vector of whole numbers of 64 bits.</summary>
    public static NumericArray Integers(params ReadOnlySpan<int> values)
    {
        long[] wide = new long[values.Length];
        for (int i = 0; i < wide.Length; i++) wide[i] = values[i];
        return Of(wide, wide.Length);
    }

    /// <summary>A vector of equal numbers of double precision.</summary>
    public static NumericArray Filled(double value, params ReadOnlySpan<int> shape)
    {
        double[] values = new double[DataShape.Count(shape)];
        Array.Fill(values, value);
        return Of(values, shape);
    }

    /// <summary>All numbers in row-major order.</summary>
    public double[] ToArray()
    {
        double[] values = new double[Length];
        for (int i = 0; i < values.Length; i++) values[i] = this[i];
        return values;
    }

    /// <summary>The numbers as weights of a network, in their precision.</summary>
    internal WeightTensor ToWeights(params ReadOnlySpan<int> dimensions) => Type == NumericType.Float32 && BitConverter.IsLittleEndian
        ? new WeightTensor(MemoryMarshal.Cast<byte, float>(contents), dimensions)
        : new WeightTensor(ToArray(), dimensions);

    /// <summary>Whether shape, type and every bit are the same.</summary>
    public override bool Equals(DataItem? other) =>
        other is NumericArray array && array.Type == Type && Shape.SequenceEqual(array.Shape) && contents.AsSpan().SequenceEqual(array.contents);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(Type);
        hash.AddBytes(contents);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() => Length switch
    {
        0 => $"{ShapeText} of {Type}",
        _ when IsUniform => string.Create(CultureInfo.InvariantCulture, $"{(Rank == 0 ? "" : ShapeText + " of ")}{this[0]:G6}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{ShapeText}, {ToArray().Min():G4} to {ToArray().Max():G4}"),
    };

    /// <summary>Whether all numbers are the same; not where there are none.</summary>
    public bool IsUniform
    {
        get
        {
            for (int i = 1; i < Length; i++)
            {
                if (!contents.AsSpan(i * Width, Width).SequenceEqual(contents.AsSpan(0, Width))) return false;
            }

            return Length > 0;
        }
    }

    /// <summary>Bytes of one number of a type.</summary>
    internal static int WidthOf(NumericType type) => type switch
    {
        NumericType.Int8 or NumericType.UInt8 => 1,
        NumericType.Int16 or NumericType.UInt16 or NumericType.Float16 => 2,
        NumericType.Int32 or NumericType.UInt32 or NumericType.Float32 => 4,
        _ => 8,
    };

    private static NumericArray Of<T>(NumericType type, ReadOnlySpan<T> values, ReadOnlySpan<int> shape)
        where T : unmanaged
    {
        if (DataShape.Count(shape) != values.Length) throw new ArgumentException($"An array of the shape {DataShape.Text(shape)} cannot have {values.Length} numbers.");
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian)
        {
            int width = WidthOf(type);
            for (int i = 0; i < bytes.Length; i += width) bytes.AsSpan(i, width).Reverse();
        }

        return new NumericArray(type, shape.ToArray(), bytes);
    }

    private static double Read(ReadOnlySpan<byte> at, NumericType type) => type switch
    {
        NumericType.Float32 => BinaryPrimitives.ReadSingleLittleEndian(at),
        NumericType.Float64 => BinaryPrimitives.ReadDoubleLittleEndian(at),
        NumericType.Float16 => (double)BinaryPrimitives.ReadHalfLittleEndian(at),
        NumericType.Int8 => (sbyte)at[0],
        NumericType.UInt8 => at[0],
        NumericType.Int16 => BinaryPrimitives.ReadInt16LittleEndian(at),
        NumericType.UInt16 => BinaryPrimitives.ReadUInt16LittleEndian(at),
        NumericType.Int32 => BinaryPrimitives.ReadInt32LittleEndian(at),
        NumericType.UInt32 => BinaryPrimitives.ReadUInt32LittleEndian(at),
        NumericType.Int64 => BinaryPrimitives.ReadInt64LittleEndian(at),
        _ => BinaryPrimitives.ReadUInt64LittleEndian(at),
    };
}
