using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Online training through time: gradients go through the layers at each step, not through time; what earlier inputs have left in a neuron is
/// in a trace of the input, from which the weights learn. Gradients of the steps are added up (the paper's OTTT_A). The trace leaks as the
/// neurons' own model says, without the reset. Source: Xiao et al. (2022), NeurIPS, eqs. 7 to 9.
/// </summary>
public sealed class Ottt : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => "OTTT";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => SpatialPass.LossRefusal(Name, loss) ?? Stage.TraceRefusal(Name, model);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        IReadOnlyList<Stage> stages = Stage.Chain(step.Model)!;
        Stage.Trace(stages, true);
        try
        {
            return SpatialPass.Learn(step, [], 1, computesOnce: false);
        }
        finally
        {
            Stage.Trace(stages, false);
        }
    }
}
