using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Back-propagation through parts of time: states go on from part to part, gradients do not, so memory depends on the length of a part only.
/// The loss is the mean over the parts. Source: Williams and Peng (1990), Neural Computation 2.
/// </summary>
/// <param name="steps">Number of time steps of a part.</param>
public sealed class TruncatedBptt(int steps = 4) : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => $"truncated BPTT ({steps} steps)";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss) => steps >= 1 ? null : $"Truncated BPTT needs parts of at least 1 step, got {steps}.";

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        step.Model.CarryState(true);
        step.Model.ResetState(step.Sequence);
        int all = step.Input.Shape[0], parts = (all + steps - 1) / steps;
        double total = 0;
        int correct = 0;
        Tape tape = Tape.Current;
        Tape.Position start = tape.Mark();
        for (int part = 0; part < parts; part++)
        {
            tape.Rewind(start);
            int first = part * steps, length = Math.Min(steps, all - first);
            Tensor output = step.Model.Forward(step.Input.Steps(first, length));
            Tensor loss = step.Loss.Of(output, step.Targets);
            float value = loss.Item, share = (float)length / all;
            total += value * share;
            if (!float.IsFinite(value)) break;
            tape.Backward(loss, [step.Scale * share]);

            // Classes are told by the last part, which has seen everything.
            if (part == parts - 1) correct = step.Loss.Correct(output, step.Targets);
        }

        step.Model.CarryState(false);
        return new StepResult(total, correct);
    }
}
