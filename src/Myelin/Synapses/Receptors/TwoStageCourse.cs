using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Synapses;

/// <summary>
/// A quantity with a gradual onset: it decays with one time constant and is fed by another that jumps by what arrives and decays with a second:
/// dG/dt = -G / fall + D, dD/dt = -D / rise. A difference of exponentials, or an alpha function where both time constants are equal. Exact on
/// the grid; what arrives in a step counts from its end, and what a step gives is the mean over it.
/// </summary>
public static class TwoStageCourse
{
    /// <summary>What a step needs.</summary>
    public struct Constants<V>
    {
        /// <summary>exp(-dt / fall).</summary>
        public V Fall;

        /// <summary>exp(-dt / rise).</summary>
        public V Rise;

        /// <summary>What D adds to G in a step.</summary>
        public V Feed;

        /// <summary>Mean over a step of a G that is 1 at its start.</summary>
        public V MeanValue;

        /// <summary>Mean over a step of the G that a D of 1 at its start feeds.</summary>
        public V MeanFeed;

        /// <summary>Jump of D per arriving unit.</summary>
        public V Jump;
    }

    /// <summary>Why two time constants are no onset and decay; null where they are. Equal ones give the alpha function.</summary>
    internal static string? Conflict(Time rise, Time decay) =>
        rise <= decay ? null : $"TauRise of {rise} must be at most TauDecay of {decay}, or the current rises more slowly than it decays; exchange the two.";

    /// <summary>A course whose peak is the arriving weight.</summary>
    internal static Constants<double> OfPeak(Time rise, Time fall, Time dt)
    {
        double r = rise.InMilliseconds, f = fall.InMilliseconds, ratio = (f - r) / r;

        // ln(f / r) r f / (f - r), whose limit for equal time constants is their value.
        double peakTime = Math.Abs(ratio) < 1e-8 ? r : f * Math.Log(f / r) / ratio;
        return Lower(rise, fall, dt, 1 / ExactIntegration.Exponential(r, f, 1, peakTime));
    }

    /// <summary>A course whose area is that of an exponential that starts at the arriving weight and decays with the second time constant.</summary>
    internal static Constants<double> OfArea(Time rise, Time fall, Time dt) => Lower(rise, fall, dt, 1 / rise.InMilliseconds);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static V Step<V>(ref V value, ref V drive, in Constants<V> c, V arriving)
        where V : struct, IValue<V>
    {
        V mean = V.FusedMultiplyAdd(c.MeanValue, value, c.MeanFeed * drive);
        value = V.FusedMultiplyAdd(c.Fall, value, c.Feed * drive);
        drive = V.FusedMultiplyAdd(c.Rise, drive, c.Jump * arriving);
        return mean;
    }

    private static Constants<double> Lower(Time rise, Time fall, Time dt, double jump)
    {
        double r = rise.InMilliseconds, f = fall.InMilliseconds, h = dt.InMilliseconds;
        double feed = ExactIntegration.Exponential(r, f, 1, h), emptied = -r * ExactIntegration.ExpM1(-h / r);
        return new()
        {
            Fall = Math.Exp(-h / f),
            Rise = Math.Exp(-h / r),
            Feed = feed,
            MeanValue = -f * ExactIntegration.ExpM1(-h / f) / h,
            MeanFeed = f * (emptied - feed) / h,
            Jump = jump,
        };
    }
}
