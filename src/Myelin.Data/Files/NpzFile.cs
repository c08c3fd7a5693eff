using System.IO.Compression;

namespace Myelin.Data.Files;

/// <summary>
/// NumPy's file of several named arrays (<c>.npz</c>): a zip file of NumPy files, stored or deflated. Source: the documentation of
/// <c>numpy.savez</c>; PKWARE's APPNOTE for zip.
/// </summary>
public static class NpzFile
{
    private const string Extension = ".npy";

    // The earliest time that zip files know: the same arrays make the same file whenever they are written.
    private static readonly DateTimeOffset always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Reads all arrays of a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The arrays by their names, without <c>.npy</c>.</returns>
    /// <exception cref="InvalidDataException">The file is damaged, or holds something else than arrays of numbers; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Read(stream, path);
    }

    /// <summary>Reads all arrays of the contents of a file.</summary>
    /// <param name="stream">The contents; it can seek.</param>
    /// <param name="name">The file's name, for messages.</param>
    /// <returns>The arrays by their names, without <c>.npy</c>.</returns>
    /// <exception cref="InvalidDataException">The contents are damaged, or something else than arrays of numbers; the message says where and why.</exception>
    public static IReadOnlyDictionary<string, NpyArray> Read(Stream stream, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var arrays = new Dictionary<string, NpyArray>(StringComparer.Ordinal);
        ZipEntries.Read(stream, name, (entry, place, contents) =>
        {
            if (!entry.EndsWith(Extension, StringComparison.Ordinal)) throw new InvalidDataException($"{place}, byte 0: the entries of a file of arrays end with '{Extension}'.");
            arrays.Add(entry[..^Extension.Length], NpyFile.Read(contents, place));
        });
        return arrays;
    }

    /// <summary>Writes a file: under a temporary name, which is then changed.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="arrays">The arrays with their names, in the order in which they are written.</param>
    /// <param name="compression">How they are packed; <see cref="CompressionLevel.NoCompression"/> stores them as they are.</param>
    /// <exception cref="ArgumentException">Two arrays have the same name, or one has none.</exception>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, IEnumerable<KeyValuePair<string, NpyArray>> arrays, CompressionLevel compression = CompressionLevel.NoCompression) =>
        ReplacedFile.Write(path, stream => Write(stream, arrays, compression));

    /// <summary>Writes the contents of a file.</summary>
    /// <param name="stream">Receives the contents.</param>
    /// <param name="arrays">The arrays with their names, in the order in which they are written.</param>
    /// <param name="compression">How they are packed; <see cref="CompressionLevel.NoCompression"/> stores them as they are.</param>
    /// <exception cref="ArgumentException">Two arrays have the same name, or one has none.</exception>
    public static void Write(Stream stream, IEnumerable<KeyValuePair<string, NpyArray>> arrays, CompressionLevel compression = CompressionLevel.NoCompression)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(arrays);
        var written = new HashSet<string>(StringComparer.Ordinal);
        using ZipArchive archive = new(stream, ZipArchiveMode.Create, leaveOpen: true);
        foreach ((string name, NpyArray array) in arrays)
        {
            if (string.IsNullOrEmpty(name)) throw new ArgumentException("Every array of a file must have a name; one has none.");
            if (!written.Add(name)) throw new ArgumentException($"There are two arrays '{name}'; each must have a name of its own.");
            ZipArchiveEntry entry = archive.CreateEntry(name + Extension, compression);
            entry.LastWriteTime = always;
            using Stream contents = entry.Open();
            NpyFile.Write(contents, array);
        }
    }
}
