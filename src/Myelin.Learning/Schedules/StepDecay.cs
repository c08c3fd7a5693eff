namespace Myelin.Learning.Schedules;

/// <summary>The learning rate is multiplied by a factor every so many steps (StepLR).</summary>
/// <param name="Every">How many steps.</param>
/// <param name="Gamma">The factor.</param>
public sealed record StepDecay(long Every, double Gamma = 0.1) : Schedule
{
    /// <summary>How many steps.</summary>
    public long Every { get; } = AtLeastOne(Every, "number of steps");

    /// <summary>The factor.</summary>
    public double Gamma { get; } = NotNegative(Gamma, "factor");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => initial * Math.Pow(Gamma, step / Every);
}
