using System.Runtime.InteropServices;

namespace Myelin.Interchange.Hdf5;

/// <summary>The functions of the HDF Group's library that are used, under their own names; handles have 64 bits, negative results are failures.</summary>
internal static unsafe partial class Native
{
    public const uint ReadOnly = 0;
    public const uint Truncate = 2;
    public const int ClassInteger = 0;
    public const int ClassFloat = 1;
    public const int ClassString = 3;
    public const int ScalarSpace = 0;
    public const int KindGroup = 2;
    public const int KindDataset = 5;
    public const int HardLink = 0;

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5open();

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5get_libversion(out uint major, out uint minor, out uint release);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5free_memory(void* memory);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Eset_auto2(long stack, nint function, nint data);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Fcreate(string name, uint flags, long create, long access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Fopen(string name, uint flags, long access);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Fclose(long file);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Gcreate2(long parent, string name, long link, long create, long access);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Gget_num_objs(long group, out ulong count);

    [LibraryImport(Hdf5Library.Name)]
    public static partial nint H5Lget_name_by_idx(long group, byte* name, int index, int order, ulong n, byte* buffer, nuint size, long access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial int H5Lget_info(long group, string name, int* info, long access);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Oopen(long parent, string name, long access);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Oclose(long item);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Iget_type(long item);

    [LibraryImport(Hdf5Library.Name, StringMarshalling = StringMarshalling.Utf8)]
    public static partial long H5Dcreate2(long parent, string name, long type, long space, long link, long create, long access);

    [LibraryImport(Hdf5Library.Name)]
    public static partial long H5Dget_space(long set);

    [LibraryImport(Hdf5Library.Name)]
    public static partial long H5Dget_type(long set);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Dread(long set, long type, long memory, long file, long transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Dwrite(long set, long type, long memory, long file, long transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Dvlen_reclaim(long type, long space, long transfer, void* buffer);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Dclose(long set);

    [LibraryImport(Hdf5Library.Name)]
    public static partial long H5Screate(int kind);

    [LibraryImport(Hdf5Library.Name)]
    public static partial long H5Screate_simple(int rank, ulong* dimensions, ulong* most);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Sget_simple_extent_ndims(long space);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Sget_simple_extent_dims(long space, ulong* dimensions, ulong* most);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Sclose(long space);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tget_class(long type);

    [LibraryImport(Hdf5Library.Name)]
    public static partial nuint H5Tget_size(long type);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tget_sign(long type);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tis_variable_str(long type);

    [LibraryImport(Hdf5Library.Name)]
    public static partial long H5Tcopy(long type);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tset_size(long type, nuint size);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tset_cset(long type, int characters);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tset_fields(long type, nuint sign, nuint exponent, nuint exponentSize, nuint mantissa, nuint mantissaSize);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tset_ebias(long type, nuint bias);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Tclose(long type);

    [LibraryImport(Hdf5Library.Name)]
    public static partial long H5Pcreate(long kind);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Pset_chunk(long properties, int rank, ulong* dimensions);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Pset_deflate(long properties, uint level);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Pset_obj_track_times(long properties, [MarshalAs(UnmanagedType.U1)] bool track);

    [LibraryImport(Hdf5Library.Name)]
    public static partial int H5Pclose(long properties);
}
