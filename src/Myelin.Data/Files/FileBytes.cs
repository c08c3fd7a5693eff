namespace Myelin.Data.Files;

/// <summary>
/// Reads a file from its beginning and knows where it is, so that every refusal names the file, the byte and the reason. Memory grows with what
/// the file holds, never with what its header claims.
/// </summary>
/// <param name="stream">The bytes; not closed here.</param>
/// <param name="file">The file's name, for messages.</param>
internal sealed class FileBytes(Stream stream, string file)
{
    private const int FirstPiece = 1 << 16;

    /// <summary>How many bytes have been read.</summary>
    public long Offset { get; private set; }

    /// <summary>The file's name, for messages.</summary>
    public string File => file;

    /// <summary>The refusal of the file, at the byte where reading is.</summary>
    public InvalidDataException Fault(string reason) => Fault(reason, Offset);

    /// <summary>The refusal of the file at a byte.</summary>
    public InvalidDataException Fault(string reason, long offset) => new($"{file}, byte {offset}: {reason}");

    /// <summary>Reads exactly as many bytes as the span has.</summary>
    /// <exception cref="InvalidDataException">The file ends before.</exception>
    public void Read(Span<byte> bytes, string what)
    {
        int got = ReadAvailable(bytes);
        if (got < bytes.Length) throw Fault($"the file ends inside {what}, which needs {bytes.Length - got} bytes more.");
    }

    /// <summary>Reads exactly so many bytes into an array that grows as they arrive.</summary>
    /// <exception cref="InvalidDataException">The file ends before, or the number does not fit an array.</exception>
    public byte[] Read(long count, string what)
    {
        if (count < 0 || count > Array.MaxLength) throw Fault($"{what} would have {count} bytes; an array has 0 to {Array.MaxLength}.");
        byte[] bytes = new byte[Math.Min(count, FirstPiece)];
        int filled = 0;
        while (filled < count)
        {
            if (filled == bytes.Length) Array.Resize(ref bytes, (int)Math.Min(count, 2L * bytes.Length));
            int got = ReadAvailable(bytes.AsSpan(filled));
            filled += got;
            if (filled < bytes.Length) throw Fault($"the file ends inside {what}, which needs {count - filled} bytes more.");
        }

        return bytes;
    }

    /// <summary>Reads what is left of the file.</summary>
    /// <exception cref="InvalidDataException">It does not fit an array.</exception>
    public byte[] ReadToEnd()
    {
        byte[] bytes = new byte[FirstPiece];
        int filled = 0;
        while (true)
        {
            filled += ReadAvailable(bytes.AsSpan(filled));
            if (filled < bytes.Length) return bytes[..filled];
            if (filled == Array.MaxLength) throw Fault($"the file is longer than the {Array.MaxLength} bytes that can be read.");
            Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, 2L * bytes.Length));
        }
    }

    /// <summary>Refuses bytes after the end of what was expected.</summary>
    /// <exception cref="InvalidDataException">There are some.</exception>
    public void ExpectEnd(string what)
    {
        long end = Offset;
        Span<byte> one = stackalloc byte[1];
        if (ReadAvailable(one) != 0) throw Fault($"the file goes on after {what}.", end);
    }

    /// <summary>Reads as many bytes as there are, at most as many as the span has.</summary>
    public int ReadAvailable(Span<byte> bytes)
    {
        try
        {
            int got = stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false);
            Offset += got;
            return got;
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{file}, after byte {Offset} of the unpacked contents: the compressed data are damaged ({problem.Message.TrimEnd('.')}).", problem);
        }
    }
}
