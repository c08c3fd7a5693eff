using Myelin.Interchange.Hdf5;

namespace Myelin.Interchange.Nir;

/// <summary>NIR files (<c>.nir</c>): graphs in HDF5.</summary>
public static class NirFile
{
    /// <summary>Reads a file. The graph's shapes are not checked here: <see cref="NirGraph.Problems"/> says what is wrong with them.</summary>
    /// <param name="path">The file.</param>
    /// <exception cref="InvalidDataException">The file is no HDF5 file or no NIR file, is damaged, or has a node of an unknown type; the message says where and why.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="DllNotFoundException">The HDF Group's library is not there; one sentence says what to install.</exception>
    public static NirDocument Read(string path)
    {
        DataGroup root = Hdf5File.Read(path);
        try
        {
            return NirLayout.ReadDocument(root);
        }
        catch (InvalidDataException problem)
        {
            throw new InvalidDataException($"{path}: {problem.Message}", problem);
        }
    }

    /// <summary>Writes a file: under a temporary name, which is then changed.</summary>
    /// <param name="path">The file; one that is there is replaced.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="compression">From 1, fast, to 9, small: how arrays are compressed; 0, for not at all, is what every reader of NIR takes.</param>
    /// <exception cref="IOException">The file cannot be written; one that was there is still there.</exception>
    /// <exception cref="DllNotFoundException">The HDF Group's library is not there; one sentence says what to install.</exception>
    public static void Write(string path, NirGraph graph, int compression = 0) => Hdf5File.Write(path, NirLayout.WriteDocument(new NirDocument(graph)), compression);
}
