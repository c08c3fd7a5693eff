using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The SPIKE-distance: how far the spikes of two trains are apart, relative to the interspike intervals; 0 for trains alike. No parameter.
/// Source: Kreuz, Chicharro, Houghton, Andrzejak and Mormann (2013), Journal of Neurophysiology 109, 1457; edges as in Kreuz et al. (2015).
/// </summary>
public static class SpikeDistance
{
    /// <summary>
    /// The dissimilarity over time: (S_a I_b + S_b I_a) / (2 mean(I_a, I_b)^2), where I is the interspike interval and S the distance of the
    /// previous and of the following spike from the nearest spike of the other train, weighted by how near the moment is to each.
    /// </summary>
    /// <param name="a">A spike train.</param>
    /// <param name="b">A spike train of the same recording interval.</param>
    /// <exception cref="ArgumentException">The trains' intervals differ or are empty.</exception>
    public static DissimilarityProfile Profile(SpikeTrain a, SpikeTrain b)
    {
        Recording.CheckSameAndLasting(a, b);
        SurroundedTrain x = new(a), y = new(b);
        double[] distancesOfX = x.DistancesFrom(y), distancesOfY = y.DistancesFrom(x);
        var sweep = new DissimilaritySweep(x, y, a.Start.Value, a.Stop.Value);
        while (sweep.MoveNext())
        {
            double intervalOfX = x.Interval(sweep.A), intervalOfY = y.Interval(sweep.B);
            double both = intervalOfX + intervalOfY;
            sweep.Set(At(sweep.Begin, sweep.A, sweep.B), At(sweep.End, sweep.A, sweep.B));

            double At(double t, int i, int j) =>
                2 * ((Local(x, distancesOfX, i, t) * intervalOfY) + (Local(y, distancesOfY, j, t) * intervalOfX)) / (both * both);
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

    private static double Local(SurroundedTrain train, double[] distances, int i, double t) =>
        ((distances[i] * (train.Times[i + 1] - t)) + (distances[i + 1] * (t - train.Times[i]))) / train.Interval(i);
}
