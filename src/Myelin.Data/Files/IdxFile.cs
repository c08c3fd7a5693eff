using System.Buffers.Binary;

namespace Myelin.Data.Files;

/// <summary>The kinds of numbers of an IDX file, by their code in the header.</summary>
public enum IdxType
{
    /// <summary>Unsigned byte.</summary>
    UnsignedByte = 0x08,

    /// <summary>Signed byte.</summary>
    SignedByte = 0x09,

    /// <summary>16-bit integer.</summary>
    Short = 0x0B,

    /// <summary>32-bit integer.</summary>
    Int = 0x0C,

    /// <summary>32-bit floating point.</summary>
    Float = 0x0D,

    /// <summary>64-bit floating point.</summary>
    Double = 0x0E,
}

/// <summary>
/// An IDX file, plain or gzipped: an array of up to eight dimensions, as the MNIST files are. Source: the format as described on
/// Y. LeCun's MNIST page: two zero bytes, the type, the number of dimensions, the dimensions (32 bits, big-endian), the numbers (big-endian).
/// </summary>
public sealed class IdxFile
{
    private const int MostDimensions = 8;
    private readonly byte[] contents;
    private readonly int valueWidth;

    private IdxFile(IdxType type, int[] shape, byte[] contents, int valueWidth) => (Type, Shape, this.contents, this.valueWidth) = (type, shape, contents, valueWidth);

    /// <summary>Kind of the numbers.</summary>
    public IdxType Type { get; }

    /// <summary>The dimensions, slowest first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>Number of values.</summary>
    public int Count => contents.Length / valueWidth;

    /// <summary>The bytes of the values as the file has them.</summary>
    public ReadOnlySpan<byte> Bytes => contents;

    /// <summary>Reads a file, gzipped or not.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, or no IDX file; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IdxFile Read(string path)
    {
        using Stream stream = OpenedFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads the unpacked contents of a file.</summary>
    /// <param name="stream">The contents, from the first byte to the last.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The contents are damaged, or no IDX file; the message says where and why.</exception>
    public static IdxFile Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        FileBytes file = new(stream, name);
        Span<byte> header = stackalloc byte[4];
        file.Read(header, "the header");
        if (header[0] != 0 || header[1] != 0) throw file.Fault($"an IDX file begins with two zero bytes, this one with 0x{header[0]:X2} 0x{header[1]:X2}.", 0);
        IdxType type = (IdxType)header[2];
        int width = Width(type);
        if (width == 0) throw file.Fault($"0x{header[2]:X2} is no type of numbers of an IDX file; those are 0x08, 0x09, 0x0B, 0x0C, 0x0D and 0x0E.", 2);
        if (header[3] is 0 or > MostDimensions) throw file.Fault($"the array has {header[3]} dimensions; 1 to {MostDimensions} can be read.", 3);

        int[] shape = new int[header[3]];
        long count = 1;
        foreach (ref int size in shape.AsSpan())
        {
            file.Read(header, "the dimensions");
            uint claimed = BinaryPrimitives.ReadUInt32BigEndian(header);
            if (claimed > int.MaxValue) throw file.Fault($"a dimension of {claimed} is more than the {int.MaxValue} that can be read.", file.Offset - 4);
            size = (int)claimed;
            count = Math.Min(count * size, (long)int.MaxValue + 1);
        }

        byte[] bytes = file.Read(count * width, "the values");
        file.ExpectEnd($"the {count} values that its header announces");
        return new IdxFile(type, shape, bytes, width);
    }

    /// <summary>Writes values as single precision.</summary>
    /// <param name="start">Index of the first value, in the order of the file.</param>
    /// <param name="values">Receives the values.</param>
    /// <exception cref="ArgumentOutOfRangeException">The file has no such values.</exception>
    public void CopyTo(int start, Span<float> values)
    {
        if (start < 0 || start > Count - values.Length)
            throw new ArgumentOutOfRangeException(nameof(start), start, $"The file has {Count} values, too few for {values.Length} from {start} on.");
        ReadOnlySpan<byte> from = contents.AsSpan(start * valueWidth, values.Length * valueWidth);
        for (int i = 0; i < values.Length; i++)
        {
            values[i] = Type switch
            {
                IdxType.UnsignedByte => from[i],
                IdxType.SignedByte => (sbyte)from[i],
                IdxType.Short => BinaryPrimitives.ReadInt16BigEndian(from[(2 * i)..]),
                IdxType.Int => BinaryPrimitives.ReadInt32BigEndian(from[(4 * i)..]),
                IdxType.Float => BinaryPrimitives.ReadSingleBigEndian(from[(4 * i)..]),
                _ => (float)BinaryPrimitives.ReadDoubleBigEndian(from[(8 * i)..]),
            };
        }
    }

    private static int Width(IdxType type) => type switch
    {
        IdxType.UnsignedByte or IdxType.SignedByte => 1,
        IdxType.Short => 2,
        IdxType.Int or IdxType.Float => 4,
        IdxType.Double => 8,
        _ => 0,
    };
}
