using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>
/// A pass through a batch step by step and stage by stage, in which no gradient leaves a stage: an algorithm says what each stage is told. The
/// last stage gets the gradient of the step's loss.
/// </summary>
internal abstract class StagedPass
{
    /// <summary>Learns a batch.</summary>
    /// <param name="step">The batch; its model is a chain.</param>
    /// <param name="traces">Whether weights learn from traces of their inputs.</param>
    public StepResult Learn(in LearningStep step, bool traces)
    {
        IReadOnlyList<Stage> stages = Stage.Chain(step.Model)!;
        step.Model.CarryState(true);
        step.Model.ResetState(step.Sequence);
        Set(stages, true, traces);
        try
        {
            return Run(step, stages);
        }
        finally
        {
            Set(stages, false, false);
            step.Model.CarryState(false);
            Clear();
        }
    }

    /// <summary>Learns a hidden stage at a step.</summary>
    /// <param name="step">The batch.</param>
    /// <param name="state">The stage as computed.</param>
    /// <param name="error">The gradient of the step's loss with respect to the model's output, [B, C].</param>
    protected abstract void Learn(in LearningStep step, in Computed state, ReadOnlySpan<float> error);

    /// <summary>Forgets what a sequence has left.</summary>
    protected virtual void Clear()
    {
    }

    private StepResult Run(in LearningStep step, IReadOnlyList<Stage> stages)
    {
        int all = step.Input.Shape[0];
        Tape tape = Tape.Current;
        Tape.Position start = tape.Mark();
        var verdict = new Verdict();
        var computed = new Computed[stages.Count];
        for (int t = 0; t < all; t++)
        {
            tape.Rewind(start);
            Tensor x = step.Input.Steps(t, 1);
            for (int i = 0; i < stages.Count; i++)
            {
                Tensor drive = stages[i].Drive(x), leaf = drive;
                if (drive.RequiresGradient && stages[i].Neurons is not null) leaf = Tensor.From(drive.Values, drive.Shape, requiresGradient: true);
                Tensor output = stages[i].Neurons is { } neurons ? neurons.Forward(leaf) : drive;
                computed[i] = new Computed(i, stages[i], drive, leaf, output);
                x = output.Detach();
            }

            Tensor last = Tensor.From(x.Values, x.Shape, requiresGradient: true);
            Tensor loss = step.Loss.OfPart(last, step.Targets, t, all);
            verdict.Add(step.Loss, last, loss.Item);
            if (!float.IsFinite(loss.Item)) break;
            tape.Backward(loss, [step.Scale]);
            computed[^1].Teach(last.Gradient);
            for (int i = 0; i < stages.Count - 1; i++)
            {
                if (computed[i].Drive.RequiresGradient) Learn(step, computed[i], last.Gradient);
            }
        }

        return verdict.Result(step.Targets);
    }

    private static void Set(IReadOnlyList<Stage> stages, bool cuts, bool traces)
    {
        Stage.Trace(stages, traces);
        foreach (Stage stage in stages)
        {
            if (stage.Neurons is { } neurons) neurons.CutsTime = cuts;
        }
    }

    /// <summary>A stage at a step.</summary>
    /// <param name="Index">Which stage.</param>
    /// <param name="Stage">The stage.</param>
    /// <param name="Drive">What drives its neurons, [1, B, ...].</param>
    /// <param name="Leaf">The same, where the gradient of the output ends.</param>
    /// <param name="Output">What it hands on, [1, B, ...].</param>
    protected internal readonly record struct Computed(int Index, Stage Stage, Tensor Drive, Tensor Leaf, Tensor Output)
    {
        /// <summary>The gradient of the drive that follows from one of the output.</summary>
        public ReadOnlySpan<float> OfDrive(ReadOnlySpan<float> gradient)
        {
            if (Leaf == Drive) return gradient;
            Leaf.Storage.ForgetGradient();
            Tape.Current.Backward(Output, gradient);
            return Leaf.Gradient;
        }

        /// <summary>Gives the weights their gradients that follow from one of the output.</summary>
        public void Teach(ReadOnlySpan<float> gradient)
        {
            if (Drive.RequiresGradient) Tape.Current.Backward(Drive, OfDrive(gradient));
        }
    }
}
