using System.Runtime.InteropServices;

namespace Myelin.Interchange.Hdf5;

/// <summary>Reads a whole file through the library. Its structure has been checked before.</summary>
/// <param name="path">The file.</param>
internal sealed unsafe class Hdf5Reader(string path)
{
    public DataGroup Read()
    {
        using var file = new Handle(Native.H5Fopen(path, Native.ReadOnly, 0), Native.H5Fclose);
        if (file < 0) throw new InvalidDataException($"{path}: the HDF5 library cannot open the file.");
        using Handle root = Open(file, "/", "/");
        return Group(root, "/");
    }

    private Handle Open(long parent, string name, string where)
    {
        var item = new Handle(Native.H5Oopen(parent, name, 0), Native.H5Oclose);
        return item >= 0 ? item : throw Fault(where, "the HDF5 library cannot open it");
    }

    private DataGroup Group(long group, string where)
    {
        if (Native.H5Gget_num_objs(group, out ulong count) < 0) throw Fault(where, "the HDF5 library cannot list it");
        var items = new List<KeyValuePair<string, DataItem>>();
        for (ulong i = 0; i < count; i++)
        {
            string name = NameOf(group, i, where);
            string inner = (where.Length == 1 ? "" : where) + "/" + name;
            using Handle item = Open(group, name, inner);
            items.Add(new(name, Native.H5Iget_type(item) switch
            {
                Native.KindGroup => Group(item, inner),
                Native.KindDataset => Set(item, inner),
                _ => throw Fault(inner, "it is neither a group nor a data set"),
            }));
        }

        return new DataGroup(items);
    }

    private string NameOf(long group, ulong index, string where)
    {
        ReadOnlySpan<byte> here = "."u8;
        fixed (byte* self = here)
        {
            nint length = Native.H5Lget_name_by_idx(group, self, 0, 0, index, null, 0, 0);
            if (length < 1) throw Fault(where, "the HDF5 library cannot list it");
            byte[] name = new byte[length + 1];
            fixed (byte* buffer = name) _ = Native.H5Lget_name_by_idx(group, self, 0, 0, index, buffer, (nuint)name.Length, 0);
            return System.Text.Encoding.UTF8.GetString(name, 0, (int)length);
        }
    }

    private DataItem Set(long set, string where)
    {
        using var space = new Handle(Native.H5Dget_space(set), Native.H5Sclose);
        using var type = new Handle(Native.H5Dget_type(set), Native.H5Tclose);
        int[] shape = Shape(space, where);
        if (Native.H5Tget_class(type) == Native.ClassString) return Text(set, type, space, shape, where);
        if (Hdf5Types.Numeric(type) is not { } numbers) throw Fault(where, "it holds neither text nor numbers of 8 to 64 bits");
        byte[] contents = new byte[DataShape.Count(shape) * NumericArray.WidthOf(numbers)];
        using Handle memory = Hdf5Types.Of(numbers);
        fixed (byte* buffer = contents)
        {
            if (contents.Length > 0 && Native.H5Dread(set, memory, 0, 0, 0, buffer) < 0) throw Fault(where, "the HDF5 library cannot read it; its data are damaged");
        }

        return new NumericArray(numbers, shape, contents);
    }

    private int[] Shape(long space, string where)
    {
        int rank = Native.H5Sget_simple_extent_ndims(space);
        if (rank is < 0 or > 32) throw Fault(where, "its shape cannot be read");
        ulong* lengths = stackalloc ulong[32];
        if (rank > 0 && Native.H5Sget_simple_extent_dims(space, lengths, null) != rank) throw Fault(where, "its shape cannot be read");
        int[] shape = new int[rank];
        for (int i = 0; i < rank; i++) shape[i] = (int)Math.Min(lengths[i], int.MaxValue);
        if (DataShape.Count(shape) < 0) throw Fault(where, $"its shape {DataShape.Text(shape)} has more elements than an array can have");
        return shape;
    }

    private DataText Text(long set, long type, long space, int[] shape, string where)
    {
        int count = (int)DataShape.Count(shape);
        string[] values = new string[count];
        if (count > 0 && Native.H5Tis_variable_str(type) > 0)
        {
            byte*[] texts = new byte*[count];
            fixed (byte** buffer = texts)
            {
                if (Native.H5Dread(set, type, 0, 0, 0, buffer) < 0) throw Fault(where, "the HDF5 library cannot read its text");
                for (int i = 0; i < count; i++) values[i] = Marshal.PtrToStringUTF8((nint)texts[i]) ?? "";
                _ = Native.H5Dvlen_reclaim(type, space, 0, buffer);
            }
        }
        else if (count > 0)
        {
            int width = (int)Native.H5Tget_size(type);
            byte[] contents = new byte[checked(count * width)];
            fixed (byte* buffer = contents)
            {
                if (Native.H5Dread(set, type, 0, 0, 0, buffer) < 0) throw Fault(where, "the HDF5 library cannot read its text");
            }

            for (int i = 0; i < count; i++) values[i] = System.Text.Encoding.UTF8.GetString(contents.AsSpan(i * width, width)).TrimEnd('\0');
        }

        return new DataText(values, shape);
    }

    private InvalidDataException Fault(string where, string problem) => new($"{path}, '{where}': {problem}.");
}
