using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The distance between trains filtered by a causal exponential. Source: van Rossum (2001), Neural Computation 13, 751.
/// </summary>
public static class VanRossum
{
    /// <summary>
    /// The square root of 2/tau times the integral of (f - g)^2, where f and g are the trains filtered by exp(-t/tau). Two spikes far apart
    /// have the distance sqrt(2), one spike and an empty train have 1 (van Rossum's own distance is smaller by sqrt(2)).
    /// </summary>
    /// <param name="a">A spike train.</param>
    /// <param name="b">A spike train.</param>
    /// <param name="tau">Time constant of the exponential.</param>
    /// <exception cref="ArgumentException">The time constant is not longer than 0, or not finite.</exception>
    public static double Distance(SpikeTrain a, SpikeTrain b, Time tau)
    {
        if (!(tau > Time.Zero && double.IsFinite(tau.Value)))
            throw new ArgumentException($"The time constant of the van Rossum distance must be longer than 0 ms and finite, got {tau}.");
        ReadOnlySpan<double> up = a.TimesInMilliseconds, down = b.TimesInMilliseconds;
        // Between spikes the difference only decays, so its square has a closed integral: one pass, and nothing cancels, as the double sum
        // over pairs of spikes does for trains that are nearly alike.
        double difference = 0, squared = 0, previous = 0;
        int i = 0, j = 0;
        while (i < up.Length || j < down.Length)
        {
            double next = Math.Min(i < up.Length ? up[i] : double.PositiveInfinity, j < down.Length ? down[j] : double.PositiveInfinity);
            double elapsed = (next - previous) / tau.Value;
            squared -= difference * difference * double.ExpM1(-2 * elapsed);
            difference *= Math.Exp(-elapsed);
            // Coincident spikes are counted against each other first: adding and taking away would round.
            int more = 0;
            for (; i < up.Length && up[i] == next; i++) more++;
            for (; j < down.Length && down[j] == next; j++) more--;
            difference += more;
            previous = next;
        }

        return Math.Sqrt(squared + (difference * difference));
    }
}
