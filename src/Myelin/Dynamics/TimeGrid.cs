namespace Myelin.Dynamics;

/// <summary>What fixed steps of time must satisfy.</summary>
internal static class TimeGrid
{
    /// <summary>Rate times step up to which the classical Runge-Kutta method of fourth order does not blow up a decay, rounded down.</summary>
    internal const double RungeKuttaLimit = 2.785;

    internal static void Check(string system, double dt)
    {
        if (!(dt > 0 && double.IsFinite(dt))) throw new ArgumentException(FormattableString.Invariant($"{system}: the step must be positive and finite, got {dt}."));
    }
}
