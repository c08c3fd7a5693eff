namespace Myelin.Analysis;

/// <summary>
/// Neuronal avalanches: maximal runs of bins with at least one spike, between bins with none. An avalanche that the recording's begin or end
/// cuts off counts as it is. Source: Beggs and Plenz (2003), Journal of Neuroscience 23, 11167.
/// </summary>
public sealed class Avalanches
{
    private readonly int[] sizes;
    private readonly int[] durations;

    private Avalanches(int[] sizes, int[] durations, double branchingRatio)
    {
        this.sizes = sizes;
        this.durations = durations;
        BranchingRatio = branchingRatio;
    }

    /// <summary>Number of avalanches.</summary>
    public int Count => sizes.Length;

    /// <summary>The number of spikes of each avalanche, in the order of time.</summary>
    public ReadOnlySpan<int> Sizes => sizes;

    /// <summary>The number of bins of each avalanche, in the order of time.</summary>
    public ReadOnlySpan<int> Durations => durations;

    /// <summary>
    /// The branching ratio: the mean over bins t that have spikes, the recording's last bin excepted, of n(t + 1) / n(t). 1 at the critical
    /// point; NaN where no bin has spikes.
    /// </summary>
    public double BranchingRatio { get; }

    /// <summary>Finds the avalanches of a population.</summary>
    /// <param name="counts">The number of spikes in each bin, for example from <see cref="SpikeCounts"/>.</param>
    /// <exception cref="ArgumentException">A count is negative.</exception>
    /// <exception cref="OverflowException">An avalanche has more than 2^31 - 1 spikes.</exception>
    public static Avalanches Of(ReadOnlySpan<int> counts)
    {
        List<int> spikes = [], bins = [];
        double ratios = 0;
        int size = 0, duration = 0, active = 0;
        for (int t = 0; t < counts.Length; t++)
        {
            int n = counts[t];
            if (n < 0) throw new ArgumentException($"Bin {t} has {n} spikes; a count must be at least 0.");
            if (n > 0)
            {
                size = checked(size + n);
                duration++;
                if (t + 1 == counts.Length) continue;
                active++;
                ratios += (double)counts[t + 1] / n;
            }
            else if (duration > 0)
            {
                End();
            }
        }

        if (duration > 0) End();
        return new Avalanches([.. spikes], [.. bins], ratios / active);

        void End()
        {
            spikes.Add(size);
            bins.Add(duration);
            size = duration = 0;
        }
    }

    /// <summary>
    /// The exponent of mean size against duration: the slope of the straight line through (log duration, log mean size) by least squares, each
    /// duration that occurs counting once.
    /// </summary>
    /// <param name="longest">The longest duration to use [bins].</param>
    /// <returns>The slope; NaN where fewer than two durations occur.</returns>
    public double SizeDurationExponent(int longest)
    {
        var means = new SortedDictionary<int, (double Sum, int Count)>();
        for (int i = 0; i < Count; i++)
        {
            if (durations[i] > longest) continue;
            (double sum, int count) = means.GetValueOrDefault(durations[i]);
            means[durations[i]] = (sum + sizes[i], count + 1);
        }

        double meanX = 0, meanY = 0, xx = 0, xy = 0;
        foreach ((int duration, (double sum, int count)) in means)
        {
            meanX += Math.Log(duration) / means.Count;
            meanY += Math.Log(sum / count) / means.Count;
        }

        foreach ((int duration, (double sum, int count)) in means)
        {
            double x = Math.Log(duration) - meanX;
            xx += x * x;
            xy += x * (Math.Log(sum / count) - meanY);
        }

        return xy / xx;
    }
}
