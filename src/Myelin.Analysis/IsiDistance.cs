using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The ISI-distance: how different the instantaneous interspike intervals of two trains are, from 0 (alike) to below 1. No parameter.
/// Source: Kreuz, Haas, Morelli, Abarbanel and Politi (2007), Journal of Neuroscience Methods 165, 151; edges as in Kreuz et al. (2015).
/// </summary>
public static class IsiDistance
{
    /// <summary>The dissimilarity over time: |I_a - I_b| / max(I_a, I_b), constant between spikes.</summary>
    /// <param name="a">A spike train.</param>
    /// <param name="b">A spike train of the same recording interval.</param>
    /// <exception cref="ArgumentException">The trains' intervals differ or are empty.</exception>
    public static DissimilarityProfile Profile(SpikeTrain a, SpikeTrain b)
    {
        Recording.CheckSameAndLasting(a, b);
        SurroundedTrain x = new(a), y = new(b);
        var sweep = new DissimilaritySweep(x, y, a.Start.Value, a.Stop.Value);
        while (sweep.MoveNext())
        {
            double ofX = x.Interval(sweep.A), ofY = y.Interval(sweep.B);
            double value = Math.Abs(ofX - ofY) / Math.Max(ofX, ofY);
            sweep.Set(value, value);
        }

        return sweep.ToProfile();
    }

    /// <summary>The mean of the profile over the recording.</summary>
    /// <inheritdoc cref="Profile"/>
    public static double Distance(SpikeTrain a, SpikeTrain b) => Profile(a, b).Mean();

    /// <summary>The mean distance over all pairs of trains.</summary>
    /// <param name="trains">At least two spike trains, all of one recording interval.</param>
    /// <exception cref="ArgumentException">There are fewer trains, or their intervals differ or are empty.</exception>
    public static double Distance(IReadOnlyList<SpikeTrain> trains) => Pairwise.Mean(trains, Distance);

    /// <summary>The mean distance over all pairs of trains in a part of the recording.</summary>
    /// <param name="trains">At least two spike trains, all of one recording interval.</param>
    /// <param name="start">Begin of the part.</param>
    /// <param name="stop">End of the part.</param>
    /// <exception cref="ArgumentException">There are fewer trains, their intervals differ, or the part is not inside them.</exception>
    public static double Distance(IReadOnlyList<SpikeTrain> trains, Time start, Time stop) =>
        Pairwise.Mean(trains, (a, b) => Profile(a, b).Mean(start, stop));
}
