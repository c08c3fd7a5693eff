using System.Buffers.Binary;

namespace Myelin.Data.Files;

/// <summary>The kinds of numbers of NumPy arrays that can be read and written, by NumPy's name without the byte order.</summary>
public sealed class NpyType
{
    private static readonly NpyType[] all =
    [
        new("b1", 1, typeof(bool), from => from[0]),
        new("i1", 1, typeof(sbyte), from => (sbyte)from[0]),
        new("i2", 2, typeof(short), from => BinaryPrimitives.ReadInt16LittleEndian(from)),
        new("i4", 4, typeof(int), from => BinaryPrimitives.ReadInt32LittleEndian(from)),
        new("i8", 8, typeof(long), from => BinaryPrimitives.ReadInt64LittleEndian(from)),
        new("u1", 1, typeof(byte), from => from[0]),
        new("u2", 2, typeof(ushort), from => BinaryPrimitives.ReadUInt16LittleEndian(from)),
        new("u4", 4, typeof(uint), from => BinaryPrimitives.ReadUInt32LittleEndian(from)),
        new("u8", 8, typeof(ulong), from => BinaryPrimitives.ReadUInt64LittleEndian(from)),
        new("f2", 2, typeof(Half), from => (double)BinaryPrimitives.ReadHalfLittleEndian(from)),
        new("f4", 4, typeof(float), from => BinaryPrimitives.ReadSingleLittleEndian(from)),
        new("f8", 8, typeof(double), from => BinaryPrimitives.ReadDoubleLittleEndian(from)),
    ];

    private NpyType(string name, int width, Type clrType, Reader read) => (Name, Width, ClrType, Read) = (name, width, clrType, read);

    /// <summary>Reads one number, little-endian.</summary>
    internal delegate double Reader(ReadOnlySpan<byte> from);

    /// <summary>NumPy's name: <c>f4</c>, <c>i8</c>, <c>b1</c>.</summary>
    public string Name { get; }

    /// <summary>Number of bytes of a value.</summary>
    public int Width { get; }

    /// <summary>The type that holds a value here.</summary>
    public Type ClrType { get; }

    /// <summary>Reads one number, little-endian.</summary>
    internal Reader Read { get; }

    /// <summary>The type of the values of a span.</summary>
    /// <typeparam name="T">A number type or <see cref="bool"/>.</typeparam>
    /// <exception cref="NotSupportedException">NumPy files of this type cannot be written.</exception>
    public static NpyType Of<T>()
        where T : unmanaged => Array.Find(all, type => type.ClrType == typeof(T))
            ?? throw new NotSupportedException($"Arrays of {typeof(T).Name} cannot be written as NumPy files; those of {string.Join(", ", all.Select(type => type.ClrType.Name))} can.");

    /// <inheritdoc/>
    public override string ToString() => Name;

    /// <summary>The type of a name; null where it is none that can be read.</summary>
    internal static NpyType? Find(ReadOnlySpan<char> name)
    {
        foreach (NpyType type in all)
        {
            if (name.SequenceEqual(type.Name)) return type;
        }

        return null;
    }
}
