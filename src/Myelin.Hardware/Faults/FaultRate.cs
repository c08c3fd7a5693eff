namespace Myelin.Hardware.Faults;

/// <summary>Checks of the numbers that say how bad a fault is.</summary>
internal static class FaultRate
{
    /// <summary>The rate itself, where it is a probability.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is none.</exception>
    public static double Checked(double rate, string what) => rate is >= 0 and <= 1
        ? rate
        : throw new ArgumentOutOfRangeException(nameof(rate), FormattableString.Invariant($"The rate of {what} is a probability from 0 to 1, got {rate}."));

    /// <summary>The deviation itself, where it is one.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is negative or not finite.</exception>
    public static double CheckedDeviation(double deviation, string what) => deviation >= 0 && double.IsFinite(deviation)
        ? deviation
        : throw new ArgumentOutOfRangeException(nameof(deviation), FormattableString.Invariant($"The deviation of {what} must be at least 0 and finite, got {deviation}."));
}
