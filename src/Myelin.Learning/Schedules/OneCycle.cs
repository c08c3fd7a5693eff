namespace Myelin.Learning.Schedules;

/// <summary>
/// The learning rate rises along half a wave of the cosine to its maximum and falls along another far below where it began (OneCycleLR). Rates
/// are those of the schedule; what the group of parameters was given does not count.
/// </summary>
/// <param name="Maximum">The largest learning rate.</param>
/// <param name="Steps">How many steps the training has.</param>
/// <param name="Rise">The share of the steps in which the rate rises.</param>
/// <param name="Divisor">How many times smaller than the largest the first rate is.</param>
/// <param name="LastDivisor">How many times smaller than the first the last rate is.</param>
/// <remarks>Source: Smith and Topin (2019), "Super-convergence: very fast training of neural networks using large learning rates".</remarks>
public sealed record OneCycle(double Maximum, long Steps, double Rise = 0.3, double Divisor = 25, double LastDivisor = 1e4) : Schedule
{
    /// <summary>The largest learning rate.</summary>
    public double Maximum { get; } = NotNegative(Maximum, "largest rate");

    /// <summary>How many steps the training has.</summary>
    public long Steps { get; } = AtLeastOne(Steps, "number of steps");

    /// <summary>The share of the steps in which the rate rises.</summary>
    public double Rise { get; } = Rise is >= 0 and <= 1
        ? Rise
        : throw new ArgumentOutOfRangeException(nameof(Rise), $"The share of the steps in which the rate rises must be between 0 and 1, got {Rise}.");

    /// <summary>How many times smaller than the largest the first rate is.</summary>
    public double Divisor { get; } = Positive(Divisor);

    /// <summary>How many times smaller than the first the last rate is.</summary>
    public double LastDivisor { get; } = Positive(LastDivisor);

    /// <inheritdoc/>
    public override double Rate(double initial, long step)
    {
        double first = Maximum / Divisor, last = first / LastDivisor, top = (Rise * Steps) - 1, end = Steps - 1;
        if (step >= end) return last;
        return step <= top && top > 0 ? Cosine(first, Maximum, step / top) : Cosine(Maximum, last, (step - top) / (end - top));
    }

    private static double Positive(double divisor) => divisor > 0 && double.IsFinite(divisor)
        ? divisor
        : throw new ArgumentOutOfRangeException(nameof(divisor), $"The divisor of a schedule must be finite and above 0, got {divisor}.");
}
