using Myelin.Quantities;

namespace Myelin.Experiments.Models;

/// <summary>How a neuron model is studied.</summary>
public sealed record ModelStudyOptions
{
    /// <summary>The most steps that a study simulates.</summary>
    public const int MostSteps = 1_000_000;

    /// <summary>
    /// Amplitude of the input step, in the unit of the stimulated port; null for 1 where that is a pure number under which the neuron fires, else for
    /// half as much again as it needs to fire.
    /// </summary>
    public double? Input { get; init; }

    /// <summary>Simulated time.</summary>
    public Time Duration { get; init; } = Time.FromValue(500);

    /// <summary>Length of a step; null for 1 ms where the model ignores it, else for 0.1 ms or the longest below that the model accepts.</summary>
    public Time? Dt { get; init; }

    /// <summary>The seed of every random number.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>The parameter that a bifurcation diagram sweeps; null for the first that is not the threshold, around its value.</summary>
    public ParameterSweep? Sweep { get; init; }
}
