using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Scans.SpikeTimes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// EventProp: the exact gradient through the times of spikes, without a surrogate. The adjoint of the state runs backward and jumps at spikes by what
/// the membrane's rate of change there says. It takes the Jacobian of the step and the rate of change of the state from the model's definition, so
/// every model with a current that outlasts a spike, a threshold and no refractory period can be trained. Spikes are on the grid of time steps, so the gradient is exact
/// up to terms of the order of a step. Nothing is learnt from neurons that are silent. Source: Wunderlich and Pehle (2021), Scientific Reports 11,
/// 12829, eqs. 2 to 5.
/// </summary>
public sealed class EventProp : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => "EventProp";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => SpikeTimeLayers.Refusal(Name, EventRule.Instance, model, loss);

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step) => SpikeTimeLayers.Learn(EventRule.Instance, step);
}
