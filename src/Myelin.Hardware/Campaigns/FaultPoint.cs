namespace Myelin.Hardware.Campaigns;

/// <summary>What was measured of a fault at one rate.</summary>
/// <param name="Rate">The rate.</param>
/// <param name="Values">What was measured with each seed, in the order of the seeds.</param>
public sealed record FaultPoint(double Rate, IReadOnlyList<double> Values)
{
    /// <summary>The mean.</summary>
    public double Mean => Values.Average();

    /// <summary>The standard deviation over seeds; 0 of one seed.</summary>
    public double Deviation
    {
        get
        {
            double mean = Mean;
            return Values.Count < 2 ? 0 : Math.Sqrt(Values.Sum(v => (v - mean) * (v - mean)) / (Values.Count - 1));
        }
    }

    /// <summary>The smallest value.</summary>
    public double Least => Values.Min();

    /// <summary>The largest value.</summary>
    public double Most => Values.Max();
}
