using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using Myelin.Values;

namespace Myelin.Randomness;

/// <summary>
/// Poisson counts of every neuron in every step, times a weight. A count is a pure function of (seed, index, step, neuron), so ranges of
/// neurons may be taken in any order, by any thread and split anywhere.
/// </summary>
/// <remarks>
/// The cumulative distribution is inverted from a 32-bit word, so no probability is wrong by more than 2^-32. The upper and the lower half
/// of the words of 128 neurons come from two evaluations of the generator; the second is needed only where an upper half is that of a
/// threshold, which happens to one neuron in thousands.
/// </remarks>
public sealed class PoissonCounts
{
    /// <summary>The largest mean possible.</summary>
    public const double LargestMean = 10_000;

    private const int Group = 128;
    private const int Part = 32;

    // Above it the counts of a group spread over so many thresholds that a search by neuron takes less time.
    private const double LargestComparedMean = 32;

    private readonly PhiloxKey key;
    private readonly uint index;
    private readonly double weight;
    private readonly PoissonTable table;
    private readonly bool compared;

    // Upper halves of the thresholds, and how many of them nearly every group has to be compared with.
    private readonly ushort[] upperHalves;
    private readonly int common;

    // The highest threshold that is reached, by the count; only where counts are below 32.
    private readonly Vector512<ushort> lastReached;
    private readonly bool hasLastReached;

    /// <summary>Prepares counts of one mean.</summary>
    /// <param name="mean">Mean number in a step, 0 to <see cref="LargestMean"/>.</param>
    /// <param name="weight">What one count adds.</param>
    /// <param name="seed">The network's seed.</param>
    /// <param name="index">Index of the input, which names its random numbers.</param>
    /// <exception cref="ArgumentOutOfRangeException">The mean is out of range or NaN.</exception>
    public PoissonCounts(double mean, double weight, ulong seed, uint index)
    {
        if (!(mean >= 0 && mean <= LargestMean))
            throw new ArgumentOutOfRangeException(nameof(mean), mean, $"The mean of Poisson counts must be between 0 and {LargestMean}.");

        Mean = mean;
        this.weight = weight;
        this.index = index;
        key = new PhiloxKey(seed);
        table = new PoissonTable(mean);
        compared = mean <= LargestComparedMean;

        upperHalves = new ushort[table.Thresholds.Length];
        for (int k = 0; k < upperHalves.Length; k++) upperHalves[k] = (ushort)(table.Thresholds[k] >> 16);
        const int OneGroupInFifty = (1 << 16) / (Group * 50);
        while (common < upperHalves.Length && upperHalves[common] < (1 << 16) - OneGroupInFifty) common++;

        hasLastReached = Avx512BW.IsSupported && table.Smallest == 0 && upperHalves.Length < Part;
        if (!hasLastReached) return;

        // No word reaches no threshold and is the highest: so that entry stands for none.
        Span<ushort> entries = stackalloc ushort[Part];
        entries.Fill(ushort.MaxValue);
        upperHalves.CopyTo(entries[1..]);
        lastReached = Vector512.Create<ushort>(entries);
    }

    /// <summary>Mean number in a step.</summary>
    public double Mean { get; }

    /// <summary>Adds the weighted counts of a range of neurons in a step, single precision.</summary>
    /// <param name="accumulators">One number per neuron.</param>
    /// <param name="firstNeuron">Index of the first of these neurons, at least 0; whole groups of 128 are fastest.</param>
    /// <param name="step">The step.</param>
    public void Add(Span<float> accumulators, int firstNeuron, long step) =>
        Add<float, SinglePrecision>(accumulators, firstNeuron, step, (float)weight);

    /// <summary>Adds the weighted counts of a range of neurons in a step, double precision.</summary>
    /// <inheritdoc cref="Add(Span{float}, int, long)"/>
    public void Add(Span<double> accumulators, int firstNeuron, long step) =>
        Add<double, DoublePrecision>(accumulators, firstNeuron, step, weight);

    private void Add<T, TPrecision>(Span<T> accumulators, int firstNeuron, long step, T factor)
        where T : unmanaged
        where TPrecision : struct, IPrecision<T>
    {
        ArgumentOutOfRangeException.ThrowIfNegative(firstNeuron);
        uint group = (uint)firstNeuron / Group;
        int skipped = firstNeuron % Group;
        int done = 0;
        if (skipped > 0)
        {
            done = Math.Min(Group - skipped, accumulators.Length);
            AddPart<T, TPrecision>(accumulators[..done], skipped, group++, step, factor);
        }

        ref T start = ref MemoryMarshal.GetReference(accumulators);
        for (; done + Group <= accumulators.Length; done += Group)
            AddGroup<T, TPrecision>(ref Unsafe.Add(ref start, done), group++, step, factor);

        if (done < accumulators.Length) AddPart<T, TPrecision>(accumulators[done..], 0, group, step, factor);
    }

