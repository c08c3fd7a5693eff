namespace Myelin.Data.Downloads;

/// <summary>A file of a data set: where it belongs, where it comes from, and how to know that it is the right one.</summary>
/// <param name="Path">Where it belongs, relative to the data folder, with forward slashes; with <c>.gz</c> added it may also be gzipped where <paramref name="Kind"/> is <see cref="DigestKind.Contents"/>.</param>
/// <param name="Source">The address that it is got from.</param>
/// <param name="Bytes">Its size, about; a server that sends much more is not listened to.</param>
/// <param name="Sha256">Its check sum, 64 small hexadecimal digits.</param>
/// <param name="Kind">What of it is summed.</param>
public sealed record DataFile(string Path, Uri Source, long Bytes, string Sha256, DigestKind Kind = DigestKind.File)
{
    /// <summary>The path of the file where it is there.</summary>
    /// <param name="folder">The data folder.</param>
    /// <returns>The path; null where the file is not there.</returns>
    public string? Find(DataFolder folder)
    {
        ArgumentNullException.ThrowIfNull(folder);
        string path = folder.File(Path);
        if (File.Exists(path)) return path;
        return Kind == DigestKind.Contents && File.Exists(path + ".gz") ? path + ".gz" : null;
    }

    /// <summary>Looks whether the file is there and as it should be.</summary>
    /// <param name="folder">The data folder.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public DataFileState Check(DataFolder folder)
    {
        if (Find(folder) is not { } path) return DataFileState.Missing;
        return IsRight(path) ? DataFileState.Right : DataFileState.Wrong;
    }

    /// <summary>Whether a file has the check sum.</summary>
    internal bool IsRight(string path)
    {
        try
        {
            return string.Equals(FileDigest.Of(path, Kind), Sha256, StringComparison.Ordinal);
        }
        catch (InvalidDataException)
        {
            return false;
        }
    }
}
