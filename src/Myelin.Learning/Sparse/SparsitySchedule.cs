namespace Myelin.Learning.Sparse;

/// <summary>
/// Which part of the weights is left out at which step: from 0 at the first step to the target at the last, fast at first:
/// s = target (1 - (1 - (step - first) / (last - first))^3). Source: Zhu and Gupta (2017), arXiv:1710.01878, eq. 1.
/// </summary>
public sealed record SparsitySchedule
{
    /// <summary>A gradual schedule.</summary>
    /// <param name="target">The part that is left out in the end, at least 0, less than 1.</param>
    /// <param name="first">The first step of the optimiser that leaves out weights, from 0.</param>
    /// <param name="last">The step from which the target holds.</param>
    /// <param name="every">Number of steps between two decisions.</param>
    /// <exception cref="ArgumentOutOfRangeException">The target is not a part, or the steps are in the wrong order.</exception>
    public SparsitySchedule(double target, long first, long last, long every = 1)
    {
        Target = Sparsifier.Part(target);
        if (first < 0 || last < first || every < 1)
            throw new ArgumentOutOfRangeException(nameof(first), $"A schedule goes from a step at or after 0 to one not before it, in strides of at least 1, got {first} to {last} every {every}.");
        (First, Last, Every) = (first, last, every);
    }

    /// <summary>The part that is left out in the end.</summary>
    public double Target { get; }

    /// <summary>The first step that leaves out weights.</summary>
    public long First { get; }

    /// <summary>The step from which the target holds.</summary>
    public long Last { get; }

    /// <summary>Number of steps between two decisions.</summary>
    public long Every { get; }

    /// <summary>All at one step.</summary>
    /// <param name="target">The part that is left out.</param>
    /// <param name="step">The step.</param>
    public static SparsitySchedule Once(double target, long step = 0) => new(target, step, step);

    /// <summary>Whether weights are left out at a step.</summary>
    public bool IsDue(long step) => step >= First && step <= Last && (step == Last || (step - First) % Every == 0);

    /// <summary>The part that is left out from a step on.</summary>
    public double At(long step)
    {
        if (step < First) return 0;
        if (step >= Last) return Target;
        double rest = 1 - ((double)(step - First) / (Last - First));
        return Target * (1 - (rest * rest * rest));
    }
}
