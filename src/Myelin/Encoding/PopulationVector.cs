namespace Myelin.Encoding;

/// <summary>
/// Reads a population code: the mean of what the neurons prefer, weighted with how active they are. Source: Georgopoulos, Schwartz and Kettner (1986),
/// "Neuronal population coding of movement direction".
/// </summary>
public static class PopulationVector
{
    /// <summary>The value that a population stands for; NaN where no neuron is active.</summary>
    /// <param name="activity">How active the neurons are, for example their rates, [N], at least 0.</param>
    /// <param name="preferred">What each prefers, [N].</param>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static double Value(ReadOnlySpan<float> activity, ReadOnlySpan<double> preferred)
    {
        CheckLengths(activity, preferred);
        double sum = 0, total = 0;
        for (int i = 0; i < activity.Length; i++)
        {
            sum += activity[i] * preferred[i];
            total += activity[i];
        }

        return sum / total;
    }

    /// <summary>The direction that a population stands for, and how sharply: the vector sum of the preferred directions.</summary>
    /// <param name="activity">How active the neurons are, for example their rates, [N], at least 0.</param>
    /// <param name="preferred">The direction that each prefers, in radians, [N].</param>
    /// <returns>The angle in radians, -pi to pi, and the sum's length over the total activity, 0 to 1; both NaN where no neuron is active.</returns>
    /// <exception cref="ArgumentException">The spans differ in length.</exception>
    public static (double Angle, double Sharpness) Direction(ReadOnlySpan<float> activity, ReadOnlySpan<double> preferred)
    {
        CheckLengths(activity, preferred);
        double x = 0, y = 0, total = 0;
        for (int i = 0; i < activity.Length; i++)
        {
            (double sin, double cos) = Math.SinCos(preferred[i]);
            x += activity[i] * cos;
            y += activity[i] * sin;
            total += activity[i];
        }

        return total == 0 ? (double.NaN, double.NaN) : (Math.Atan2(y, x), Math.Sqrt((x * x) + (y * y)) / total);
    }

    private static void CheckLengths(ReadOnlySpan<float> activity, ReadOnlySpan<double> preferred)
    {
        if (activity.Length != preferred.Length) throw new ArgumentException($"Every neuron needs one preference; there are {activity.Length} neurons and {preferred.Length} preferences.");
    }
}
