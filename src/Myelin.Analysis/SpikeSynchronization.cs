using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// SPIKE-synchronisation: the part of all spikes that have a partner in the other train, from 0 to 1. Two spikes are partners when they are
/// less apart than half of the shortest of the interspike intervals around them. No parameter.
/// Source: Kreuz, Mulansky and Bozanic (2015), Journal of Neurophysiology 113, 3432; the window is that of Quian Quiroga, Kreuz and Grassberger
/// (2002), Physical Review E 66, 041904.
/// </summary>
public static class SpikeSynchronization
{
    /// <summary>Whether each spike of <paramref name="a"/> has a partner in <paramref name="b"/>.</summary>
    /// <param name="a">The train whose spikes are asked.</param>
    /// <param name="b">The train of the partners, of the same recording interval.</param>
    /// <returns>[spikes of a].</returns>
    /// <exception cref="ArgumentException">The trains' intervals differ.</exception>
    public static bool[] Coincident(SpikeTrain a, SpikeTrain b)
    {
        Recording.CheckSame(a, b);
        ReadOnlySpan<double> ofA = a.TimesInMilliseconds, ofB = b.TimesInMilliseconds;
        var coincident = new bool[ofA.Length];
        int j = 0;
        for (int i = 0; i < ofA.Length; i++)
        {
            // The only spikes that can be so near are the last one not after and the first one after.
            while (j < ofB.Length && ofB[j] <= ofA[i]) j++;
            coincident[i] = (j > 0 && ArePartners(ofA, i, ofB, j - 1, a.Duration.Value))
                || (j < ofB.Length && ArePartners(ofA, i, ofB, j, a.Duration.Value));
        }

        return coincident;
    }

    /// <summary>The part of the spikes of both trains that have a partner; 1 where there is no spike at all.</summary>
    /// <param name="a">A spike train.</param>
    /// <param name="b">A spike train of the same recording interval.</param>
    /// <exception cref="ArgumentException">The trains' intervals differ.</exception>
    public static double Of(SpikeTrain a, SpikeTrain b) => Of([a, b]);

    /// <summary>The part of the spikes that have a partner, over all pairs of trains; 1 where there is no spike at all.</summary>
    /// <param name="trains">At least two spike trains, all of one recording interval.</param>
    /// <exception cref="ArgumentException">There are fewer trains, or their intervals differ.</exception>
    public static double Of(IReadOnlyList<SpikeTrain> trains)
    {
        if (trains.Count < 2) throw new ArgumentException($"SPIKE-synchronisation needs at least 2 spike trains, got {trains.Count}.");
        long coincident = 0, spikes = 0;
        for (int i = 0; i < trains.Count; i++)
        {
            for (int j = 0; j < trains.Count; j++)
            {
                if (i == j) continue;
                coincident += Coincident(trains[i], trains[j]).AsSpan().Count(true);
                spikes += trains[i].Count;
            }
        }

        return spikes == 0 ? 1 : (double)coincident / spikes;
    }

    private static bool ArePartners(ReadOnlySpan<double> a, int i, ReadOnlySpan<double> b, int j, double longest)
    {
        double shortest = Math.Min(ShortestAround(a, i, longest), ShortestAround(b, j, longest));
        return Math.Abs(a[i] - b[j]) < 0.5 * shortest;
    }

    /// <summary>The shorter of the intervals before and after a spike; a lone spike's is the whole recording.</summary>
    private static double ShortestAround(ReadOnlySpan<double> times, int i, double longest)
    {
        if (i > 0) longest = Math.Min(longest, times[i] - times[i - 1]);
        if (i + 1 < times.Length) longest = Math.Min(longest, times[i + 1] - times[i]);
        return longest;
    }
}
