namespace Myelin.Learning.Schedules;

/// <summary>The learning rate is multiplied by a factor every step (ExponentialLR).</summary>
/// <param name="Gamma">The factor.</param>
public sealed record ExponentialDecay(double Gamma) : Schedule
{
    /// <summary>The factor.</summary>
    public double Gamma { get; } = NotNegative(Gamma, "factor");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => initial * Math.Pow(Gamma, step);
}
