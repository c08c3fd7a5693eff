namespace Myelin.Hardware.Mapping;

/// <summary>How a network is mapped to a chip.</summary>
public sealed record MappingOptions
{
    /// <summary>Steps of a run in double precision from which ranges of states and rates of spikes are taken; 0 for none.</summary>
    public int CalibrationSteps { get; init; } = 200;

    /// <summary>Swaps of two cores that are tried to shorten the ways of spikes; null for a number that fits the size.</summary>
    public int? PlacementTrials { get; init; }

    /// <summary>The weight bits of each projection, by its index, in place of the chip's; empty for the chip's. At most the chip's.</summary>
    public IReadOnlyList<int?> WeightBits { get; init; } = [];

    /// <summary>Stops at the next safe point.</summary>
    public CancellationToken Cancellation { get; init; }
}
