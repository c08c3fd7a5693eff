using System.Runtime.InteropServices;

namespace Myelin.Interchange.Hdf5;

/// <summary>Writes a whole file through the library.</summary>
/// <param name="path">The file.</param>
/// <param name="compression">0 for none, else 1 to 9.</param>
internal sealed unsafe class Hdf5Writer(string path, int compression)
{
    // Elements of a chunk along each dimension at most, so that a chunk stays far below the 4 GiB that it may have.
    private const int LongestChunk = 1 << 12;

    public void Write(DataGroup root)
    {
        using var file = new Handle(Native.H5Fcreate(path, Native.Truncate, 0, 0), Native.H5Fclose);
        if (file < 0) throw new IOException($"The HDF5 library cannot create the file '{path}'.");
        Write(file, root);
    }

    private void Write(long parent, DataGroup group)
    {
        foreach ((string name, DataItem item) in group.Items)
        {
            if (item is DataGroup inner)
            {
                using var made = new Handle(Native.H5Gcreate2(parent, name, 0, 0, 0), Native.H5Oclose);
                Require(made.Value, name);
                Write(made, inner);
            }
            else if (item is DataText text)
            {
                Write(parent, name, text);
            }
            else if (item is NumericArray array)
            {
                Write(parent, name, array);
            }
        }
    }

    private void Write(long parent, string name, NumericArray array)
    {
        using Handle type = Hdf5Types.Of(array.Type);
        using Handle space = Space(array.Shape);
        using Handle properties = Properties(array);
        using var set = new Handle(Native.H5Dcreate2(parent, name, type, space, 0, properties, 0), Native.H5Dclose);
        Require(set.Value, name);
        fixed (byte* buffer = array.Contents)
        {
            if (array.Length > 0) Require(Native.H5Dwrite(set, type, 0, 0, 0, buffer), name);
        }
    }

    private void Write(long parent, string name, DataText text)
    {
        using Handle type = Hdf5Types.Text();
        using Handle space = Space(text.Shape);
        using Handle properties = Properties(null);
        using var set = new Handle(Native.H5Dcreate2(parent, name, type, space, 0, properties, 0), Native.H5Dclose);
        Require(set.Value, name);
        nint[] texts = [.. text.Values.Select(Marshal.StringToCoTaskMemUTF8)];
        try
        {
            fixed (nint* buffer = texts)
            {
                if (texts.Length > 0) Require(Native.H5Dwrite(set, type, 0, 0, 0, buffer), name);
            }
        }
        finally
        {
            foreach (nint value in texts) Marshal.FreeCoTaskMem(value);
        }
    }

    private static Handle Space(ReadOnlySpan<int> shape)
    {
        if (shape.IsEmpty) return new Handle(Native.H5Screate(Native.ScalarSpace), Native.H5Sclose);
        ulong* lengths = stackalloc ulong[shape.Length];
        for (int i = 0; i < shape.Length; i++) lengths[i] = (ulong)shape[i];
        return new Handle(Native.H5Screate_simple(shape.Length, lengths, null), Native.H5Sclose);
    }

    // No times of writing, so that equal graphs give equal files.
    private Handle Properties(NumericArray? array)
    {
        var properties = new Handle(Native.H5Pcreate(Hdf5Library.Global("H5P_CLS_DATASET_CREATE_ID_g")), Native.H5Pclose);
        _ = Native.H5Pset_obj_track_times(properties, track: false);
        if (compression == 0 || array is null || array.Rank == 0 || array.Length == 0) return properties;
        ulong* lengths = stackalloc ulong[array.Rank];
        for (int i = 0, left = 1 << 20; i < array.Rank; i++)
        {
            int length = Math.Min(Math.Min(array.Shape[i], LongestChunk), Math.Max(1, left));
            lengths[i] = (ulong)length;
            left /= length;
        }

        Require(Native.H5Pset_chunk(properties, array.Rank, lengths), path);
        Require(Native.H5Pset_deflate(properties, (uint)compression), path);
        return properties;
    }

    private void Require(long result, string name)
    {
        if (result < 0) throw new IOException($"The HDF5 library cannot write '{name}' to the file '{path}'.");
    }
}
