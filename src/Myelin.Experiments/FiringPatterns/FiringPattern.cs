using Myelin.Neurons;

namespace Myelin.Experiments.FiringPatterns;

/// <summary>One of the twenty firing patterns: a neuron, its input, and the number that shows that the pattern is what its name says.</summary>
/// <param name="Name">The name, as in the paper's figure.</param>
/// <param name="Neuron">The neuron with the published parameters.</param>
/// <param name="Start">Membrane potential at the start [mV].</param>
/// <param name="Duration">Simulated time [ms].</param>
/// <param name="Current">The input current [pA] at a time [ms].</param>
/// <param name="Criterion">What is measured of the response.</param>
/// <param name="Measure">Measures it; not a number where the response is of another kind.</param>
internal sealed record FiringPattern(
    string Name,
    Izhikevich Neuron,
    double Start,
    double Duration,
    Func<double, double> Current,
    Claim Criterion,
    Func<Response, double> Measure)
{
    /// <summary>Recovery variable at the start [mV]; null where it starts at B times the potential.</summary>
    public double? StartRecovery { get; init; }

    /// <summary>How the case differs from the published one; empty where it does not.</summary>
    public string Departure { get; init; } = "";
}
