using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Myelin.Randomness;

/// <summary>Pairs of 32-bit words, one pair in each 64-bit lane: what a round of <see cref="Philox"/> does to them.</summary>
/// <typeparam name="TSelf">The vector.</typeparam>
internal interface IPhiloxLanes<TSelf>
    where TSelf : struct, IPhiloxLanes<TSelf>
{
    /// <summary>The same pair in every lane.</summary>
    static abstract TSelf Create(ulong pair);

    /// <summary>Lane l has the words (<paramref name="word0"/> + 2 l, <paramref name="word1"/>).</summary>
    static abstract TSelf Counters(uint word0, uint word1);

    /// <summary>The same word in both places of every pair.</summary>
    static abstract TSelf Key(ref readonly uint word);

    /// <summary>The 64-bit products of the lower words.</summary>
    static abstract TSelf Multiply(TSelf pairs, uint factor);

    /// <summary>Each product with the upper words of the pair and of the key combined into its upper word by exclusive or.</summary>
    static abstract TSelf XorUpper(TSelf products, TSelf pairs, TSelf key);

    /// <summary>The words of every pair exchanged.</summary>
    static abstract TSelf Swap(TSelf pairs);
}

/// <summary>Eight pairs, AVX-512.</summary>
internal readonly struct PhiloxLanes512(Vector512<ulong> pairs) : IPhiloxLanes<PhiloxLanes512>
{
    internal readonly Vector512<ulong> Pairs = pairs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes512 Create(ulong pair) => new(Vector512.Create(pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes512 Counters(uint word0, uint word1)
    {
        Vector512<uint> first = Vector512.Create(word0) + Vector512.Create(0u, 0, 2, 0, 4, 0, 6, 0, 8, 0, 10, 0, 12, 0, 14, 0);
        Vector512<ulong> second = Vector512.Create((ulong)word1 << 32);
        return new(Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFF_00000000UL), second, first.AsUInt64()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes512 Key(ref readonly uint word) => new(Vector512.Create(word).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes512 Multiply(PhiloxLanes512 pairs, uint factor) =>
        new(Avx512F.Multiply(pairs.Pairs.AsUInt32(), Vector512.Create(factor)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes512 XorUpper(PhiloxLanes512 products, PhiloxLanes512 pairs, PhiloxLanes512 key) =>
        new(products.Pairs ^ ((pairs.Pairs ^ key.Pairs) & Vector512.Create(0xFFFFFFFF_00000000UL)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes512 Swap(PhiloxLanes512 pairs) => new(Avx512F.Shuffle(pairs.Pairs.AsUInt32(), 0b10_11_00_01).AsUInt64());
}

/// <summary>Four pairs, AVX2.</summary>
internal readonly struct PhiloxLanes256(Vector256<ulong> pairs) : IPhiloxLanes<PhiloxLanes256>
{
    internal readonly Vector256<ulong> Pairs = pairs;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes256 Create(ulong pair) => new(Vector256.Create(pair));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes256 Counters(uint word0, uint word1)
    {
        Vector256<uint> first = Vector256.Create(word0) + Vector256.Create(0u, 0, 2, 0, 4, 0, 6, 0);
        Vector256<ulong> second = Vector256.Create((ulong)word1 << 32);
        return new(Vector256.ConditionalSelect(Vector256.Create(0xFFFFFFFF_00000000UL), second, first.AsUInt64()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes256 Key(ref readonly uint word) => new(Vector256.Create(word).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes256 Multiply(PhiloxLanes256 pairs, uint factor) =>
        new(Avx2.Multiply(pairs.Pairs.AsUInt32(), Vector256.Create(factor)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes256 XorUpper(PhiloxLanes256 products, PhiloxLanes256 pairs, PhiloxLanes256 key) =>
        new(products.Pairs ^ ((pairs.Pairs ^ key.Pairs) & Vector256.Create(0xFFFFFFFF_00000000UL)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxLanes256 Swap(PhiloxLanes256 pairs) => new(Avx2.Shuffle(pairs.Pairs.AsUInt32(), 0b10_11_00_01).AsUInt64());
}
