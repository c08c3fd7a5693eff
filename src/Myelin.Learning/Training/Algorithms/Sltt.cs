using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Spatial learning through time: the loss of every step goes back through the layers but not through time, so memory does not depend on the
/// number of steps. It is truncated back-propagation with parts of one step. Source: Meng et al. (2023), ICCV, section 4 (SLTT).
/// </summary>
/// <param name="atOnce">
/// Number of steps that are computed together: their gradients are those of single steps, but share matrix products. Memory grows with it.
/// </param>
public sealed class Sltt(int atOnce = 4) : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => "SLTT";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) =>
        atOnce < 1 ? $"SLTT computes at least 1 step at once, got {atOnce}." : SpatialPass.Refusal(Name, model, loss);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step) => SpatialPass.Learn(step, [], atOnce);
}
