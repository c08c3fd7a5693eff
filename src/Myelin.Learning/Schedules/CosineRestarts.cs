namespace Myelin.Learning.Schedules;

/// <summary>The learning rate follows half a wave of the cosine down to its minimum again and again (CosineAnnealingWarmRestarts).</summary>
/// <param name="Steps">How many steps the first way down takes.</param>
/// <param name="Multiplier">How many times longer than the one before each further way is.</param>
/// <param name="Minimum">The learning rate at the end of each.</param>
/// <remarks>Source: Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts".</remarks>
public sealed record CosineRestarts(long Steps, long Multiplier = 1, double Minimum = 0) : Schedule
{
    /// <summary>How many steps the first way down takes.</summary>
    public long Steps { get; } = AtLeastOne(Steps, "number of steps");

    /// <summary>How many times longer than the one before each further way is.</summary>
    public long Multiplier { get; } = AtLeastOne(Multiplier, "multiplier");

    /// <summary>The learning rate at the end of each way.</summary>
    public double Minimum { get; } = NotNegative(Minimum, "lowest rate");

    /// <inheritdoc/>
    public override double Rate(double initial, long step)
    {
        long length = Steps;
        if (Multiplier == 1) step %= length;
        while (step >= length)
        {
            step -= length;
            length *= Multiplier;
        }

        return Cosine(initial, Minimum, (double)step / length);
    }
}
