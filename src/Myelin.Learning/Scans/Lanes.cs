using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Values;

namespace Myelin.Learning.Scans;

/// <summary>Reads and writes blocks of sixteen lanes; the last block of an array may have fewer.</summary>
internal static unsafe class Lanes
{
    /// <summary>Lanes of a block.</summary>
    public const int Block = 16;

    // Numbers: 8 MiB, more than the second-level caches have.
    private const long LargeArray = 1 << 21;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Load(float* from, int count) => count == Block ? new Simd(Vector512.Load(from)) : LoadPart(from, count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd value, float* to, int count)
    {
        if (count == Block) value.Vector.Store(to);
        else StorePart(value.Vector, to, count);
    }

    /// <summary>Stores a block past the caches, where it is whole and <paramref name="past"/> says so.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Simd value, float* to, int count, bool past)
    {
        if (past && count == Block) value.Vector.StoreAlignedNonTemporal(to);
        else Store(value, to, count);
    }

    /// <summary>Whether an array of rows is so large that it goes past the caches: it would only push out what is needed, and reading before writing is saved.</summary>
    public static bool GoesPast(float* start, int rows, int lanes) => (long)rows * lanes >= LargeArray && lanes % Block == 0 && ((nuint)start & 63) == 0;

    /// <summary>Asks for a strip of a row that is wanted soon: the processor's own prefetch does not cross from row to row.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(float* from, int blocks)
    {
        if (!Sse.IsSupported) return;
        for (int i = 0; i < blocks; i++) Sse.Prefetch0(from + (i * Block));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Simd LoadPart(float* from, int count)
    {
        float* whole = stackalloc float[Block];
        new Span<float>(whole, Block).Clear();
        new Span<float>(from, count).CopyTo(new Span<float>(whole, Block));
        return new Simd(Vector512.Load(whole));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StorePart(Vector512<float> value, float* to, int count)
    {
        float* whole = stackalloc float[Block];
        value.Store(whole);
        new Span<float>(whole, count).CopyTo(new Span<float>(to, count));
    }
}
