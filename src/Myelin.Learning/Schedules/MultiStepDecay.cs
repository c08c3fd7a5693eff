using System.Globalization;

namespace Myelin.Learning.Schedules;

/// <summary>The learning rate is multiplied by a factor at given steps (MultiStepLR).</summary>
public sealed record MultiStepDecay : Schedule
{
    private readonly long[] milestones;

    /// <summary>Makes the schedule.</summary>
    /// <param name="milestones">The steps from which on the rate is lower, in ascending order; one that is given twice counts twice.</param>
    /// <param name="gamma">The factor.</param>
    /// <exception cref="ArgumentException">The steps are not in ascending order, or a number is out of range.</exception>
    public MultiStepDecay(IEnumerable<long> milestones, double gamma = 0.1)
    {
        ArgumentNullException.ThrowIfNull(milestones);
        this.milestones = [.. milestones];
        for (int i = 1; i < this.milestones.Length; i++)
        {
            if (this.milestones[i] < this.milestones[i - 1])
                throw new ArgumentException($"The milestones of a schedule must ascend, got {this.milestones[i]} after {this.milestones[i - 1]}.");
        }

        Gamma = NotNegative(gamma, "factor");
    }

    /// <summary>The steps from which on the rate is lower.</summary>
    public IReadOnlyList<long> Milestones => milestones;

    /// <summary>The factor.</summary>
    public double Gamma { get; }

    /// <inheritdoc/>
    public override double Rate(double initial, long step)
    {
        int passed = 0;
        while (passed < milestones.Length && milestones[passed] <= step) passed++;
        return initial * Math.Pow(Gamma, passed);
    }

    /// <inheritdoc/>
    public bool Equals(MultiStepDecay? other) => other is not null && Gamma.Equals(other.Gamma) && milestones.AsSpan().SequenceEqual(other.milestones);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        HashCode hash = default;
        foreach (long milestone in milestones) hash.Add(milestone);
        hash.Add(Gamma);
        return hash.ToHashCode();
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"MultiStepDecay {{ Milestones = [{string.Join(", ", milestones)}], Gamma = {Gamma} }}");
}
