namespace Myelin.Learning.Schedules;

/// <summary>The learning rate stays as it was given, or a share of it.</summary>
/// <param name="Factor">The share.</param>
public sealed record ConstantRate(double Factor = 1) : Schedule
{
    /// <summary>The share.</summary>
    public double Factor { get; } = NotNegative(Factor, "factor");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => initial * Factor;
}
