using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Back-propagation through time as trainers do it that know of no time: every layer computes every step by itself, and all steps with their
/// states stay on the tape. The gradient is <see cref="Bptt"/>'s; it is here to be compared with.
/// </summary>
public sealed class StepwiseBptt : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => "BPTT step by step";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.All.FirstOrDefault(m => m is IRecurrent) is { } layer
            ? $"BPTT step by step cannot train the layer '{Stage.Of(layer)}': spikes that come back are part of one pass over all steps; BPTT can train it."
            : SpatialPass.PartsRefusal(Name, model);
    }

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        int all = step.Input.Shape[0];
        var outputs = new Tensor[all];
        step.Model.CarryState(false);
        step.Model.ResetState(step.Sequence);
        Set(step.Model, true);
        try
        {
            for (int t = 0; t < all; t++) outputs[t] = step.Model.Forward(step.Input.Steps(t, 1)).Slice(0);
            Tensor output = Tensor.Stack(outputs);
            Tensor loss = step.Loss.Of(output, step.Targets);
            float value = loss.Item;
            int correct = step.Loss.Correct(output, step.Targets);
            if (float.IsFinite(value)) Tape.Current.Backward(loss, [step.Scale]);
            return new StepResult(value, correct);
        }
        finally
        {
            Set(step.Model, false);
        }
    }

    private static void Set(Module model, bool carries)
    {
        foreach (Module module in model.All)
        {
            if (module is Spiking layer) layer.CarriesGradient = carries;
        }
    }
}
