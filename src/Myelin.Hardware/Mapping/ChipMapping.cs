using System.Globalization;
using Myelin.Connectivity;
using Myelin.Hardware.Arithmetic;
using Myelin.Hardware.Chips;
using Myelin.Networks;
using Myelin.Quantities;
using Myelin.Simulation.Machines;
using Myelin.Values;

namespace Myelin.Hardware.Mapping;

/// <summary>A network on a chip: which core holds which neurons, where it lies in the mesh, in which words it computes, and which limits it does not keep.</summary>
public sealed class ChipMapping
{
    internal ChipMapping(Chip chip, Network network, Time dt, Destinations destinations, int[] firstOf, int[] coreOf) =>
        (Chip, Network, Dt, Destinations, FirstOf, CoreOf) = (chip, network, dt, destinations, firstOf, coreOf);

    /// <summary>The chip.</summary>
    public Chip Chip { get; }

    /// <summary>The network, which cannot change any more.</summary>
    public Network Network { get; }

    /// <summary>Length of a step.</summary>
    public Time Dt { get; }

    /// <summary>The cores that are used.</summary>
    public required IReadOnlyList<CorePlan> Cores { get; init; }

    /// <summary>Place of each core in the mesh, counted along its rows.</summary>
    public required IReadOnlyList<int> Places { get; init; }

    /// <summary>Columns of the mesh of all chips that are used.</summary>
    public required int Width { get; init; }

    /// <summary>Rows of the mesh of all chips that are used.</summary>
    public required int Height { get; init; }

    /// <summary>Number of chips that are used.</summary>
    public required int Chips { get; init; }

    /// <summary>The format of the states of each population, by its index; null for populations outside, which hand spikes on.</summary>
    public required IReadOnlyList<FixedFormat?> Words { get; init; }

    /// <summary>The weights that the synapses of each projection can have, by its index.</summary>
    public required IReadOnlyList<WeightGrid?> Weights { get; init; }

    /// <summary>The limits that the network does not keep; empty where it fits.</summary>
    public required IReadOnlyList<LimitViolation> Violations { get; init; }

    /// <summary>What the chip does otherwise than the network says.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>Traffic times distance of the placement, over that of cores in the order of their numbers.</summary>
    public required double PlacementGain { get; init; }

    /// <summary>Number of synapses.</summary>
    public required long Synapses { get; init; }

    /// <summary>Whether all limits are kept.</summary>
    public bool Fits => Violations.Count == 0;

    /// <summary>Whether cores begin at multiples of sixteen neurons, which spikes that come late need.</summary>
    public required bool IsAligned { get; init; }

    internal Destinations Destinations { get; }

    internal int[] FirstOf { get; }

    internal int[] CoreOf { get; }

    /// <summary>What the simulator imitates of the chip: words and weights.</summary>
    /// <param name="quantised">Whether states and weights are those of the chip; else doubles.</param>
    public Emulation Emulation(bool quantised = true) => new()
    {
        Arithmetic = quantised ? [.. Words.Select(w => w is { } format ? new FixedArithmetic(format) : null)] : [],
        Weights = quantised ? Weights : [],
    };

    /// <summary>Refuses a network that does not fit.</summary>
    /// <exception cref="InvalidOperationException">A limit is not kept; the message is the first reason, and says how many more there are.</exception>
    public void ThrowIfTooLarge()
    {
        if (Violations.Count == 0) return;
        string more = Violations.Count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" ({Violations.Count - 1} more limits are not kept.)");
        throw new InvalidOperationException(Violations[0].Reason + more);
    }
}
