namespace Myelin.Learning.Schedules;

/// <summary>
/// A learning rate over time: a pure function of the step, so that a resumed run needs to know nothing but its step. What a step is, an
/// iteration or an epoch, is up to who asks. Names and values are those of torch.optim.lr_scheduler.
/// </summary>
public abstract record Schedule
{
    private protected Schedule()
    {
    }

    /// <summary>The learning rate of a step.</summary>
    /// <param name="initial">The learning rate that the group of parameters was given.</param>
    /// <param name="step">The step, counted from 0.</param>
    public abstract double Rate(double initial, long step);

    /// <summary>The same after some steps in which the rate rises in a straight line to the one that this begins with.</summary>
    /// <param name="steps">How many steps; this then begins at its step 0.</param>
    /// <param name="start">The share of the rate in the first step.</param>
    public Warmup After(long steps, double start = 0.01) => new(this, steps, start);

    /// <summary>The same until a step, and what it is there from then on.</summary>
    /// <param name="step">The step from which it stays.</param>
    public Held HeldFrom(long step) => new(this, step);

    private protected static long AtLeastOne(long value, string what) => value >= 1
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"The {what} of a schedule must be at least 1, got {value}.");

    private protected static double NotNegative(double value, string what) => value >= 0 && double.IsFinite(value)
        ? value
        : throw new ArgumentOutOfRangeException(nameof(value), $"The {what} of a schedule must be finite and at least 0, got {value}.");

    /// <summary>From one number to another along half a wave of the cosine.</summary>
    private protected static double Cosine(double from, double to, double share) => to + ((from - to) * (1 + Math.Cos(Math.PI * share)) / 2);
}
