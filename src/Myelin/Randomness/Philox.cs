using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace Myelin.Randomness;

/// <summary>
/// Philox4x32-10: four random words as a pure function of a 128-bit counter and a 64-bit key, the same on every processor.
/// </summary>
/// <remarks>
/// Source: Salmon, Moraes, Dror and Shaw (2011), "Parallel random numbers: as easy as 1, 2, 3", section 4.3. The four words of the counter
/// and the two of the key are given as halves of 64-bit numbers, the lower-numbered word in the low half.
/// </remarks>
public static class Philox
{
    private const uint Multiplier0 = 0xD2511F53;
    private const uint Multiplier1 = 0xCD9E8D57;

    // Increments of the key from round to round: the golden ratio less one and the square root of three less one, times 2^32.
    internal const uint Weyl0 = 0x9E3779B9;
    internal const uint Weyl1 = 0xBB67AE85;

    /// <summary>The four words of one counter.</summary>
    /// <param name="low">Words 0 and 1 of the counter.</param>
    /// <param name="high">Words 2 and 3 of the counter.</param>
    /// <param name="key">Words 0 and 1 of the key.</param>
    public static (uint Word0, uint Word1, uint Word2, uint Word3) Words(ulong low, ulong high, ulong key)
    {
        uint word0 = (uint)low;
        uint word1 = (uint)(low >> 32);
        uint word2 = (uint)high;
        uint word3 = (uint)(high >> 32);
        uint key0 = (uint)key;
        uint key1 = (uint)(key >> 32);
        for (int round = 0; round < 10; round++)
        {
            ulong product0 = (ulong)Multiplier0 * word0;
            ulong product1 = (ulong)Multiplier1 * word2;
            word0 = (uint)(product1 >> 32) ^ word1 ^ key0;
            word1 = (uint)product1;
            word2 = (uint)(product0 >> 32) ^ word3 ^ key1;
            word3 = (uint)product0;
            key0 += Weyl0;
            key1 += Weyl1;
        }

        return (word0, word1, word2, word3);
    }

    /// <summary>The words of sixteen counters, whose first words are <paramref name="word0"/>, <paramref name="word0"/> + 1 and so on.</summary>
    /// <param name="word0">Word 0 of the counter of lane 0; it wraps around within the sixteen, without carry into word 1.</param>
    /// <param name="word1">Word 1 of every counter.</param>
    /// <param name="word2">Word 2 of every counter.</param>
    /// <param name="word3">Word 3 of every counter.</param>
    /// <param name="key">The key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxWords Words(uint word0, uint word1, uint word2, uint word3, ref readonly PhiloxKey key)
    {
        // Two words of a counter share a 64-bit lane, the one to multiply below the other, so that a product meets the words it is
        // combined with where it stands; even and odd counters are apart until the end.
        Vector512<ulong> upper = Vector512.Create(0xFFFFFFFF_00000000UL);
        Vector512<ulong> pair1 = Vector512.Create((ulong)word1 << 32);
        Vector512<ulong> first = Vector512.Create((ulong)word0);
        Pairs pairs;
        pairs.Even01 = Vector512.ConditionalSelect(upper, pair1, first + Vector512.Create(0UL, 2, 4, 6, 8, 10, 12, 14));
        pairs.Odd01 = Vector512.ConditionalSelect(upper, pair1, first + Vector512.Create(1UL, 3, 5, 7, 9, 11, 13, 15));
        pairs.Even23 = Vector512.Create(word2 | ((ulong)word3 << 32));
        pairs.Odd23 = pairs.Even23;

        // Written out, because the JIT does not unroll loops.
        pairs = SwapHalves(Round(pairs, in key.Words0[0], in key.Words1[0]));
        pairs = SwapHalves(Round(pairs, in key.Words0[1], in key.Words1[1]));
        pairs = SwapHalves(Round(pairs, in key.Words0[2], in key.Words1[2]));
        pairs = SwapHalves(Round(pairs, in key.Words0[3], in key.Words1[3]));
        pairs = SwapHalves(Round(pairs, in key.Words0[4], in key.Words1[4]));
        pairs = SwapHalves(Round(pairs, in key.Words0[5], in key.Words1[5]));
        pairs = SwapHalves(Round(pairs, in key.Words0[6], in key.Words1[6]));
        pairs = SwapHalves(Round(pairs, in key.Words0[7], in key.Words1[7]));
        pairs = SwapHalves(Round(pairs, in key.Words0[8], in key.Words1[8]));
        pairs = Round(pairs, in key.Words0[9], in key.Words1[9]);

        return new PhiloxWords(
            HighHalves(pairs.Even01, pairs.Odd01),
            LowHalves(pairs.Even01, pairs.Odd01),
            HighHalves(pairs.Even23, pairs.Odd23),
            LowHalves(pairs.Even23, pairs.Odd23));
    }

    /// <summary>The upper 32 bits of the product of every lane with one number: for random words, whole numbers in [0, factor).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> MultiplyHigh(Vector512<uint> words, Vector512<uint> factor)
    {
        (Vector512<ulong> even, Vector512<ulong> odd) = Multiply(words, factor);
        return HighHalves(even, odd);
    }

