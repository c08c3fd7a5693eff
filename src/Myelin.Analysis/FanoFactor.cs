using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The variability of spike counts over trials: variance (of the population, divided by the number of trials) over mean. 1 for Poisson counts;
/// NaN where no trial has a spike. Source: Fano (1947).
/// </summary>
public static class FanoFactor
{
    /// <summary>The Fano factor of counts, one per trial.</summary>
    /// <exception cref="ArgumentException">There is no count.</exception>
    public static double Of(ReadOnlySpan<int> counts)
    {
        if (counts.IsEmpty) throw new ArgumentException("A Fano factor needs at least 1 trial, got 0.");
        double mean = 0, squares = 0;
        foreach (int count in counts) mean += count;
        mean /= counts.Length;
        foreach (int count in counts) squares += (count - mean) * (count - mean);
        return squares / counts.Length / mean;
    }

    /// <summary>The Fano factor of the counts over whole recordings.</summary>
    /// <param name="trials">One spike train per trial.</param>
    /// <exception cref="ArgumentException">There is no trial.</exception>
    public static double Of(IReadOnlyList<SpikeTrain> trials)
    {
        var counts = new int[trials.Count];
        for (int i = 0; i < counts.Length; i++) counts[i] = trials[i].Count;
        return Of(counts);
    }

    /// <summary>The Fano factor in each of successive windows.</summary>
    /// <param name="trials">One spike train per trial, all of one recording interval.</param>
    /// <param name="window">Length of a window; only whole windows count.</param>
    /// <returns>[windows].</returns>
    /// <exception cref="ArgumentException">There is no trial, the trials' intervals differ, or the window does not fit into them.</exception>
    public static double[] InWindows(IReadOnlyList<SpikeTrain> trials, Time window)
    {
        if (trials.Count == 0) throw new ArgumentException("A Fano factor needs at least 1 trial, got 0.");
        var counts = new int[trials.Count][];
        for (int i = 0; i < counts.Length; i++)
        {
            Recording.CheckSame(trials[0], trials[i]);
            counts[i] = SpikeCounts.PerBin(trials[i], window);
        }

        var factors = new double[counts[0].Length];
        var inWindow = new int[counts.Length];
        for (int w = 0; w < factors.Length; w++)
        {
            for (int i = 0; i < counts.Length; i++) inWindow[i] = counts[i][w];
            factors[w] = Of(inWindow);
        }

        return factors;
    }
}
