using Myelin.Connectivity;

namespace Myelin.Simulation.Inference;

/// <summary>How an inference engine runs; none of it changes what the network is.</summary>
public sealed record InferenceOptions
{
    /// <summary>The state variable of the output's neurons that is handed on, such as <c>U</c>; null for their spikes, 0 or 1.</summary>
    public string? Reads { get; init; }

    /// <summary>Polarities, rows and columns of the input, where it is an event camera; null where only addresses are pushed.</summary>
    public MapShape? Pixels { get; init; }

    /// <summary>Whether neurons at rest are passed over, so that cost follows spikes; changes no bit of the results.</summary>
    public bool EventDriven { get; init; } = true;

    /// <summary>Number of threads; one has the shortest steps unless the network is large.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>The number type of state and input.</summary>
    public Precision Precision { get; init; }
}
