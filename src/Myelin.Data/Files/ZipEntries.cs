using System.IO.Compression;

namespace Myelin.Data.Files;

/// <summary>Reads the entries of a zip file one after the other, and refuses damaged ones as every reader here does.</summary>
internal static class ZipEntries
{
    /// <summary>Opens every entry, in the order of the file's directory.</summary>
    /// <param name="stream">The zip file; it can seek.</param>
    /// <param name="file">Its name, for messages.</param>
    /// <param name="read">Gets an entry's name, the name to use in messages and its unpacked contents.</param>
    /// <exception cref="InvalidDataException">The file is damaged or no zip file, or an entry is.</exception>
    public static void Read(Stream stream, string file, Action<string, string, Stream> read)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        using ZipArchive archive = Guarded(file, stream.Length, () => new ZipArchive(stream, ZipArchiveMode.Read, leaveOpen: true));
        foreach (ZipArchiveEntry entry in Guarded(file, stream.Length, () => archive.Entries))
        {
            string place = $"{file}, entry '{entry.FullName}'";
            if (!seen.Add(entry.FullName)) throw new InvalidDataException($"{file}, byte 0: there are two entries '{entry.FullName}'.");
            using Crc32Stream contents = new(Guarded(place, 0, entry.Open));
            read(entry.FullName, place, contents);
            if (contents.Sum != entry.Crc32)
                throw new InvalidDataException($"{place}, byte 0: the contents have the check sum {contents.Sum:x8}, but the file says {entry.Crc32:x8}; the file is damaged.");
        }
    }

    // The framework's reader has other exceptions besides for directories that make no sense.
    private static T Guarded<T>(string place, long offset, Func<T> open)
    {
        try
        {
            return open();
        }
        catch (Exception problem) when (problem is InvalidDataException or ArgumentException or EndOfStreamException or NotSupportedException or OverflowException or IOException)
        {
            throw new InvalidDataException($"{place}, byte {offset}: it cannot be read as a zip file ({problem.Message.TrimEnd('.')}).", problem);
        }
    }
}
