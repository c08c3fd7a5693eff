namespace Myelin.Hardware.Running;

/// <summary>How far the wires of a chip are imitated.</summary>
public enum RoutingDetail
{
    /// <summary>Packets and hops are counted.</summary>
    Counted,

    /// <summary>Packets are followed cycle by cycle; none comes late to a neuron.</summary>
    Followed,

    /// <summary>Packets are followed, and in real time a spike that is still under way in the next step comes late, or never.</summary>
    Late,
}

/// <summary>How a mapped network is run.</summary>
public sealed record ChipRunOptions
{
    /// <summary>How far the wires are imitated.</summary>
    public RoutingDetail Routing { get; init; }

    /// <summary>Whether states and weights are those of the chip; else doubles, to tell one deviation from the other.</summary>
    public bool Quantised { get; init; } = true;

    /// <summary>Whether a network that does not fit is run all the same, as on a chip with larger limits.</summary>
    public bool IgnoreLimits { get; init; }

    /// <summary>Number of threads; 0 for the engine's choice.</summary>
    public int Threads { get; init; }

    /// <summary>Stops at the next safe point.</summary>
    public CancellationToken Cancellation { get; init; }
}
