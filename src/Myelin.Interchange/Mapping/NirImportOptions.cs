using Myelin.Neurons;
using Myelin.Quantities;

namespace Myelin.Interchange.Mapping;

/// <summary>What enters a network that was a graph.</summary>
public enum NirInputKind
{
    /// <summary>Spikes: an Input becomes a population of relays, and what is fed must be 0 or 1. The default.</summary>
    Spikes,

    /// <summary>Numbers: what lies between an Input and the first neurons is computed when numbers are fed, and drives those neurons.</summary>
    Values,
}

/// <summary>What a NIR file does not state.</summary>
public sealed record NirImportOptions
{
    /// <summary>Length of a step; null for 0.1 ms, or for one unit of time where nothing but integrators (I, IF) depends on time.</summary>
    public Time? Dt { get; init; }

    /// <summary>The unit of time of the file: seconds, as in the files that tools publish, though the documentation of NIR says milliseconds.</summary>
    public Time TimeUnit { get; init; } = 1 * Syntax.s;

    /// <summary>What a spike does: sets the membrane to v_reset, as NIR defines it, or subtracts the threshold, which no file can say.</summary>
    public ResetMode Reset { get; init; } = ResetMode.Zero;

    /// <summary>What is fed into the network.</summary>
    public NirInputKind Input { get; init; }

    /// <summary>Whether edges that close a cycle without a Delay get a delay of one step; else such a graph is refused.</summary>
    public bool DelayRecurrentEdges { get; init; } = true;

    /// <summary>Whether the shapes that Inputs of inner graphs and Outputs declare must fit; else these pass on what they get.</summary>
    public bool TrustDeclaredShapes { get; init; } = true;

    /// <summary>The largest number of neurons that is built.</summary>
    public int MaximumNeurons { get; init; } = 10_000_000;

    /// <summary>Seed of the network.</summary>
    public ulong Seed { get; init; }
}
