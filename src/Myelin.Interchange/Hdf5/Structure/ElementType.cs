namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>The type of the elements of a data set: numbers in IEEE's or two's complement form, text of a fixed or of any length.</summary>
/// <param name="Size">Bytes of an element.</param>
/// <param name="IsVariable">Whether an element is text that lies in a global heap.</param>
internal readonly record struct ElementType(int Size, bool IsVariable)
{
    private const int Prefix = 8, LongestText = 1 << 20;
    private const int Fixed = 0, Float = 1, Text = 3, Variable = 9;

    /// <summary>Reads and checks a type.</summary>
    public static ElementType Read(FileBytes file, ReadOnlySpan<byte> message, string where)
    {
        if (message.Length < Prefix || (message[0] >> 4) is 0 or > 3) throw file.Fault(where, "its type is damaged, or newer than what is read");
        (int kind, uint size) = (message[0] & 0xF, FileBytes.Int(message, 4));
        ReadOnlySpan<byte> rest = message[Prefix..];
        switch (kind)
        {
            case Fixed when size is 1 or 2 or 4 or 8 && rest.Length >= 4 && FileBytes.Short(rest, 0) == 0 && FileBytes.Short(rest, 2) == 8 * size && (message[1] & 0xF6) == 0:
            case Float when IsFloat(message, rest, size):
                return new ElementType((int)size, false);
            case Text when size is >= 1 and <= LongestText && (message[1] & 0xF) <= 2 && (message[1] >> 4) <= 1:
                return new ElementType((int)size, false);
            case Variable when size == 16 && (message[1] & 0xF) == 1 && (message[1] >> 4) <= 2 && (message[2] & 0xF) <= 1 && IsCharacter(rest):
                return new ElementType(16, true);
            default:
                throw file.Fault(where, "it holds neither text nor numbers of 8 to 64 bits, or its type is damaged");
        }
    }

    private static bool IsFloat(ReadOnlySpan<byte> message, ReadOnlySpan<byte> rest, uint size)
    {
        if (rest.Length < 12 || FileBytes.Short(rest, 0) != 0 || FileBytes.Short(rest, 2) != 8 * size) return false;
        (int place, int exponent, int start, int mantissa, uint bias) = (rest[4], rest[5], rest[6], rest[7], FileBytes.Int(rest, 8));
        bool isIeee = (size, place, exponent, start, mantissa, bias) is (2, 10, 5, 0, 10, 15) or (4, 23, 8, 0, 23, 127) or (8, 52, 11, 0, 52, 1023);
        return isIeee && (message[1] & 0xFE) == 0x20 && message[2] == (8 * size) - 1;
    }

    private static bool IsCharacter(ReadOnlySpan<byte> type) =>
        type.Length >= Prefix && FileBytes.Int(type, 4) == 1 &&
        ((type[0] & 0xF) == Text || ((type[0] & 0xF) == Fixed && type.Length >= Prefix + 4 && FileBytes.Short(type, Prefix) == 0 && FileBytes.Short(type, Prefix + 2) == 8));
}
