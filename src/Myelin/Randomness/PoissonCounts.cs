using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Myelin.Randomness;

/// <summary>
/// Poisson counts of every neuron in every step, times a weight. A count is a pure function of (seed, index, step, neuron), so ranges of
/// neurons may be taken in any order, by any thread and split anywhere.
/// </summary>
/// <remarks>
/// The cumulative distribution is inverted from a 32-bit word, so no probability is wrong by more than 2^-32. Neurons are counted in groups
/// of 64: word w of the group's counter l is that of neuron 16 w + l of the group.
/// </remarks>
public sealed class PoissonCounts
{
    /// <summary>The largest mean possible.</summary>
    public const double LargestMean = 10_000;

    private const int Group = 64;
    private const int GuideShift = 24;

    // Above it the counts of a group spread over so many thresholds that a search by neuron takes less time.
    private const double LargestSimdMean = 32;

    private readonly PhiloxKey key;
    private readonly uint index;
    private readonly double weight;

    // A neuron's count is the smallest count and the number of thresholds that its word reaches.
    private readonly uint[] thresholds;
    private readonly int smallest;

    // Number of thresholds that nearly every group needs: the others are tested for first.
    private readonly int common;

    // Where the search starts, by the upper bits of a word; empty where the thresholds are compared instead.
    private readonly int[] guide = [];

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
        (smallest, thresholds) = Thresholds(mean);