    // In a copy, by the same operations, so that the last bit does not tell where a range was split.
    private void AddPart<T, TPrecision>(Span<T> accumulators, int skipped, uint group, long step, T factor)
        where T : unmanaged
        where TPrecision : struct, IPrecision<T>
    {
        Span<T> whole = stackalloc T[Group];
        whole.Clear();
        Span<T> part = whole.Slice(skipped, accumulators.Length);
        accumulators.CopyTo(part);
        AddGroup<T, TPrecision>(ref MemoryMarshal.GetReference(whole), group, step, factor);
        part.CopyTo(accumulators);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void AddGroup<T, TPrecision>(ref T accumulators, uint group, long step, T factor)
        where T : unmanaged
        where TPrecision : struct, IPrecision<T>
    {
        if (hasLastReached)
        {
            Quad<ushort> halves = Halves(group, step, 0);
            Quad<ushort> counts = Compare(halves);
            if (IsNone(AtLastReached(halves, counts)))
            {
                Add<T, TPrecision>(ref accumulators, counts, factor);
                return;
            }
        }

        // From the beginning again: with nothing to keep over this call, the usual path stays in registers.
        AddGroupByHalves<T, TPrecision>(ref accumulators, group, step, factor);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void AddGroupByHalves<T, TPrecision>(ref T accumulators, uint group, long step, T factor)
        where T : unmanaged
        where TPrecision : struct, IPrecision<T>
    {
        Quad<ushort> upper = HalvesOutOfLine(group, step, 0);
        Quad<ushort> lower = HalvesOutOfLine(group, step, 1);
        Quad<ushort> counts = compared ? Compare(upper) : default;
        Quad<ushort> undecided = compared ? OnThresholds(upper) : EveryNeuron;
        counts = new(
            Decide(counts.First, upper.First, lower.First, undecided.First),
            Decide(counts.Second, upper.Second, lower.Second, undecided.Second),
            Decide(counts.Third, upper.Third, lower.Third, undecided.Third),
            Decide(counts.Fourth, upper.Fourth, lower.Fourth, undecided.Fourth));
        Add<T, TPrecision>(ref accumulators, counts, factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add<T, TPrecision>(ref T accumulators, Quad<ushort> counts, T factor)
        where T : unmanaged
        where TPrecision : struct, IPrecision<T>
    {
        TPrecision.Add(ref accumulators, counts.First, factor);
        TPrecision.Add(ref Unsafe.Add(ref accumulators, Part), counts.Second, factor);
        TPrecision.Add(ref Unsafe.Add(ref accumulators, 2 * Part), counts.Third, factor);
        TPrecision.Add(ref Unsafe.Add(ref accumulators, 3 * Part), counts.Fourth, factor);
    }

    // The upper (0) or the lower (1) halves of the words of a group.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Quad<ushort> Halves(uint group, long step, int half)
    {
        uint word1 = StepCounter.Word1(StreamPurpose.Inputs, step, half);
        PhiloxWords words = Philox.Words(group * 16, word1, index, StepCounter.Word3(step), in key);
        return new(words.Word0.AsUInt16(), words.Word1.AsUInt16(), words.Word2.AsUInt16(), words.Word3.AsUInt16());
    }

    // The JIT gives up inlining in a method that has two evaluations.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private Quad<ushort> HalvesOutOfLine(uint group, long step, int half) => Halves(group, step, half);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool IsNone(Quad<ushort> masks) =>
        (masks.First | masks.Second | masks.Third | masks.Fourth) == Vector512<ushort>.Zero;

    private static Quad<ushort> EveryNeuron
    {
        get
        {
            Vector512<ushort> every = Vector512<ushort>.AllBitsSet;
            return new(every, every, every, every);
        }
    }

    // The number of thresholds whose upper half is not above the word's: the count, unless the two are equal.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Quad<ushort> Compare(Quad<ushort> halves)
    {
        ref ushort first = ref MemoryMarshal.GetArrayDataReference(upperHalves);
        Vector512<ushort> count0 = Vector512.Create((ushort)table.Smallest);
        Vector512<ushort> count1 = count0;
        Vector512<ushort> count2 = count0;
        Vector512<ushort> count3 = count0;
        int k = 0;
        for (; k < common; k++)
        {
            Vector512<ushort> threshold = Vector512.Create(Unsafe.Add(ref first, k));
            count0 = AddReached(count0, halves.First, threshold);
            count1 = AddReached(count1, halves.Second, threshold);
            count2 = AddReached(count2, halves.Third, threshold);
            count3 = AddReached(count3, halves.Fourth, threshold);
        }

        Vector512<ushort> largest = Vector512.Max(Vector512.Max(halves.First, halves.Second), Vector512.Max(halves.Third, halves.Fourth));
        for (; k < upperHalves.Length; k++)
        {
            Vector512<ushort> threshold = Vector512.Create(Unsafe.Add(ref first, k));
            if (!Vector512.GreaterThanOrEqualAny(largest, threshold)) break;
            count0 = AddReached(count0, halves.First, threshold);
            count1 = AddReached(count1, halves.Second, threshold);
            count2 = AddReached(count2, halves.Third, threshold);
            count3 = AddReached(count3, halves.Fourth, threshold);
        }

        return new(count0, count1, count2, count3);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<ushort> AddReached(Vector512<ushort> counts, Vector512<ushort> halves, Vector512<ushort> threshold) =>
        Vector512.ConditionalSelect(Vector512.GreaterThanOrEqual(halves, threshold), counts + Vector512<ushort>.One, counts);

    // The neurons whose upper half is that of a threshold, which must be the last that they reach.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Quad<ushort> AtLastReached(Quad<ushort> halves, Quad<ushort> counts) => new(
        Vector512.Equals(halves.First, Avx512BW.PermuteVar32x16(lastReached, counts.First)),
        Vector512.Equals(halves.Second, Avx512BW.PermuteVar32x16(lastReached, counts.Second)),
        Vector512.Equals(halves.Third, Avx512BW.PermuteVar32x16(lastReached, counts.Third)),
        Vector512.Equals(halves.Fourth, Avx512BW.PermuteVar32x16(lastReached, counts.Fourth)));

    private Quad<ushort> OnThresholds(Quad<ushort> halves)
    {
        Vector512<ushort> on0 = Vector512<ushort>.Zero;
        Vector512<ushort> on1 = on0;
        Vector512<ushort> on2 = on0;
        Vector512<ushort> on3 = on0;
        foreach (ushort upper in upperHalves)
        {
            Vector512<ushort> threshold = Vector512.Create(upper);
            on0 |= Vector512.Equals(halves.First, threshold);
            on1 |= Vector512.Equals(halves.Second, threshold);
            on2 |= Vector512.Equals(halves.Third, threshold);
            on3 |= Vector512.Equals(halves.Fourth, threshold);
        }

        return new(on0, on1, on2, on3);
    }

    private Vector512<ushort> Decide(
        Vector512<ushort> counts, Vector512<ushort> upper, Vector512<ushort> lower, Vector512<ushort> undecided)
    {
        ulong lanes = undecided.ExtractMostSignificantBits();
        if (lanes == 0) return counts;

        Span<ushort> decided = stackalloc ushort[Part];
        Span<ushort> uppers = stackalloc ushort[Part];
        Span<ushort> lowers = stackalloc ushort[Part];
        counts.CopyTo(decided);
        upper.CopyTo(uppers);
        lower.CopyTo(lowers);
        for (; lanes != 0; lanes &= lanes - 1)
        {
            int lane = BitOperations.TrailingZeroCount(lanes);
            decided[lane] = (ushort)table.Count(((uint)uppers[lane] << 16) | lowers[lane]);
        }

        return Vector512.Create<ushort>(decided);
    }

    private interface IPrecision<T>
    {
        static abstract void Add(ref T accumulators, Vector512<ushort> counts, T factor);
    }

    private readonly struct SinglePrecision : IPrecision<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref float accumulators, Vector512<ushort> counts, float factor)
        {
            Add(ref accumulators, Vector512.WidenLower(counts), factor);
            Add(ref Unsafe.Add(ref accumulators, 16), Vector512.WidenUpper(counts), factor);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(ref float accumulators, Vector512<uint> counts, float factor)
        {
            Vector512<float> sum = Vector512.LoadUnsafe(ref accumulators);
            Vector512<float> numbers = Elementary.ToSingle(counts.AsInt32());
            Vector512.FusedMultiplyAdd(numbers, Vector512.Create(factor), sum).StoreUnsafe(ref accumulators);
        }
    }

    private readonly struct DoublePrecision : IPrecision<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref double accumulators, Vector512<ushort> counts, double factor)
        {
            Add(ref accumulators, Vector512.WidenLower(counts), factor);
            Add(ref Unsafe.Add(ref accumulators, 16), Vector512.WidenUpper(counts), factor);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Add(ref double accumulators, Vector512<uint> counts, double factor)
        {
            // By way of single precision, which is exact here: processors before AVX-512 convert no 64-bit integers.
            Vector512<float> numbers = Elementary.ToSingle(counts.AsInt32());
            Vector512<double> factors = Vector512.Create(factor);
            Vector512<double> low = Vector512.LoadUnsafe(ref accumulators);
            Vector512<double> high = Vector512.LoadUnsafe(ref accumulators, 8);
            Vector512.FusedMultiplyAdd(Vector512.WidenLower(numbers), factors, low).StoreUnsafe(ref accumulators);
            Vector512.FusedMultiplyAdd(Vector512.WidenUpper(numbers), factors, high).StoreUnsafe(ref accumulators, 8);
        }
    }
}
