using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>
/// A sequence of random numbers that is a pure function of (seed, purpose, a, b): the same whatever the thread count, the processor or the
/// order in which streams are drawn. Counter-based: Philox4x32-10.
/// </summary>
/// <remarks>
/// Source: Salmon et al. (2011), "Parallel random numbers: as easy as 1, 2, 3". The stream is a sequence of 2^60 counters of four words
/// each. The key is the seed; the counter's words are the low 32 bits of its index, the purpose (4 bits) above the high 28 bits of its
/// index, a, and b. The <c>Next</c> methods take the words of a counter one after the other. The <c>Fill</c> methods move on to the next
/// counter whose index is a multiple of sixteen and take counters in groups of sixteen, one group for 64 numbers or part of them: word w
/// of the group's counter l is number 16 w + l. So what is filled does not depend on how wide the processor's vectors are, and a shorter
/// span gets the beginning of what a longer one gets. Copying the struct copies the position.
/// </remarks>
public partial struct RandomStream
{
    private readonly ulong key;
    private readonly uint purposeBits;
    private readonly uint firstIndex;
    private readonly uint secondIndex;
    private ulong next;
    private uint word1;
    private uint word2;
    private uint word3;
    private int wordsLeft;

    /// <summary>Opens a stream at its beginning.</summary>
    /// <param name="seed">The network's seed.</param>
    /// <param name="purpose">What the numbers are for; streams of different purposes are independent.</param>
    /// <param name="a">First index, for example the projection.</param>
    /// <param name="b">Second index, for example the source neuron.</param>
    public RandomStream(ulong seed, StreamPurpose purpose, uint a = 0, uint b = 0)
    {
        key = seed;
        purposeBits = (uint)purpose << 28;
        firstIndex = a;
        secondIndex = b;
    }

    /// <summary>The next 32 random bits.</summary>
    public uint NextBits()
    {
        switch (wordsLeft)
        {
            case 3:
                wordsLeft = 2;
                return word1;
            case 2:
                wordsLeft = 1;
                return word2;
            case 1:
                wordsLeft = 0;
                return word3;
            default:
                ulong low = (uint)next | ((ulong)(purposeBits | (uint)(next >> 32)) << 32);
                (uint word0, word1, word2, word3) = Philox.Words(low, firstIndex | ((ulong)secondIndex << 32), key);
                next++;
                wordsLeft = 3;
                return word0;
        }
    }

    /// <summary>The next number uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextLong() >> 11) * (1.0 / (1UL << 53));

    /// <summary>The next whole number uniform in [0, bound).</summary>
    /// <param name="bound">The first number that is too large; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    /// <remarks>The high half of a 32-bit word times the bound: no number's probability is wrong by more than 2^-32.</remarks>
    public int NextInt(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        return (int)(((ulong)NextBits() * (uint)bound) >> 32);
    }

    /// <summary>The next standard normal number.</summary>
    /// <remarks>Source: Box and Muller (1958), "A note on the generation of random normal deviates".</remarks>
    public double NextNormal()
    {
        // 1 - u is in (0, 1], whose logarithm is finite.
        double radius = Math.Sqrt(-2 * Elementary.Log(1 - NextDouble()));
        return radius * Elementary.Cos(2 * Math.PI * NextDouble());
    }

    /// <summary>Fills with random bits, in SIMD. Consumes the stream as whole counter blocks.</summary>
    /// <param name="values">Receives the numbers; each 64 of them, or part of 64, consume sixteen counters.</param>
    public void FillBits(Span<uint> values) => Fill(values, default(Bits));

    /// <summary>Fills with whole numbers uniform in [0, bound), in SIMD.</summary>
    /// <param name="values">Receives the numbers; each 64 of them, or part of 64, consume sixteen counters.</param>
    /// <param name="bound">The first number that is too large; at least 1.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="bound"/> is less than 1.</exception>
    /// <remarks>The high half of a 32-bit word times the bound: no number's probability is wrong by more than 2^-32.</remarks>
    public void FillInts(Span<int> values, int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        Fill(values, new Ints((uint)bound));
    }

    /// <summary>Fills with numbers uniform in [0, 1), in SIMD.</summary>
    /// <param name="values">Receives the multiples of 2^-24; each 64 of them, or part of 64, consume sixteen counters.</param>
    public void FillUniform(Span<float> values) => Fill(values, default(Uniforms));

    /// <summary>Fills with standard normal numbers, in SIMD.</summary>
    /// <param name="values">
    /// Receives the numbers, between -6.7 and 6.7; each 64 of them, or part of 64, consume sixteen counters.
    /// </param>
    /// <remarks>Source: Box and Muller (1958), "A note on the generation of random normal deviates".</remarks>
    public void FillNormal(Span<float> values) => Fill(values, default(Normals));

    private ulong NextLong()
    {
        ulong high = NextBits();
        return (high << 32) | NextBits();
    }

    private void Fill<T, TMap>(Span<T> values, TMap map)
        where T : unmanaged
        where TMap : struct, IWordMap<T>
    {
        const int Group = 64;
        wordsLeft = 0;
        next = (next + 15) & ~15UL;
        PhiloxKey rounds = new(key);
        ref T start = ref MemoryMarshal.GetReference(values);
        int filled = 0;
        for (; filled + Group <= values.Length; filled += Group) FillGroup(ref Unsafe.Add(ref start, filled), map, in rounds);
        if (filled == values.Length) return;

        Span<T> last = stackalloc T[Group];
        FillGroup(ref MemoryMarshal.GetReference(last), map, in rounds);
        last[..(values.Length - filled)].CopyTo(values[filled..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void FillGroup<T, TMap>(ref T values, TMap map, ref readonly PhiloxKey rounds)
        where T : unmanaged
        where TMap : struct, IWordMap<T>
    {
        PhiloxWords words = Philox.Words((uint)next, purposeBits | (uint)(next >> 32), firstIndex, secondIndex, in rounds);
        next += 16;
        Quad<T> quad = map.Map(words);
        quad.First.StoreUnsafe(ref values);
        quad.Second.StoreUnsafe(ref values, 16);
        quad.Third.StoreUnsafe(ref values, 32);
        quad.Fourth.StoreUnsafe(ref values, 48);
    }
}