        const uint OneGroupInFifty = uint.MaxValue / (Group * 50);
        common = thresholds.AsSpan().IndexOfAnyInRange(uint.MaxValue - OneGroupInFifty, uint.MaxValue);
        if (common < 0) common = thresholds.Length;
        if (mean > LargestSimdMean) guide = Guide(thresholds);
    }

    /// <summary>Mean number in a step.</summary>
    public double Mean { get; }

    /// <summary>Adds the weighted counts of a range of neurons in a step, single precision.</summary>
    /// <param name="accumulators">One number per neuron.</param>
    /// <param name="firstNeuron">Index of the first of these neurons, at least 0; multiples of 64 are fastest.</param>
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
        int group = firstNeuron / Group;
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
    private void AddPart<T, TPrecision>(Span<T> accumulators, int skipped, int group, long step, T factor)
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
    private void AddGroup<T, TPrecision>(ref T accumulators, int group, long step, T factor)
        where T : unmanaged
        where TPrecision : struct, IPrecision<T>
    {
        uint word1 = StepCounter.Word1(StreamPurpose.Inputs, step);
        PhiloxWords words = Philox.Words((uint)group * 16, word1, index, StepCounter.Word3(step), in key);
        Quad<int> counts = guide.Length == 0 ? Compare(words) : Search(words);
        TPrecision.Add(ref accumulators, counts.First, factor);
        TPrecision.Add(ref Unsafe.Add(ref accumulators, 16), counts.Second, factor);
        TPrecision.Add(ref Unsafe.Add(ref accumulators, 32), counts.Third, factor);
        TPrecision.Add(ref Unsafe.Add(ref accumulators, 48), counts.Fourth, factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Quad<int> Compare(PhiloxWords words)
    {
        ref uint first = ref MemoryMarshal.GetArrayDataReference(thresholds);
        Vector512<int> count0 = Vector512.Create(smallest);
        Vector512<int> count1 = count0;
        Vector512<int> count2 = count0;
        Vector512<int> count3 = count0;
        for (int k = 0; k < common; k++)
        {
            Vector512<uint> threshold = Vector512.Create(Unsafe.Add(ref first, k));
            count0 -= Vector512.GreaterThanOrEqual(words.Word0, threshold).AsInt32();
            count1 -= Vector512.GreaterThanOrEqual(words.Word1, threshold).AsInt32();
            count2 -= Vector512.GreaterThanOrEqual(words.Word2, threshold).AsInt32();
            count3 -= Vector512.GreaterThanOrEqual(words.Word3, threshold).AsInt32();
        }

        Vector512<uint> largest = Vector512.Max(Vector512.Max(words.Word0, words.Word1), Vector512.Max(words.Word2, words.Word3));
        for (int k = common; k < thresholds.Length; k++)
        {
            Vector512<uint> threshold = Vector512.Create(Unsafe.Add(ref first, k));
            if (!Vector512.GreaterThanOrEqualAny(largest, threshold)) break;
            count0 -= Vector512.GreaterThanOrEqual(words.Word0, threshold).AsInt32();
            count1 -= Vector512.GreaterThanOrEqual(words.Word1, threshold).AsInt32();
            count2 -= Vector512.GreaterThanOrEqual(words.Word2, threshold).AsInt32();
            count3 -= Vector512.GreaterThanOrEqual(words.Word3, threshold).AsInt32();
        }

        return new(count0, count1, count2, count3);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Quad<int> Search(PhiloxWords words) =>
        new(Search(words.Word0), Search(words.Word1), Search(words.Word2), Search(words.Word3));

    private Vector512<int> Search(Vector512<uint> words)
    {
        Span<int> counts = stackalloc int[16];
        for (int lane = 0; lane < counts.Length; lane++)
        {
            uint word = words[lane];
            int reached = guide[word >> GuideShift];
            while (reached < thresholds.Length && thresholds[reached] <= word) reached++;
            counts[lane] = smallest + reached;
        }

        return Vector512.Create<int>(counts);
    }

    // The cumulative probabilities times 2^32, less those that round to 0 (their number is the smallest count) or to 2^32.
    private static (int Smallest, uint[] Thresholds) Thresholds(double mean)
    {
        // Probabilities relative to that of the mode, out to where 2^-32 of the distribution is far away.
        const double Negligible = 1e-20;
        int mode = (int)mean;
        List<double> below = [];
        double mass = 1;
        for (int k = mode; k > 0 && mass > Negligible; k--) below.Add(mass *= k / mean);
        List<double> above = [];
        mass = 1;
        for (int k = mode + 1; mass > Negligible; k++) above.Add(mass *= mean / k);

        below.Reverse();
        double[] masses = [.. below, 1, .. above];
        double total = masses.Sum();
        int zeros = mode - below.Count;
        List<uint> positive = [];
        double cumulative = 0;
        foreach (double relative in masses)
        {
            cumulative += relative;
            double threshold = Math.Round(cumulative / total * 4294967296.0);
            if (threshold >= 4294967296.0) break;
            if (threshold == 0) zeros++;
            else positive.Add((uint)threshold);
        }

        return (zeros, [.. positive]);
    }

    // For every value of a word's upper bits, the number of thresholds that all such words reach.
    private static int[] Guide(uint[] sorted)
    {
        int[] starts = new int[1 << (32 - GuideShift)];
        int reached = 0;
        for (int upper = 0; upper < starts.Length; upper++)
        {
            while (reached < sorted.Length && sorted[reached] <= (uint)upper << GuideShift) reached++;
            starts[upper] = reached;
        }

        return starts;
    }

    private interface IPrecision<T>
    {
        static abstract void Add(ref T accumulators, Vector512<int> counts, T factor);
    }

    private readonly struct SinglePrecision : IPrecision<float>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref float accumulators, Vector512<int> counts, float factor)
        {
            Vector512<float> sum = Vector512.LoadUnsafe(ref accumulators);
            Vector512.FusedMultiplyAdd(Vector512.ConvertToSingle(counts), Vector512.Create(factor), sum).StoreUnsafe(ref accumulators);
        }
    }

    private readonly struct DoublePrecision : IPrecision<double>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static void Add(ref double accumulators, Vector512<int> counts, double factor)
        {
            // By way of single precision, which is exact here: processors before AVX-512 convert no 64-bit integers.
            Vector512<float> numbers = Vector512.ConvertToSingle(counts);
            Vector512<double> factors = Vector512.Create(factor);
            Vector512<double> low = Vector512.LoadUnsafe(ref accumulators);
            Vector512<double> high = Vector512.LoadUnsafe(ref accumulators, 8);
            Vector512.FusedMultiplyAdd(Vector512.WidenLower(numbers), factors, low).StoreUnsafe(ref accumulators);
            Vector512.FusedMultiplyAdd(Vector512.WidenUpper(numbers), factors, high).StoreUnsafe(ref accumulators, 8);
        }
    }
}
