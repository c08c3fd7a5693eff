using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>Firing rate over time, a spike train smoothed by a kernel. Source: Parzen (1962), Annals of Mathematical Statistics 33, 1065.</summary>
public static class KernelRate
{
    /// <summary>Beyond this many standard deviations a Gaussian is 0 in double precision.</summary>
    private const double Reach = 39;

    /// <summary>
    /// The sum over the spikes of a Gaussian of integral 1, evaluated exactly: no bins, and no correction for the recording's edges.
    /// </summary>
    /// <param name="train">The spike train.</param>
    /// <param name="sigma">Standard deviation of the Gaussian.</param>
    /// <param name="at">The times at which the rate is wanted, in any order.</param>
    /// <returns>The rate at each time.</returns>
    /// <exception cref="ArgumentException">The standard deviation is not longer than 0, or not finite.</exception>
    public static Frequency[] Gaussian(SpikeTrain train, Time sigma, ReadOnlySpan<Time> at)
    {
        if (!(sigma > Time.Zero && double.IsFinite(sigma.Value)))
            throw new ArgumentException($"The standard deviation of the kernel must be longer than 0 ms and finite, got {sigma}.");
        double height = 1 / (Math.Sqrt(2 * Math.PI) * sigma.InSeconds);
        ReadOnlySpan<double> spikes = train.TimesInMilliseconds;
        var rates = new Frequency[at.Length];
        for (int i = 0; i < rates.Length; i++)
        {
            double t = at[i].Value, sum = 0;
            int k = spikes.BinarySearch(t - (Reach * sigma.Value));
            for (k = k < 0 ? ~k : k; k < spikes.Length && spikes[k] <= t + (Reach * sigma.Value); k++)
            {
                double z = (t - spikes[k]) / sigma.Value;
                sum += Math.Exp(-0.5 * z * z);
            }

            rates[i] = Frequency.FromValue(height * sum);
        }

        return rates;
    }
}
