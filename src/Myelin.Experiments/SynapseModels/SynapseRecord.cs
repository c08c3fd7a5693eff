using Myelin.Experiments.Running;

namespace Myelin.Experiments.SynapseModels;

/// <summary>The content of a synapse study's <c>result.json</c>.</summary>
public sealed record SynapseRecord
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Receptor, Release or Coupling.</summary>
    public required string Kind { get; init; }

    /// <summary>The command that repeats the study.</summary>
    public required string Command { get; init; }

    /// <summary>When it started, in universal time.</summary>
    public required DateTime Started { get; init; }

    /// <summary>Values of all parameters, as one would type them.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Length of a step.</summary>
    public required double DtMilliseconds { get; init; }

    /// <summary>Simulated time.</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>The seed of every random number.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The largest number of the time course: a current [pA], or what a spike releases.</summary>
    public required double Peak { get; init; }

    /// <summary>When it is reached.</summary>
    public required double PeakMilliseconds { get; init; }

    /// <summary>The times of the time course [ms].</summary>
    public required IReadOnlyList<double> Times { get; init; }

    /// <summary>The time course.</summary>
    public required IReadOnlyList<double> Course { get; init; }

    /// <summary>What was found, in sentences.</summary>
    public required IReadOnlyList<string> Findings { get; init; }

    /// <summary>The versions of what ran, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The machine.</summary>
    public required Machine Machine { get; init; }
}
