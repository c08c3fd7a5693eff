using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The cross-correlation histogram: how often a spike of train b follows one of train a by a given number of bins.
/// Source: Perkel, Gerstein and Moore (1967), Biophysical Journal 7, 419.
/// </summary>
public static class CrossCorrelogram
{
    /// <summary>The pairs of spikes, by the bin of b's spike minus the bin of a's spike; no correction for the recording's edges.</summary>
    /// <param name="a">The reference train.</param>
    /// <param name="b">The target train, of the same recording interval.</param>
    /// <param name="bin">Width of a bin.</param>
    /// <param name="maximumLag">The largest lag, in bins.</param>
    /// <returns>[2 maximumLag + 1], from lag -maximumLag to maximumLag.</returns>
    /// <exception cref="ArgumentException">The trains' intervals differ, the bin does not fit into them, or the largest lag is negative.</exception>
    public static long[] Counts(SpikeTrain a, SpikeTrain b, Time bin, int maximumLag)
    {
        Recording.CheckSame(a, b);
        if (maximumLag is < 0 or > 1 << 24)
            throw new ArgumentException($"The largest lag must be between 0 and 16777216 bins, got {maximumLag}.");
        var counts = new long[(2 * maximumLag) + 1];
        int[] binsOfA = BinsOf(a, bin), binsOfB = BinsOf(b, bin);
        int first = 0;
        foreach (int reference in binsOfA)
        {
            while (first < binsOfB.Length && binsOfB[first] < reference - maximumLag) first++;
            for (int j = first; j < binsOfB.Length && binsOfB[j] <= reference + maximumLag; j++)
                counts[binsOfB[j] - reference + maximumLag]++;
        }

        return counts;
    }

    private static int[] BinsOf(SpikeTrain train, Time bin)
    {
        int bins = SpikeCounts.BinCount(train, bin);
        var all = new List<int>(train.Count);
        foreach (double t in train.TimesInMilliseconds)
        {
            int k = SpikeCounts.BinOf(t, train, bin, bins);
            if (k >= 0) all.Add(k);
        }

        return [.. all];
    }
}
