using System.IO.Compression;

namespace Myelin.Data.Files;

/// <summary>Opens files for reading, unpacking those that are gzipped, whatever they are called.</summary>
internal static class OpenedFile
{
    private const int BufferSize = 1 << 16;

    /// <summary>Opens a file.</summary>
    /// <exception cref="IOException">The file cannot be opened.</exception>
    public static Stream Open(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Unpacked(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, BufferSize, FileOptions.SequentialScan));
    }

    /// <summary>The unpacked contents of a stream that begins with the two magic bytes of gzip (RFC 1952), the stream itself otherwise.</summary>
    public static Stream Unpacked(Stream stream)
    {
        Span<byte> magic = stackalloc byte[2];
        long start = stream.Position;
        int got = stream.ReadAtLeast(magic, 2, throwOnEndOfStream: false);
        stream.Position = start;
        return got == 2 && magic[0] == 0x1F && magic[1] == 0x8B ? new GZipStream(stream, CompressionMode.Decompress) : stream;
    }
}
