using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>
/// A pass through a batch a few steps at a time, each step's loss differentiated through the layers but not through time. The steps of a part
/// share matrix products; how many they are is fixed, so memory does not depend on the length of the sequence.
/// </summary>
internal static class SpatialPass
{
    /// <summary>Why a model cannot be learnt so; null where it can.</summary>
    public static string? Refusal(string algorithm, Module model, Loss loss)
    {
        if (LossRefusal(algorithm, loss) is { } unfit) return unfit;
        if (PartsRefusal(algorithm, model) is { } whole) return whole;
        foreach (Spiking layer in model.All.OfType<Spiking>())
        {
            if (!layer.Response.IsImmediate)
            {
                return $"{algorithm} cannot train the layer '{layer.Path}': what a {layer.Model.Info.Name} neuron hands on at a step does not depend on the input of the same step, " +
                    "so its weights get no gradient when gradients through time are cut; BPTT can train it.";
            }
        }

        return null;
    }

    /// <summary>Why a model cannot be computed in parts of time; null where it can.</summary>
    public static string? PartsRefusal(string algorithm, Module model)
    {
        ArgumentNullException.ThrowIfNull(model);
        foreach (Module module in model.All)
        {
            if (module is IDelays { MaximumDelay: > 0 } late)
                return $"{algorithm} cannot train through the layer '{Stage.Of(module)}': it hands its input on up to {late.MaximumDelay} steps later, which no single step knows of.";
            if (module is Spiking { StepsAlone: false })
                return $"{algorithm} cannot train the layer '{Stage.Of(module)}': its statistics are those of whole sequences, not of single steps.";
        }

        return null;
    }

    /// <summary>Why a loss cannot be learnt step by step; null where it can.</summary>
    public static string? LossRefusal(string algorithm, Loss loss)
    {
        ArgumentNullException.ThrowIfNull(loss);
        return loss.IsPerStep ? null : $"{algorithm} learns at every step and needs a loss that each step has, such as StepCrossEntropy or StepMeanSquare; {loss.GetType().Name} is one of the whole sequence.";
    }

    /// <summary>Learns a batch.</summary>
    /// <param name="step">The batch.</param>
    /// <param name="learns">Whether a step is learnt from, [T]; empty for all.</param>
    /// <param name="atOnce">The most steps of a part.</param>
    /// <param name="computesOnce">Whether what is the same at every step may be computed once.</param>
    public static StepResult Learn(in LearningStep step, ReadOnlySpan<bool> learns, int atOnce, bool computesOnce = true)
    {
        step.Model.CarryState(true);
        step.Model.ResetState(step.Sequence);
        Cut(step.Model, true);
        try
        {
            return Run(step, learns, atOnce, computesOnce);
        }
        finally
        {
            Cut(step.Model, false);
            step.Model.CarryState(false);
        }
    }

    private static StepResult Run(in LearningStep step, ReadOnlySpan<bool> learns, int atOnce, bool computesOnce)
    {
        int all = step.Input.Shape[0];
        Tape tape = Tape.Current;
        var prefix = new TimelessPrefix(step.Model, step.Input, computesOnce);
        var verdict = new Verdict();
        Tape.Position start = tape.Mark();
        for (int first = 0, length; first < all; first += length)
        {
            length = Length(learns, first, Math.Min(atOnce, all - first));
            bool isLearnt = learns.IsEmpty || learns[first];
            tape.Rewind(start);
            if (isLearnt) Part(step, prefix, ref verdict, first, length, learns.IsEmpty ? 1 : (float)all / Count(learns));
            else
            {
                using Tape.Pause pause = tape.PauseRecording();
                Part(step, prefix, ref verdict, first, length, 0);
            }

            if (!double.IsFinite(verdict.Loss)) return verdict.Result(step.Targets);
        }

        StepResult result = verdict.Result(step.Targets);
        tape.Rewind(start);
        prefix.Backward();
        return result;
    }

    private static void Part(in LearningStep step, TimelessPrefix prefix, ref Verdict verdict, int first, int length, float weight)
    {
        int all = step.Input.Shape[0];
        Tensor output = prefix.Forward(first, length);
        Tensor loss = step.Loss.OfPart(output, step.Targets, first, all);
        verdict.Add(step.Loss, output, loss.Item);
        if (weight > 0 && float.IsFinite(loss.Item)) Tape.Current.Backward(loss, [step.Scale * weight]);
    }

    private static int Length(ReadOnlySpan<bool> learns, int first, int most)
    {
        if (learns.IsEmpty) return most;
        int length = 1;
        while (length < most && learns[first + length] == learns[first]) length++;
        return length;
    }

    private static int Count(ReadOnlySpan<bool> learns)
    {
        int count = 0;
        foreach (bool learn in learns) count += learn ? 1 : 0;
        return count;
    }

    private static void Cut(Module model, bool cuts)
    {
        foreach (Module module in model.All)
        {
            if (module is Spiking layer) layer.CutsTime = cuts;
        }
    }
}
