using System.Runtime.InteropServices;

namespace Myelin.Data.Files;

/// <summary>An array of numbers as NumPy files hold it: a shape, a type, and values row-major.</summary>
public sealed class NpyArray
{
    // Little-endian, as the files that are written.
    private readonly byte[] contents;
    private readonly int[] shape;

    internal NpyArray(NpyType type, int[] shape, byte[] contents) => (Type, this.shape, this.contents) = (type, shape, contents);

    /// <summary>Kind of the values.</summary>
    public NpyType Type { get; }

    /// <summary>The shape; empty for a single number.</summary>
    public IReadOnlyList<int> Shape => shape;

    /// <summary>Number of values.</summary>
    public int Count => contents.Length / Type.Width;

    /// <summary>The bytes of the values, little-endian.</summary>
    public ReadOnlySpan<byte> Bytes => contents;

    /// <summary>An array of values, which are copied.</summary>
    /// <typeparam name="T">Kind of the values: a number type or <see cref="bool"/>.</typeparam>
    /// <param name="values">The values, row-major.</param>
    /// <param name="shape">The shape; as long as the values unless given.</param>
    /// <exception cref="ArgumentException">The shape does not fit the number of values.</exception>
    /// <exception cref="NotSupportedException">Values of this type cannot be written.</exception>
    public static NpyArray Of<T>(ReadOnlySpan<T> values, params IReadOnlyList<int>? shape)
        where T : unmanaged
    {
        NpyType type = NpyType.Of<T>();
        int[] sizes = shape is null || (shape.Count == 0 && values.Length != 1) ? [values.Length] : [.. shape];
        long count = 1;
        foreach (int size in sizes)
        {
            if (size < 0) throw new ArgumentException($"A dimension must be at least 0, got the shape {Shapes.Text(sizes)}.");
            count = checked(count * size);
        }

        if (count != values.Length) throw new ArgumentException($"An array of shape {Shapes.Text(sizes)} has {count} values, got {values.Length}.");
        byte[] bytes = MemoryMarshal.AsBytes(values).ToArray();
        if (!BitConverter.IsLittleEndian) Reverse(bytes, type.Width);
        return new NpyArray(type, sizes, bytes);
    }

    /// <summary>The values themselves.</summary>
    /// <typeparam name="T">Kind of the values, which must be that of the file.</typeparam>
    /// <exception cref="InvalidOperationException">The array holds values of another type.</exception>
    public T[] Values<T>()
        where T : unmanaged
    {
        if (Type.ClrType != typeof(T)) throw new InvalidOperationException($"The array holds values of type {Type}, which is {Type.ClrType.Name} here, not {typeof(T).Name}.");
        byte[] bytes = [.. contents];
        if (!BitConverter.IsLittleEndian) Reverse(bytes, Type.Width);

        // A byte other than 0 and 1 is no bool to the runtime, whatever a file says.
        if (typeof(T) == typeof(bool))
        {
            foreach (ref byte value in bytes.AsSpan()) value = value == 0 ? (byte)0 : (byte)1;
        }

        return MemoryMarshal.Cast<byte, T>(bytes).ToArray();
    }

    /// <summary>Writes the values, whatever their type, as single precision.</summary>
    /// <param name="values">Receives <see cref="Count"/> values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void CopyTo(Span<float> values)
    {
        CheckLength(values.Length);
        for (int i = 0; i < values.Length; i++) values[i] = (float)Type.Read(contents.AsSpan(i * Type.Width));
    }

    /// <summary>Writes the values, whatever their type, as double precision; whole numbers beyond 2^53 are rounded.</summary>
    /// <param name="values">Receives <see cref="Count"/> values.</param>
    /// <exception cref="ArgumentException">The span has another length.</exception>
    public void CopyTo(Span<double> values)
    {
        CheckLength(values.Length);
        for (int i = 0; i < values.Length; i++) values[i] = Type.Read(contents.AsSpan(i * Type.Width));
    }

    /// <summary>Turns the order of the bytes of every value around.</summary>
    internal static void Reverse(Span<byte> bytes, int width)
    {
        for (int i = 0; i < bytes.Length; i += width) bytes.Slice(i, width).Reverse();
    }

    private void CheckLength(int length)
    {
        if (length != Count) throw new ArgumentException($"The array has {Count} values; the span for them has {length}.");
    }
}
