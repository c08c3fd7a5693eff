using System.Diagnostics;
using System.Numerics;

namespace Myelin.Simulation.Inference;

/// <summary>How long steps took: counts in intervals that widen with the time, so that quantiles are within 3 percent from a nanosecond to minutes. It never allocates.</summary>
public sealed class LatencyHistogram
{
    // Each power of two has so many intervals.
    private const int Bits = 5;
    private const int Parts = 1 << Bits;

    // A hundred years, in units of 100 ns.
    private const long Longest100 = 36_525 * TimeSpan.TicksPerDay;

    private readonly long[] counts = new long[(64 - Bits) * Parts];
    private long total;

    /// <summary>Number of times.</summary>
    public long Count { get; private set; }

    /// <summary>The longest time.</summary>
    public TimeSpan Longest { get; private set; }

    /// <summary>The mean [us]; 0 where there is none.</summary>
    public double MeanMicroseconds => Count == 0 ? 0 : total / 1e3 / Count;

    /// <summary>The median [us].</summary>
    public double P50 => Quantile(0.5);

    /// <summary>The time that 99 of 100 steps do not exceed [us].</summary>
    public double P99 => Quantile(0.99);

    /// <summary>Adds a time.</summary>
    public void Add(TimeSpan time)
    {
        long nanoseconds = Math.Clamp(time.Ticks, 0, Longest100) * 100;
        if (time > Longest) Longest = time;
        AddNanoseconds(nanoseconds);
    }

    /// <summary>The time [us] that a fraction of the steps does not exceed: the upper end of its interval.</summary>
    /// <param name="fraction">0 to 1.</param>
    /// <returns>0 where there is no time yet.</returns>
    /// <exception cref="ArgumentException">The fraction is not between 0 and 1.</exception>
    public double Quantile(double fraction)
    {
        if (!(fraction is >= 0 and <= 1)) throw new ArgumentException($"A quantile is asked for with a fraction from 0 to 1, got {fraction}.");
        long rank = Math.Max(1, (long)Math.Ceiling(fraction * Count)), seen = 0;
        for (int i = 0; i < counts.Length && Count > 0; i++)
        {
            seen += counts[i];
            if (seen >= rank) return UpperEnd(i) / 1e3;
        }

        return 0;
    }

    /// <summary>Forgets all times.</summary>
    public void Clear()
    {
        Array.Clear(counts);
        (Count, total, Longest) = (0, 0, TimeSpan.Zero);
    }

    /// <summary>Adds the time since a timestamp of <see cref="Stopwatch"/>.</summary>
    internal void AddSince(long timestamp)
    {
        long ticks = Stopwatch.GetTimestamp() - timestamp;
        long nanoseconds = Stopwatch.Frequency == 1_000_000_000 ? ticks : (long)(ticks * (1e9 / Stopwatch.Frequency));
        if (nanoseconds / 100 > Longest.Ticks) Longest = new TimeSpan(nanoseconds / 100);
        AddNanoseconds(nanoseconds);
    }

    private void AddNanoseconds(long nanoseconds)
    {
        counts[Index(nanoseconds)]++;
        Count++;
        total += nanoseconds;
    }

    private static int Index(long nanoseconds)
    {
        if (nanoseconds < Parts) return (int)nanoseconds;
        int power = BitOperations.Log2((ulong)nanoseconds) - Bits;
        return ((power + 1) * Parts) + (int)(nanoseconds >> power) - Parts;
    }

    private static double UpperEnd(int index)
    {
        if (index < Parts) return index;
        int power = (index / Parts) - 1;
        return ((double)((index % Parts) + Parts + 1) * Math.Pow(2, power)) - 1;
    }
}
