namespace Myelin.Interchange.Hdf5;

/// <summary>
/// Files in HDF5, whole: groups, text and arrays of numbers. Attributes are not read and none are written. The layout read is the classic one, that
/// of superblock 0, which h5py and the library write unless told otherwise; its structure is checked before the library sees the file.
/// </summary>
public static class Hdf5File
{
    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The contents of its root.</returns>
    /// <exception cref="InvalidDataException">The file is no HDF5 file, is damaged, or holds what cannot be read; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="DllNotFoundException">The HDF Group's library is not there; one sentence says what to install.</exception>
    public static DataGroup Read(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Structure.FileStructure.Check(File.ReadAllBytes(path), path);
        Hdf5Library.Require();
        lock (Hdf5Library.Gate) return new Hdf5Reader(path).Read();
    }

    /// <summary>Writes a file: under a temporary name, which is then changed.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="root">The contents.</param>
    /// <param name="compression">From 1, fast, to 9, small: how arrays with at least one dimension are compressed; 0 for not at all.</param>
    /// <exception cref="IOException">The file cannot be written; one that was there is still there.</exception>
    /// <exception cref="DllNotFoundException">The HDF Group's library is not there; one sentence says what to install.</exception>
    public static void Write(string path, DataGroup root, int compression = 0)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        ArgumentNullException.ThrowIfNull(root);
        if (compression is < 0 or > 9) throw new ArgumentOutOfRangeException(nameof(compression), compression, "Compression goes from 0, none, to 9, most.");
        Hdf5Library.Require();
        string full = Path.GetFullPath(path);
        if (!Directory.Exists(Path.GetDirectoryName(full))) throw new DirectoryNotFoundException($"The folder of '{full}' does not exist.");
        string temporary = $"{full}.{Guid.NewGuid():N}.tmp";
        try
        {
            lock (Hdf5Library.Gate) new Hdf5Writer(temporary, compression).Write(root);
            File.Move(temporary, full, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }
}
