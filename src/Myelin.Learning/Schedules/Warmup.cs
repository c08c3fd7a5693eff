namespace Myelin.Learning.Schedules;

/// <summary>The learning rate rises in a straight line to the one that another schedule begins with, which follows.</summary>
/// <param name="Then">The schedule that follows, from its step 0.</param>
/// <param name="Steps">How many steps the rise takes.</param>
/// <param name="Start">The share of the rate in the first step.</param>
/// <remarks>Source: Goyal et al. (2017), "Accurate, large minibatch SGD: training ImageNet in 1 hour".</remarks>
public sealed record Warmup(Schedule Then, long Steps, double Start = 0.01) : Schedule
{
    /// <summary>The schedule that follows.</summary>
    public Schedule Then { get; } = Then ?? throw new ArgumentNullException(nameof(Then));

    /// <summary>How many steps the rise takes.</summary>
    public long Steps { get; } = AtLeastOne(Steps, "number of steps");

    /// <summary>The share of the rate in the first step.</summary>
    public double Start { get; } = NotNegative(Start, "first factor");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => step >= Steps
        ? Then.Rate(initial, step - Steps)
        : Then.Rate(initial, 0) * (Start + ((1 - Start) * step / Steps));
}
