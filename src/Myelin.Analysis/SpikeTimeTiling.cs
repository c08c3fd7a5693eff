using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The spike time tiling coefficient (STTC): correlation of two trains that does not depend on their rates, from -1 to 1.
/// Source: Cutts and Eglen (2014), "Detecting pairwise correlations in spike trains", Journal of Neuroscience 34, 14288.
/// </summary>
public static class SpikeTimeTiling
{
    /// <summary>
    /// 1/2 ((P_A - T_B) / (1 - P_A T_B) + (P_B - T_A) / (1 - P_B T_A)): P_A is the part of A's spikes within <paramref name="window"/> of a
    /// spike of B, T_A the part of the recording within it of a spike of A. A term whose P and T are both 1 is 1.
    /// </summary>
    /// <param name="a">A spike train.</param>
    /// <param name="b">A spike train of the same recording interval.</param>
    /// <param name="window">How far spikes may be apart, this far included.</param>
    /// <returns>The coefficient; NaN where a train has no spike.</returns>
    /// <exception cref="ArgumentException">The trains' intervals differ or are empty, or the window is negative or not finite.</exception>
    public static double Coefficient(SpikeTrain a, SpikeTrain b, Time window)
    {
        Recording.CheckSameAndLasting(a, b);
        if (!(window >= Time.Zero && double.IsFinite(window.Value)))
            throw new ArgumentException($"The window of the spike time tiling coefficient must be at least 0 ms and finite, got {window}.");
        if (a.Count == 0 || b.Count == 0) return double.NaN;
        return 0.5 * (Term(PartNear(a, b, window), PartTiled(b, window)) + Term(PartNear(b, a, window), PartTiled(a, window)));
    }

    private static double Term(double p, double t) => p * t == 1 ? 1 : (p - t) / (1 - (p * t));

    private static double PartNear(SpikeTrain a, SpikeTrain b, Time window)
    {
        ReadOnlySpan<double> others = b.TimesInMilliseconds;
        int near = 0, j = 0;
        foreach (double t in a.TimesInMilliseconds)
        {
            while (j < others.Length && t - others[j] > window.Value) j++;
            if (j < others.Length && others[j] - t <= window.Value) near++;
        }

        return (double)near / a.Count;
    }

    private static double PartTiled(SpikeTrain train, Time window)
    {
        double tiled = 0, reached = train.Start.Value, stop = train.Stop.Value;
        foreach (double t in train.TimesInMilliseconds)
        {
            double end = Math.Min(t + window.Value, stop);
            tiled += Math.Max(0, end - Math.Max(t - window.Value, reached));
            reached = Math.Max(reached, end);
        }

        return tiled / train.Duration.Value;
    }
}
