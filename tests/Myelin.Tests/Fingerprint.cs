using System.Runtime.InteropServices;

namespace Myelin.Tests;

/// <summary>One number for the bits of many, to hold results against those of another processor.</summary>
internal static class Fingerprint
{
    /// <summary>FNV-1a (Fowler, Noll and Vo) over the bytes.</summary>
    internal static ulong Of<T>(ReadOnlySpan<T> values)
        where T : unmanaged
    {
        ulong hash = 14695981039346656037;
        foreach (byte value in MemoryMarshal.AsBytes(values)) hash = (hash ^ value) * 1099511628211;
        return hash;
    }
}