    // One round; leaves each pair with its halves swapped, because the new word to multiply comes from the upper half of a product.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Pairs Round(Pairs pairs, ref readonly uint key0, ref readonly uint key1)
    {
        Vector512<ulong> multiplier0 = Vector512.Create(Multiplier0).AsUInt64();
        Vector512<ulong> multiplier1 = Vector512.Create(Multiplier1).AsUInt64();
        Vector512<uint> keys0 = Vector512.Create(key0);
        Vector512<uint> keys1 = Vector512.Create(key1);
        Pairs next;
        next.Even01 = MultiplyLowHalves(pairs.Even23, multiplier1) ^ HighHalf(pairs.Even01, keys0);
        next.Odd01 = MultiplyLowHalves(pairs.Odd23, multiplier1) ^ HighHalf(pairs.Odd01, keys0);
        next.Even23 = MultiplyLowHalves(pairs.Even01, multiplier0) ^ HighHalf(pairs.Even23, keys1);
        next.Odd23 = MultiplyLowHalves(pairs.Odd01, multiplier0) ^ HighHalf(pairs.Odd23, keys1);
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> HighHalf(Vector512<ulong> pair, Vector512<uint> key) =>
        ((pair.AsUInt32() ^ key) & Vector512.Create(0xFFFFFFFF_00000000UL).AsUInt32()).AsUInt64();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Pairs SwapHalves(Pairs pairs)
    {
        Pairs swapped;
        swapped.Even01 = SwapHalves(pairs.Even01);
        swapped.Odd01 = SwapHalves(pairs.Odd01);
        swapped.Even23 = SwapHalves(pairs.Even23);
        swapped.Odd23 = SwapHalves(pairs.Odd23);
        return swapped;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> SwapHalves(Vector512<ulong> value) =>
        Vector512.Shuffle(value.AsUInt32(), Vector512.Create(1u, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14)).AsUInt64();

    private struct Pairs
    {
        public Vector512<ulong> Even01;
        public Vector512<ulong> Odd01;
        public Vector512<ulong> Even23;
        public Vector512<ulong> Odd23;
    }

    // The 64-bit products of the even and of the odd lanes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (Vector512<ulong> Even, Vector512<ulong> Odd) Multiply(Vector512<uint> left, Vector512<uint> right) =>
        (MultiplyLowHalves(left.AsUInt64(), right.AsUInt64()), MultiplyLowHalves(left.AsUInt64() >> 32, right.AsUInt64()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> HighHalves(Vector512<ulong> even, Vector512<ulong> odd)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.PermuteVar16x32x2(
                even.AsUInt32(),
                Vector512.Create(1u, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31),
                odd.AsUInt32());
        }

        return Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFF_00000000UL), odd, even >> 32).AsUInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> LowHalves(Vector512<ulong> even, Vector512<ulong> odd)
    {
        if (Avx512F.IsSupported)
        {
            return Avx512F.PermuteVar16x32x2(
                even.AsUInt32(),
                Vector512.Create(0u, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30),
                odd.AsUInt32());
        }

        return Vector512.ConditionalSelect(Vector512.Create(0xFFFFFFFF_00000000UL), odd << 32, even).AsUInt32();
    }

    // The 64-bit product of the low halves of the lanes: one instruction where the processor has it.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ulong> MultiplyLowHalves(Vector512<ulong> left, Vector512<ulong> right)
    {
        if (Avx512F.IsSupported) return Avx512F.Multiply(left.AsUInt32(), right.AsUInt32());
        return Vector512.Create(
            MultiplyLowHalves(left.GetLower(), right.GetLower()),
            MultiplyLowHalves(left.GetUpper(), right.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<ulong> MultiplyLowHalves(Vector256<ulong> left, Vector256<ulong> right)
    {
        if (Avx2.IsSupported) return Avx2.Multiply(left.AsUInt32(), right.AsUInt32());
        return Vector256.Create(
            MultiplyLowHalves(left.GetLower(), right.GetLower()),
            MultiplyLowHalves(left.GetUpper(), right.GetUpper()));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ulong> MultiplyLowHalves(Vector128<ulong> left, Vector128<ulong> right)
    {
        if (Sse2.IsSupported) return Sse2.Multiply(left.AsUInt32(), right.AsUInt32());
        if (AdvSimd.IsSupported)
            return AdvSimd.MultiplyWideningLower(AdvSimd.ExtractNarrowingLower(left), AdvSimd.ExtractNarrowingLower(right));
        return Vector128.Create((left[0] & uint.MaxValue) * (right[0] & uint.MaxValue), (left[1] & uint.MaxValue) * (right[1] & uint.MaxValue));
    }
}

/// <summary>A key of <see cref="Philox"/>, prepared for its ten rounds.</summary>
public readonly struct PhiloxKey
{
    internal readonly RoundKeys Words0;
    internal readonly RoundKeys Words1;

    /// <summary>Prepares a key.</summary>
    /// <param name="key">Words 0 (low half) and 1 (high half) of the key.</param>
    public PhiloxKey(ulong key)
    {
        for (int round = 0; round < 10; round++)
        {
            Words0[round] = (uint)key + ((uint)round * Philox.Weyl0);
            Words1[round] = (uint)(key >> 32) + ((uint)round * Philox.Weyl1);
        }
    }

    [InlineArray(10)]
    internal struct RoundKeys
    {
        private uint first;
    }
}

/// <summary>The four words of sixteen counters, one counter per lane.</summary>
/// <param name="word0">Word 0 of every counter.</param>
/// <param name="word1">Word 1 of every counter.</param>
/// <param name="word2">Word 2 of every counter.</param>
/// <param name="word3">Word 3 of every counter.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct PhiloxWords(Vector512<uint> word0, Vector512<uint> word1, Vector512<uint> word2, Vector512<uint> word3)
{
    /// <summary>Word 0 of every counter.</summary>
    public readonly Vector512<uint> Word0 = word0;

    /// <summary>Word 1 of every counter.</summary>
    public readonly Vector512<uint> Word1 = word1;

    /// <summary>Word 2 of every counter.</summary>
    public readonly Vector512<uint> Word2 = word2;

    /// <summary>Word 3 of every counter.</summary>
    public readonly Vector512<uint> Word3 = word3;
}
