using System.Buffers.Binary;

namespace Myelin.Data.Files;

/// <summary>NumPy's file of one array (<c>.npy</c>). Source: NumPy Enhancement Proposal 1 and the documentation of <c>numpy.lib.format</c>.</summary>
public static class NpyFile
{
    private const int LongestHeader = 1 << 16;

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is damaged, no NumPy file, or holds something else than numbers; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static NpyArray Read(string path)
    {
        using Stream stream = OpenedFile.Open(path);
        return Read(stream, path);
    }

    /// <summary>Reads the contents of a file.</summary>
    /// <param name="stream">The contents, from the first byte to the last.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <exception cref="InvalidDataException">The contents are damaged, no NumPy file, or hold something else than numbers; the message says where and why.</exception>
    public static NpyArray Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        FileBytes file = new(stream, name);
        Span<byte> head = stackalloc byte[8];
        file.Read(head, "the header");
        if (head[0] != 0x93 || !head[1..6].SequenceEqual("NUMPY"u8)) throw file.Fault("a NumPy file begins with 0x93 and 'NUMPY'; this one does not.", 0);
        if (head[6] is 0 or > 3) throw file.Fault($"version {head[6]}.{head[7]} of the format is not known; 1.0 to 3.0 are.", 6);
        bool shortLength = head[6] == 1;
        file.Read(head[..(shortLength ? 2 : 4)], "the header");
        uint length = shortLength ? BinaryPrimitives.ReadUInt16LittleEndian(head) : BinaryPrimitives.ReadUInt32LittleEndian(head);
        if (length > LongestHeader) throw file.Fault($"the header would have {length} bytes; at most {LongestHeader} can be read.", 8);
        (NpyType type, bool bigEndian, bool fortran, int[] shape) = NpyHeader.Read(file, file.Read(length, "the header"));

        long count = shape.Contains(0) ? 0 : 1;
        foreach (int size in shape) count = Math.Min(count * size, (long)int.MaxValue + 1);
        byte[] values = file.Read(count * type.Width, "the values");
        file.ExpectEnd($"the {count} values that its header announces");
        if (bigEndian) NpyArray.Reverse(values, type.Width);
        return new NpyArray(type, shape, fortran ? RowMajor(values, shape, type.Width) : values);
    }

    /// <summary>Writes a file: under a temporary name, which is then changed.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="array">The array.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(array);
        ReplacedFile.Write(path, stream => Write(stream, array));
    }

    /// <summary>Writes the contents of a file.</summary>
    /// <param name="stream">Receives the contents.</param>
    /// <param name="array">The array.</param>
    public static void Write(Stream stream, NpyArray array)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(array);
        stream.Write(NpyHeader.Write(array));
        stream.Write(array.Bytes);
    }

    // From first dimension fastest to last dimension fastest.
    private static byte[] RowMajor(byte[] values, int[] shape, int width)
    {
        byte[] sorted = new byte[values.Length];
        int count = values.Length / width;
        Span<int> index = stackalloc int[shape.Length];
        for (int from = 0; from < count; from++)
        {
            int to = 0;
            for (int d = 0; d < shape.Length; d++) to = (to * shape[d]) + index[d];
            values.AsSpan(from * width, width).CopyTo(sorted.AsSpan(to * width));
            for (int d = 0; d < shape.Length && ++index[d] == shape[d]; d++) index[d] = 0;
        }

        return sorted;
    }
}
