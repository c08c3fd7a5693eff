namespace Myelin.Learning.Schedules;

/// <summary>The learning rate follows half a wave of the cosine down to its minimum, and after that back up (CosineAnnealingLR).</summary>
/// <param name="Steps">How many steps the way down takes.</param>
/// <param name="Minimum">The learning rate at its end.</param>
/// <remarks>Source: Loshchilov and Hutter (2017), "SGDR: stochastic gradient descent with warm restarts", without the restarts.</remarks>
public sealed record CosineAnnealing(long Steps, double Minimum = 0) : Schedule
{
    /// <summary>How many steps the way down takes.</summary>
    public long Steps { get; } = AtLeastOne(Steps, "number of steps");

    /// <summary>The learning rate at the end of the way down.</summary>
    public double Minimum { get; } = NotNegative(Minimum, "lowest rate");

    /// <inheritdoc/>
    public override double Rate(double initial, long step) => Cosine(initial, Minimum, (double)step / Steps);
}
