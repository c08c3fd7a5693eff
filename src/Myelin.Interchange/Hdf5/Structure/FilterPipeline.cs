using System.IO.Compression;

namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>What was done to chunks before they were written: shuffling of bytes, deflate, a checksum, in this order.</summary>
internal sealed class FilterPipeline
{
    private const int Deflate = 1, Shuffle = 2, Checksum = 3, ChecksumSize = 4;

    private readonly List<int> filters = [];

    /// <summary>Reads and checks the filters; none where there is no message.</summary>
    public static FilterPipeline Read(FileBytes file, ReadOnlySpan<byte> message, int elementSize, string where)
    {
        var pipeline = new FilterPipeline();
        if (message.IsEmpty) return pipeline;
        if (message.Length < 2 || message[0] is not (1 or 2) || message[1] > 3) throw file.Fault(where, "its filters are damaged");
        bool old = message[0] == 1;
        ReadOnlySpan<byte> rest = message.Length >= 8 ? message[(old ? 8 : 2)..] : [];
        for (int i = 0; i < message[1]; i++)
        {
            if (rest.Length < 8) throw file.Fault(where, "its filters are damaged");
            int id = FileBytes.Short(rest, 0);
            bool named = old || id >= 256;
            int name = named ? FileBytes.Short(rest, 2) : 0, count = FileBytes.Short(rest, named ? 6 : 4), start = (named ? 8 : 6) + ((name + 7) / 8 * 8);
            if (id is not (Deflate or Shuffle or Checksum)) throw file.Fault(where, $"it is compressed by the filter {id}; only deflate (gzip), shuffle and fletcher32 are read");
            int size = start + (4 * (count + (old ? count % 2 : 0)));
            if (size > rest.Length || !IsParameter(id, count, count > 0 ? FileBytes.Int(rest, start) : 0, elementSize) || !pipeline.Follows(id)) throw file.Fault(where, "its filters are damaged, or in an order that is not read");
            if (name > 0 && !rest.Slice(8, name).Contains((byte)0)) throw file.Fault(where, "its filters are damaged");
            pipeline.filters.Add(id);
            rest = rest[size..];
        }

        return pipeline;
    }

    /// <summary>Whether a stored chunk becomes exactly as many bytes as a chunk has.</summary>
    /// <param name="stored">The chunk as it lies in the file.</param>
    /// <param name="skipped">A bit for each filter that was left out.</param>
    /// <param name="size">Bytes of a chunk.</param>
    public bool Gives(ReadOnlySpan<byte> stored, uint skipped, long size)
    {
        bool isSkipped(int filter) => (skipped >> filters.IndexOf(filter) & 1) != 0;
        if (filters.Contains(Checksum) && !isSkipped(Checksum))
        {
            if (stored.Length < ChecksumSize) return false;
            stored = stored[..^ChecksumSize];
        }

        return filters.Contains(Deflate) && !isSkipped(Deflate) ? Inflates(stored, size) : stored.Length == size;
    }

    private static bool Inflates(ReadOnlySpan<byte> stored, long size)
    {
        using var packed = new MemoryStream(stored.ToArray(), writable: false);
        using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
        byte[] piece = new byte[1 << 14];
        long found = 0;
        try
        {
            while (found <= size)
            {
                int got = unpacked.Read(piece);
                if (got == 0) return found == size;
                found += got;
            }
        }
        catch (InvalidDataException)
        {
            return false;
        }

        return false;
    }

    private static bool IsParameter(int id, int count, uint value, int elementSize) => id switch
    {
        Deflate => count == 1 && value <= 9,
        Shuffle => count == 1 && value == elementSize,
        _ => count == 0,
    };

    // Shuffle, deflate, checksum: each at most once.
    private bool Follows(int id) => !filters.Contains(id) && (id == Checksum || !filters.Contains(Checksum)) && (id != Shuffle || filters.Count == 0);
}
