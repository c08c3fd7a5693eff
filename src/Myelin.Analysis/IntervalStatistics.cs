using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// Rate and irregularity of a spike train from its interspike intervals I_1 .. I_n. A measure that needs more spikes than there are is NaN.
/// </summary>
public static class IntervalStatistics
{
    /// <summary>The mean rate: spikes divided by the recording's duration.</summary>
    public static Frequency MeanRate(SpikeTrain train) => train.Count / train.Duration;

    /// <summary>The interspike intervals, one fewer than spikes.</summary>
    public static Time[] Intervals(SpikeTrain train)
    {
        ReadOnlySpan<Time> times = train.Times;
        var intervals = new Time[Math.Max(0, times.Length - 1)];
        for (int i = 0; i < intervals.Length; i++) intervals[i] = times[i + 1] - times[i];
        return intervals;
    }

    /// <summary>
    /// The coefficient of variation of the intervals: standard deviation (of the population, divided by n) over mean. 1 for a Poisson process,
    /// 0 for a clock. Needs two spikes.
    /// </summary>
    public static double Cv(SpikeTrain train)
    {
        ReadOnlySpan<double> times = train.TimesInMilliseconds;
        int n = times.Length - 1;
        if (n < 1) return double.NaN;
        double mean = (times[^1] - times[0]) / n, squares = 0;
        for (int i = 0; i < n; i++)
        {
            double deviation = times[i + 1] - times[i] - mean;
            squares += deviation * deviation;
        }

        return Math.Sqrt(squares / n) / mean;
    }

    /// <summary>
    /// Local irregularity: the mean of 2 |I_(i+1) - I_i| / (I_(i+1) + I_i). 1 for a Poisson process; insensitive to slow changes of the rate.
    /// Needs three spikes. Source: Holt, Softky, Koch and Douglas (1996), Journal of Neurophysiology 75, 1806.
    /// </summary>
    public static double Cv2(SpikeTrain train) => MeanOverPairs(train, static (a, b) => 2 * Math.Abs(b - a) / (a + b));

    /// <summary>
    /// Local variation: 3 times the mean of ((I_i - I_(i+1)) / (I_i + I_(i+1)))^2. 1 for a Poisson process. Needs three spikes.
    /// Source: Shinomoto, Shima and Tanji (2003), Neural Computation 15, 2823.
    /// </summary>
    public static double Lv(SpikeTrain train) => 3 * MeanOverPairs(train, static (a, b) => (a - b) / (a + b) * ((a - b) / (a + b)));

    /// <summary>
    /// Revised local variation: 3 times the mean of (1 - 4 I_i I_(i+1) / (I_i + I_(i+1))^2) (1 + 4 R / (I_i + I_(i+1))). Needs three spikes.
    /// Source: Shinomoto et al. (2009), PLoS Computational Biology 5, e1000433.
    /// </summary>
    /// <param name="train">The spike train.</param>
    /// <param name="refractoriness">The constant R that takes out the effect of the refractory period; the source uses 5 ms.</param>
    /// <exception cref="ArgumentException">The constant is negative or not finite.</exception>
    public static double LvR(SpikeTrain train, Time refractoriness)
    {
        double r = refractoriness.Value;
        if (!(r >= 0 && double.IsFinite(r)))
            throw new ArgumentException($"The refractoriness constant must be at least 0 ms and finite, got {refractoriness}.");
        // (a - b)^2 is (a + b)^2 - 4 a b without its cancellation.
        return 3 * MeanOverPairs(train, (a, b) => (a - b) / (a + b) * ((a - b) / (a + b)) * (1 + (4 * r / (a + b))));
    }

    private static double MeanOverPairs(SpikeTrain train, Func<double, double, double> term)
    {
        ReadOnlySpan<double> times = train.TimesInMilliseconds;
        int pairs = times.Length - 2;
        if (pairs < 1) return double.NaN;
        double sum = 0;
        for (int i = 0; i < pairs; i++) sum += term(times[i + 1] - times[i], times[i + 2] - times[i + 1]);
        return sum / pairs;
    }
}
