using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
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

    /// <summary>The words of sixteen counters whose word 0 counts up from <paramref name="word0"/>.</summary>
    /// <param name="word0">Word 0 of the counter of lane 0; it wraps around within the sixteen, without carry into word 1.</param>
    /// <param name="word1">Word 1 of every counter.</param>
    /// <param name="word2">Word 2 of every counter.</param>
    /// <param name="word3">Word 3 of every counter.</param>
    /// <param name="key">The key.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PhiloxWords Words(uint word0, uint word1, uint word2, uint word3, ref readonly PhiloxKey key)
    {
        if (!Avx512F.IsSupported) return WordsInParts(word0, word1, word2, word3, in key);

        State<PhiloxLanes512> state = Evaluate<PhiloxLanes512>(word0, word1, word2, word3, in key);
        return new PhiloxWords(
            Upper(state.Even01.Pairs, state.Odd01.Pairs),
            Lower(state.Even01.Pairs, state.Odd01.Pairs),
            Upper(state.Even23.Pairs, state.Odd23.Pairs),
            Lower(state.Even23.Pairs, state.Odd23.Pairs));
    }

    /// <summary>The upper 32 bits of the product of every lane with one number: for random words, whole numbers in [0, factor).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static Vector512<uint> MultiplyHigh(Vector512<uint> words, uint factor)
    {
        if (Avx512F.IsSupported)
        {
            Vector512<uint> factors = Vector512.Create(factor);
            return Upper(Avx512F.Multiply(words, factors), Avx512F.Multiply((words.AsUInt64() >> 32).AsUInt32(), factors));
        }

        Span<uint> products = stackalloc uint[16];
        words.CopyTo(products);
        foreach (ref uint product in products) product = (uint)(((ulong)product * factor) >> 32);
        return Vector512.Create<uint>(products);
    }

    // On processors without AVX-512, where Vector512 is made of calls: by the hardware's own vectors, or one counter after the other.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PhiloxWords WordsInParts(uint word0, uint word1, uint word2, uint word3, ref readonly PhiloxKey key)
    {
        Span<uint> words = stackalloc uint[64];
        if (Avx2.IsSupported)
        {
            ref uint first = ref MemoryMarshal.GetReference(words);
            StoreEight(word0, word1, word2, word3, in key, ref first);
            StoreEight(word0 + 8, word1, word2, word3, in key, ref Unsafe.Add(ref first, 8));
        }
        else
        {
            for (uint lane = 0; lane < 16; lane++)
            {
                ulong low = (word0 + lane) | ((ulong)word1 << 32);
                int i = (int)lane;
                (words[i], words[i + 16], words[i + 32], words[i + 48]) = Words(low, word2 | ((ulong)word3 << 32), key.Value);
            }
        }

        return new PhiloxWords(
            Vector512.Create<uint>(words),
            Vector512.Create<uint>(words[16..]),
            Vector512.Create<uint>(words[32..]),
            Vector512.Create<uint>(words[48..]));
    }

    // Not inlined: the JIT gives up inlining in a method that has two evaluations.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void StoreEight(uint word0, uint word1, uint word2, uint word3, ref readonly PhiloxKey key, ref uint words)
    {
        State<PhiloxLanes256> state = Evaluate<PhiloxLanes256>(word0, word1, word2, word3, in key);
        Store(state.Even01.Pairs, state.Odd01.Pairs, ref words);
        Store(state.Even23.Pairs, state.Odd23.Pairs, ref Unsafe.Add(ref words, 32));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(Vector256<ulong> even, Vector256<ulong> odd, ref uint words)
    {
        Vector256<ulong> upper = Vector256.Create(0xFFFFFFFF_00000000UL);
        Vector256.ConditionalSelect(upper, odd, even >> 32).AsUInt32().StoreUnsafe(ref words);
        Vector256.ConditionalSelect(upper, odd << 32, even).AsUInt32().StoreUnsafe(ref words, 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static State<TLanes> Evaluate<TLanes>(uint word0, uint word1, uint word2, uint word3, ref readonly PhiloxKey key)
        where TLanes : struct, IPhiloxLanes<TLanes>
    {
        // Two words of a counter share a lane, the one to multiply below the other, so that a product meets the words that it is combined
        // with where it stands; even and odd counters are apart until the end.
        State<TLanes> state;
        state.Even01 = TLanes.Counters(word0, word1);
        state.Odd01 = TLanes.Counters(word0 + 1, word1);
        state.Even23 = TLanes.Create(word2 | ((ulong)word3 << 32));
        state.Odd23 = state.Even23;

        // Written out, because the JIT does not unroll loops.
        state = Swap(Round(state, in key.Words0[0], in key.Words1[0]));
        state = Swap(Round(state, in key.Words0[1], in key.Words1[1]));
        state = Swap(Round(state, in key.Words0[2], in key.Words1[2]));
        state = Swap(Round(state, in key.Words0[3], in key.Words1[3]));
        state = Swap(Round(state, in key.Words0[4], in key.Words1[4]));
        state = Swap(Round(state, in key.Words0[5], in key.Words1[5]));
        state = Swap(Round(state, in key.Words0[6], in key.Words1[6]));
        state = Swap(Round(state, in key.Words0[7], in key.Words1[7]));
        state = Swap(Round(state, in key.Words0[8], in key.Words1[8]));
        return Round(state, in key.Words0[9], in key.Words1[9]);
    }

    // Leaves each pair with its words exchanged, because the next word to multiply is in the upper half of a product.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static State<TLanes> Round<TLanes>(State<TLanes> state, ref readonly uint key0, ref readonly uint key1)
        where TLanes : struct, IPhiloxLanes<TLanes>
    {
        TLanes keys0 = TLanes.Key(in key0);
        TLanes keys1 = TLanes.Key(in key1);
        State<TLanes> next;
        next.Even01 = TLanes.XorUpper(TLanes.Multiply(state.Even23, Multiplier1), state.Even01, keys0);
        next.Odd01 = TLanes.XorUpper(TLanes.Multiply(state.Odd23, Multiplier1), state.Odd01, keys0);
        next.Even23 = TLanes.XorUpper(TLanes.Multiply(state.Even01, Multiplier0), state.Even23, keys1);
        next.Odd23 = TLanes.XorUpper(TLanes.Multiply(state.Odd01, Multiplier0), state.Odd23, keys1);
        return next;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static State<TLanes> Swap<TLanes>(State<TLanes> state)
        where TLanes : struct, IPhiloxLanes<TLanes>
    {
        State<TLanes> swapped;
        swapped.Even01 = TLanes.Swap(state.Even01);
        swapped.Odd01 = TLanes.Swap(state.Odd01);
        swapped.Even23 = TLanes.Swap(state.Even23);
        swapped.Odd23 = TLanes.Swap(state.Odd23);
        return swapped;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Upper(Vector512<ulong> even, Vector512<ulong> odd) => Avx512F.PermuteVar16x32x2(
        even.AsUInt32(), Vector512.Create(1u, 17, 3, 19, 5, 21, 7, 23, 9, 25, 11, 27, 13, 29, 15, 31), odd.AsUInt32());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<uint> Lower(Vector512<ulong> even, Vector512<ulong> odd) => Avx512F.PermuteVar16x32x2(
        even.AsUInt32(), Vector512.Create(0u, 16, 2, 18, 4, 20, 6, 22, 8, 24, 10, 26, 12, 28, 14, 30), odd.AsUInt32());

    private struct State<TLanes>
    {
        public TLanes Even01;
        public TLanes Odd01;
        public TLanes Even23;
        public TLanes Odd23;
    }
}

/// <summary>A key of <see cref="Philox"/>, prepared for its ten rounds.</summary>
public readonly struct PhiloxKey
{
    internal readonly ulong Value;
    internal readonly RoundKeys Words0;
    internal readonly RoundKeys Words1;

    /// <summary>Prepares a key.</summary>
    /// <param name="key">Words 0 (low half) and 1 (high half) of the key.</param>
    public PhiloxKey(ulong key)
    {
        Value = key;
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
