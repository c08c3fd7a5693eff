namespace Myelin.Learning.Schedules;

/// <summary>A schedule that stays at what it is at some step from then on.</summary>
/// <param name="Inner">The schedule until then.</param>
/// <param name="Step">The step from which it stays.</param>
public sealed record Held(Schedule Inner, long Step) : Schedule
{
    /// <summary>The schedule until then.</summary>
    public Schedule Inner { get; } = Inner ?? throw new ArgumentNullException(nameof(Inner));

    /// <summary>The step from which the rate stays.</summary>
    public long Step { get; } = Step >= 0 ? Step : throw new ArgumentOutOfRangeException(nameof(Step), $"The step from which a schedule is held must be at least 0, got {Step}.");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => Inner.Rate(initial, Math.Min(step, Step));
}
