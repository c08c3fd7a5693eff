using Myelin.Simulation;

namespace Myelin.Experiments.Running;

/// <summary>Shows the progress of a simulation as that of a phase.</summary>
/// <param name="phase">The phase.</param>
public sealed class PhaseProgress(Phase phase) : IProgress<SimulationProgress>
{
    /// <inheritdoc/>
    public void Report(SimulationProgress value) => phase.Report(value.Fraction, value.Detail);
}
