using System.Buffers.Binary;

namespace Myelin.Interchange.Hdf5.Structure;

/// <summary>
/// The bytes of a file, of which every structure takes its own: none may lie beyond the end, and none may be taken twice. So whatever a file says,
/// following it ends.
/// </summary>
/// <param name="bytes">The bytes.</param>
/// <param name="file">The file's name, for messages.</param>
internal sealed class FileBytes(byte[] bytes, string file)
{
    /// <summary>Stands for no address.</summary>
    public const ulong Undefined = ulong.MaxValue;

    private static readonly Comparer<(long Start, long End)> byStart = Comparer<(long Start, long End)>.Create((a, b) => a.Start.CompareTo(b.Start));
    private readonly SortedSet<(long Start, long End)> taken = new(byStart);

    /// <summary>Number of bytes.</summary>
    public int Length => bytes.Length;

    /// <summary>Takes a structure's bytes.</summary>
    /// <exception cref="InvalidDataException">They lie beyond the end, or another structure has some of them.</exception>
    public ReadOnlySpan<byte> Take(ulong address, ulong size, string what)
    {
        if (address > (ulong)bytes.Length || size > (ulong)bytes.Length - address)
            throw Fault($"{what} of {size} bytes would lie beyond the end of the file, which has {bytes.Length}", address);
        (long start, long end) = ((long)address, (long)(address + size));
        if (size > 0)
        {
            (long Start, long End) before = taken.GetViewBetween((long.MinValue, 0), (end - 1, 0)).Max;
            if (before.End > start) throw Fault($"{what} lies where another structure is", address);
            taken.Add((start, end));
        }

        return bytes.AsSpan((int)start, (int)size);
    }

    /// <summary>The refusal of the file at a byte.</summary>
    public InvalidDataException Fault(string problem, ulong address) => new($"{file}, byte {(address == Undefined ? "unknown" : address)}: {problem}.");

    /// <summary>The refusal of something in the file.</summary>
    public InvalidDataException Fault(string where, string problem) => new($"{file}, '{where}': {problem}.");

    public static ushort Short(ReadOnlySpan<byte> at, int offset) => BinaryPrimitives.ReadUInt16LittleEndian(at[offset..]);

    public static uint Int(ReadOnlySpan<byte> at, int offset) => BinaryPrimitives.ReadUInt32LittleEndian(at[offset..]);

    public static ulong Long(ReadOnlySpan<byte> at, int offset) => BinaryPrimitives.ReadUInt64LittleEndian(at[offset..]);
}
