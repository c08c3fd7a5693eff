namespace Myelin.Interchange.Hdf5;

/// <summary>The library's types of numbers and text, all little-endian.</summary>
internal static class Hdf5Types
{
    private static readonly nuint variable = nuint.MaxValue;

    /// <summary>A copy of the type of numbers.</summary>
    public static Handle Of(NumericType type)
    {
        if (type != NumericType.Float16) return Copy(Hdf5Library.Global(Symbol(type)));
        Handle half = Copy(Hdf5Library.Global("H5T_IEEE_F32LE_g"));
        _ = Native.H5Tset_fields(half, 15, 10, 5, 0, 10);
        _ = Native.H5Tset_size(half, 2);
        _ = Native.H5Tset_ebias(half, 15);
        return half;
    }

    /// <summary>Text of any length, in UTF-8.</summary>
    public static Handle Text()
    {
        Handle text = Copy(Hdf5Library.Global("H5T_C_S1_g"));
        _ = Native.H5Tset_size(text, variable);
        _ = Native.H5Tset_cset(text, 1);
        return text;
    }

    /// <summary>The type of the numbers of a data set; null where they are none that an array can have.</summary>
    public static NumericType? Numeric(long type)
    {
        int kind = Native.H5Tget_class(type);
        ulong size = Native.H5Tget_size(type);
        if (kind == Native.ClassFloat) return size switch { 2 => NumericType.Float16, 4 => NumericType.Float32, 8 => NumericType.Float64, _ => null };
        if (kind != Native.ClassInteger) return null;
        bool signed = Native.H5Tget_sign(type) == 1;
        return size switch
        {
            1 => signed ? NumericType.Int8 : NumericType.UInt8,
            2 => signed ? NumericType.Int16 : NumericType.UInt16,
            4 => signed ? NumericType.Int32 : NumericType.UInt32,
            8 => signed ? NumericType.Int64 : NumericType.UInt64,
            _ => null,
        };
    }

    private static Handle Copy(long type) => new(Native.H5Tcopy(type), Native.H5Tclose);

    private static string Symbol(NumericType type) => type switch
    {
        NumericType.Float32 => "H5T_IEEE_F32LE_g",
        NumericType.Float64 => "H5T_IEEE_F64LE_g",
        NumericType.Int8 => "H5T_STD_I8LE_g",
        NumericType.Int16 => "H5T_STD_I16LE_g",
        NumericType.Int32 => "H5T_STD_I32LE_g",
        NumericType.Int64 => "H5T_STD_I64LE_g",
        NumericType.UInt8 => "H5T_STD_U8LE_g",
        NumericType.UInt16 => "H5T_STD_U16LE_g",
        NumericType.UInt32 => "H5T_STD_U32LE_g",
        _ => "H5T_STD_U64LE_g",
    };
}
