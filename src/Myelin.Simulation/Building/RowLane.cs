using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Simulation.Delivery;

namespace Myelin.Simulation.Building;

/// <summary>
/// Synapses that lie in the same tables: from one source population into one port, one table per partition. Immediate projections have a lane of
/// their own per target population, because they are delivered at its level of the step.
/// </summary>
/// <param name="Port">Index of the target's port.</param>
/// <param name="Level">The level before which immediate spikes must arrive; -1 for delayed ones.</param>
/// <param name="Target">Index of the target population of immediate spikes; -1 for delayed ones.</param>
/// <param name="Release">Index of the rule of release among those of the source population; -1 for none.</param>
/// <param name="Plastic">The projection whose synapses learn, which has a lane of its own; null for synapses that do not.</param>
internal sealed record RowLane(int Port, int Level, int Target, int Release, Projection? Plastic = null)
{
    /// <summary>The weight of all synapses, where they share one.</summary>
    public double? UniformWeight { get; private set; }

    /// <summary>Whether a weight came from a list rather than a law, so that it is kept in full precision.</summary>
    public bool HasGivenWeights { get; private set; }

    /// <summary>The shortest delay that can occur, in steps.</summary>
    public int FirstDelay { get; private set; } = int.MaxValue;

    /// <summary>The tables, one per partition.</summary>
    public SynapseRows[] Tables { get; set; } = [];

    private bool mixed;

    /// <summary>Takes up a projection's weights and delays.</summary>
    public void Include(Projection projection, int? delaySteps, WeightGrid? grid)
    {
        double? weight = projection.Weight?.ConstantValue is { } constant ? grid?.Nearest(constant) ?? constant : null;
        if (weight is null || (UniformWeight is { } other && !other.Equals(weight.Value))) mixed = true;
        UniformWeight = mixed ? null : weight;
        HasGivenWeights |= projection.Weight is null;
        FirstDelay = Math.Min(FirstDelay, delaySteps ?? 1);
    }
}
