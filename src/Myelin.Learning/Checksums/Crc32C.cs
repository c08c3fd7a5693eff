using System.Numerics;
using System.Runtime.InteropServices;

namespace Myelin.Learning.Checksums;

/// <summary>The cyclic redundancy check with Castagnoli's polynomial, as in iSCSI (RFC 3720): of "123456789" it is 0xE3069283.</summary>
internal static class Crc32C
{
    /// <summary>The checksum of bytes.</summary>
    public static uint Of(ReadOnlySpan<byte> bytes) => Continue(0, bytes);

    /// <summary>The checksum of what came before and these bytes.</summary>
    /// <param name="before">The checksum of what came before; 0 at the beginning.</param>
    /// <param name="bytes">What comes next.</param>
    public static uint Continue(uint before, ReadOnlySpan<byte> bytes)
    {
        uint crc = ~before;
        ReadOnlySpan<ulong> words = MemoryMarshal.Cast<byte, ulong>(bytes);
        foreach (ulong word in words) crc = BitOperations.Crc32C(crc, word);
        foreach (byte last in bytes[(words.Length * sizeof(ulong))..]) crc = BitOperations.Crc32C(crc, last);
        return ~crc;
    }
}
