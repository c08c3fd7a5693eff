using System.Globalization;
using Myelin.Quantities;

namespace Myelin.Neurons;

/// <summary>Durations as whole steps.</summary>
public static class StepCount
{
    /// <summary>The number of steps in a duration, rounded to the nearest.</summary>
    /// <param name="duration">The duration.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="name">What the duration is, for the message.</param>
    /// <exception cref="ArgumentException">The duration is negative, not finite, or beyond 2^24 steps (where single precision stops counting).</exception>
    public static int Of(Time duration, Time dt, string name)
    {
        double steps = Math.Round(duration / dt);
        if (!(steps >= 0 && steps <= 1 << 24))
        {
            throw new ArgumentException(string.Create(
                CultureInfo.InvariantCulture,
                $"{name} of {duration} is {steps} steps of {dt}; it must be between 0 and 16777216 steps."));
        }

        return (int)steps;
    }
}
