using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// A train with an auxiliary spike before its first and after its last, so that every moment of the recording has a previous and a following
/// spike: at the recording's edge, or as far outside as the neighbouring interval is long. An empty train has spikes at both edges.
/// Source: Kreuz, Mulansky and Bozanic (2015), Journal of Neurophysiology 113, 3432.
/// </summary>
internal readonly struct SurroundedTrain
{
    public SurroundedTrain(SpikeTrain train)
    {
        double start = train.Start.Value, stop = train.Stop.Value;
        ReadOnlySpan<double> spikes = train.Count > 0 ? train.TimesInMilliseconds : [start, stop];
        Times = new double[spikes.Length + 2];
        spikes.CopyTo(Times.AsSpan(1));
        bool single = spikes.Length == 1;
        Times[0] = single ? start : Math.Min(start, (2 * spikes[0]) - spikes[1]);
        Times[^1] = single ? stop : Math.Max(stop, (2 * spikes[^1]) - spikes[^2]);
    }

    /// <summary>All spikes [ms], the auxiliary ones first and last.</summary>
    public double[] Times { get; }

    /// <summary>Length of the interval that begins with spike <paramref name="i"/>.</summary>
    public double Interval(int i) => Times[i + 1] - Times[i];

    /// <summary>Goes on from interval <paramref name="i"/> to the one that contains the moments right after <paramref name="time"/>.</summary>
    public int Advance(int i, double time)
    {
        while (i < Times.Length - 2 && Times[i + 1] <= time) i++;
        return i;
    }

    /// <summary>
    /// The distance of each spike from the nearest of another train [ms], auxiliary ones included; an auxiliary spike has its neighbour's.
    /// </summary>
    public double[] DistancesFrom(SurroundedTrain other)
    {
        var distances = new double[Times.Length];
        double[] others = other.Times;
        int j = 0;
        for (int i = 1; i < Times.Length - 1; i++)
        {
            while (j + 1 < others.Length && others[j + 1] <= Times[i]) j++;
            double behind = Math.Abs(Times[i] - others[j]);
            distances[i] = j + 1 < others.Length ? Math.Min(behind, Math.Abs(others[j + 1] - Times[i])) : behind;
        }

        distances[0] = distances[1];
        distances[^1] = distances[^2];
        return distances;
    }
}
