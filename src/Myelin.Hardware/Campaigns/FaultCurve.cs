namespace Myelin.Hardware.Campaigns;

/// <summary>What was measured of a fault over its rates.</summary>
/// <param name="Family">The fault.</param>
/// <param name="Points">What was measured at each rate.</param>
public sealed record FaultCurve(FaultFamily Family, IReadOnlyList<FaultPoint> Points)
{
    /// <summary>The rate up to which the mean stays at a level: linearly between the rates that were measured.</summary>
    /// <param name="level">The level.</param>
    /// <returns>The first rate at which the mean has fallen to the level; the largest rate where it never does; null where it is below it at the first rate already.</returns>
    public double? RateAt(double level)
    {
        if (Points[0].Mean < level) return null;
        for (int i = 1; i < Points.Count; i++)
        {
            (FaultPoint before, FaultPoint after) = (Points[i - 1], Points[i]);
            if (after.Mean < level) return before.Rate + ((after.Rate - before.Rate) * (before.Mean - level) / (before.Mean - after.Mean));
        }

        return Points[^1].Rate;
    }
}
