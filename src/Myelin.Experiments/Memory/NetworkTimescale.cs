namespace Myelin.Experiments.Memory;

/// <summary>
/// How long the activity of a unit within its network remembers what came: the time constant of an exponential through the autocorrelation of its activity under random bits. The paper fits one or two exponentials and takes
/// the better; here it is one, by a line through the logarithm while the autocorrelation falls and is above a twentieth.
/// </summary>
internal static class NetworkTimescale
{
    private const double Floor = 0.05;
    private const int Longest = 60;

    /// <summary>The mean over all units that are active.</summary>
    /// <param name="activity">[step][sample, unit].</param>
    /// <param name="units">Number of units.</param>
    /// <param name="from">The first step that counts.</param>
    /// <returns>In steps; not a number where no unit changes.</returns>
    public static double Mean(float[][] activity, int units, int from)
    {
        int samples = activity[0].Length / units;
        var found = new List<double>();
        for (int unit = 0; unit < units; unit++)
        {
            double[] correlation = Autocorrelation(activity, units, unit, samples, from);
            if (!double.IsNaN(correlation[0])) found.Add(Fit(correlation));
        }

        return found.Count == 0 ? double.NaN : found.Average();
    }

    /// <summary>The time constant of an exponential through an autocorrelation.</summary>
    /// <param name="correlation">By lag in steps, 1 at lag 0.</param>
    public static double Fit(ReadOnlySpan<double> correlation)
    {
        double products = 0, squares = 0;
        for (int lag = 1; lag < correlation.Length && correlation[lag] > Floor && correlation[lag] <= correlation[lag - 1]; lag++)
        {
            products += lag * Math.Log(correlation[lag]);
            squares += (double)lag * lag;
        }

        // It falls below the bound in a step: as fast as an exponential that just does.
        return squares == 0 ? -1 / Math.Log(Floor) : -squares / Math.Min(products, -1e-9);
    }

    private static double[] Autocorrelation(float[][] activity, int units, int unit, int samples, int from)
    {
        int steps = activity.Length - from;
        double[] correlation = new double[Math.Min(Longest, steps / 2)];
        double mean = 0;
        for (int t = from; t < activity.Length; t++)
        {
            for (int s = 0; s < samples; s++) mean += activity[t][(s * units) + unit];
        }

        mean /= (double)steps * samples;
        for (int lag = 0; lag < correlation.Length; lag++)
        {
            double sum = 0;
            for (int t = from; t + lag < activity.Length; t++)
            {
                for (int s = 0; s < samples; s++) sum += (activity[t][(s * units) + unit] - mean) * (activity[t + lag][(s * units) + unit] - mean);
            }

            correlation[lag] = sum / ((double)(steps - lag) * samples);
        }

        double variance = correlation[0];
        for (int lag = 0; lag < correlation.Length; lag++) correlation[lag] = variance > 1e-12 ? correlation[lag] / variance : double.NaN;
        return correlation;
    }
}
