using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Back-propagation through time with surrogate gradients: the exact gradient of the loss, a spike's derivative apart. Source: Werbos (1990),
/// Proc. IEEE 78; Neftci, Mostafa and Zenke (2019), IEEE Signal Processing Magazine 36.
/// </summary>
public sealed class Bptt : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => "BPTT";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => null;

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        step.Model.CarryState(false);
        step.Model.ResetState(step.Sequence);
        Tensor output = step.Model.Forward(step.Input);
        Tensor loss = step.Loss.Of(output, step.Targets);
        float value = loss.Item;
        int correct = step.Loss.Correct(output, step.Targets);
        if (float.IsFinite(value)) Tape.Current.Backward(loss, [step.Scale]);
        return new StepResult(value, correct);
    }
}
