namespace Myelin.Learning.Schedules;

/// <summary>The learning rate goes in a straight line from one share of what it was given to another, and stays there (LinearLR).</summary>
/// <param name="Steps">How many steps the way takes.</param>
/// <param name="Start">The share in the first step.</param>
/// <param name="End">The share after the way.</param>
public sealed record LinearRamp(long Steps, double Start, double End = 1) : Schedule
{
    /// <summary>How many steps the way takes.</summary>
    public long Steps { get; } = AtLeastOne(Steps, "number of steps");

    /// <summary>The share in the first step.</summary>
    public double Start { get; } = NotNegative(Start, "first factor");

    /// <summary>The share after the way.</summary>
    public double End { get; } = NotNegative(End, "last factor");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => initial * (Start + ((End - Start) * Math.Min(step, Steps) / Steps));
}
