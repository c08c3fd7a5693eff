using System.Security.Cryptography;
using Myelin.Data.Files;

namespace Myelin.Data.Downloads;

/// <summary>What of a file its check sum is taken of.</summary>
public enum DigestKind
{
    /// <summary>The bytes of the file.</summary>
    File,

    /// <summary>The bytes of the unpacked contents, where the file is gzipped; so the same contents packed otherwise are the same file.</summary>
    Contents,

    /// <summary>
    /// The names, without folders, and the contents of the recordings (WAV files, and .bs2 files of events) in a zip file, ordered by name: archives that a server makes anew differ in their bytes.
    /// </summary>
    Recordings,
}

/// <summary>SHA-256 sums of data files.</summary>
public static class FileDigest
{
    /// <summary>The check sum of a file, as 64 small hexadecimal digits.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">What of it is summed.</param>
    /// <exception cref="InvalidDataException">The file cannot be unpacked.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string Of(string path, DigestKind kind)
    {
        using FileStream file = File.OpenRead(path);
        switch (kind)
        {
            case DigestKind.Contents:
                using (Stream contents = OpenedFile.Unpacked(file)) return Hex(SHA256.HashData(contents));
            case DigestKind.Recordings:
                return OfRecordings(file, path);
            default:
                return Hex(SHA256.HashData(file));
        }
    }

    // The sum of the lines "sum  name", as sha256sum would print them.
    private static string OfRecordings(Stream file, string path)
    {
        var lines = new SortedDictionary<string, string>(StringComparer.Ordinal);
        ZipEntries.Read(file, path, (entry, place, contents) =>
        {
            if (!entry.EndsWith(".wav", StringComparison.Ordinal) && !entry.EndsWith(".bs2", StringComparison.Ordinal))
            {
                contents.CopyTo(Stream.Null);
                return;
            }

            string name = entry[(entry.LastIndexOf('/') + 1)..];
            if (!lines.TryAdd(name, Hex(SHA256.HashData(contents)))) throw new InvalidDataException($"{place}, byte 0: there are two recordings '{name}'.");
        });
        return Hex(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => $"{line.Value}  {line.Key}\n")))));
    }

    private static string Hex(byte[] sum) => Convert.ToHexStringLower(sum);
}
