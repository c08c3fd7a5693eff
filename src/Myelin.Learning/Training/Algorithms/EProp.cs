using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Eligibility propagation: every synapse of a hidden layer, recurrent ones too, carries a trace of how its neuron's state depends on its weight
/// along the neuron's own past, exactly as the model and its reset say; at each step the trace, filtered as the read-out filters spikes, times
/// a learning signal is the gradient. The signal is the output's error through the read-out's weights or through random ones. Of a hidden layer
/// without recurrence the symmetric gradient is that of back-propagation through time. Memory is that of all synapses of all samples of a batch. Source: Bellec et al.
/// (2020), Nature Communications 11, eqs. 1, 4 and 13.
/// </summary>
/// <param name="feedback">What carries the error back.</param>
/// <param name="seed">What random weights are drawn from.</param>
public sealed class EProp(ErrorFeedback feedback = ErrorFeedback.Symmetric, ulong seed = 1) : ILearningAlgorithm
{
    private readonly RandomFeedback random = new(seed);

    /// <inheritdoc/>
    public string Name => feedback == ErrorFeedback.Symmetric ? "e-prop" : "e-prop (random feedback)";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss)
    {
        if ((SpatialPass.LossRefusal(Name, loss) ?? Stage.ChainRefusal(Name, model)) is { } refusal) return refusal;
        IReadOnlyList<Stage> stages = Stage.Chain(model)!;
        for (int i = 0; i < stages.Count; i++)
        {
            if (LayerRefusal(stages[i], isFirst: i == 0) is { } unfit) return unfit;
        }

        if (feedback == ErrorFeedback.Symmetric && stages.Count > 2)
            return $"{Name} cannot train the layer '{Stage.Of(stages[0].Neurons!)}': the weights of the read-out lead back to the last hidden layer only, and there are {stages.Count - 1}; use ErrorFeedback.Random.";
        if (stages[^1].Neurons is not { } readout || stages.Count == 1) return null;
        if (readout is IRecurrent) return $"{Name} cannot train through the read-out '{Stage.Of(readout)}': it is recurrent, so spikes do not reach the loss by one filter.";
        return readout.Response.IsLinear && readout.Response.IsImmediate
            ? null
            : $"{Name} cannot train through the read-out '{Stage.Of(readout)}': what a {readout.Model.Info.Name} neuron hands on is no linear filter of its input that starts at the same step.";
    }

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        IReadOnlyList<Stage> stages = Stage.Chain(step.Model)!;
        var traces = new EligibilityTraces?[stages.Count];
        for (int i = 0; i < traces.Length; i++)
        {
            if (stages[i].Neurons is { } neurons) traces[i] = new EligibilityTraces((Linear)stages[i].Before[^1], neurons, i == stages.Count - 1 ? null : stages[^1].Neurons?.Response);
        }

        step.Model.CarryState(true);
        step.Model.ResetState(step.Sequence);
        try
        {
            return Run(step, stages, traces);
        }
        finally
        {
            foreach (EligibilityTraces? trace in traces) trace?.Dispose();
            foreach (Stage stage in stages)
            {
                if (stage.Neurons is { } neurons) neurons.CutsTime = false;
            }

            step.Model.CarryState(false);
        }
    }

    private StepResult Run(in LearningStep step, IReadOnlyList<Stage> stages, EligibilityTraces?[] traces)
    {
        int all = step.Input.Shape[0];
        Tape tape = Tape.Current;
        Tape.Position start = tape.Mark();
        var verdict = new Verdict();
        if (stages[^1].Neurons is { } last) last.CutsTime = true;
        for (int t = 0; t < all; t++)
        {
            tape.Rewind(start);
            Tensor x = step.Input.Steps(t, 1), drive = default, leaf = default, output = default;
            for (int i = 0; i < stages.Count; i++)
            {
                bool isLast = i == stages.Count - 1;
                using Tape.Pause pause = tape.PauseRecording();
                for (int m = 0; m < stages[i].Before.Count - 1; m++) x = stages[i].Before[m].Forward(x);
                traces[i]?.Arrive(x);
                if (isLast && traces[i] is null) break;
                drive = stages[i].Before[^1].Forward(x);
                x = isLast ? x : stages[i].Neurons!.Forward(drive);
            }

            if (stages[^1].Neurons is { } readout)
            {
                leaf = Tensor.From(drive.Values, drive.Shape, requiresGradient: true);
                output = readout.Forward(leaf);
            }
            else
            {
                output = leaf = stages[^1].Before[^1].Forward(x);
            }

            Tensor result = Tensor.From(output.Values, output.Shape, requiresGradient: true);
            Tensor loss = step.Loss.OfPart(result, step.Targets, t, all);
            verdict.Add(step.Loss, result, loss.Item);
            if (!float.IsFinite(loss.Item)) return verdict.Result(step.Targets);
            tape.Backward(loss, [step.Scale]);
            ReadOnlySpan<float> error = result.Gradient;
            if (output.RequiresGradient) tape.Backward(output, error);
            ReadOnlySpan<float> atReadout = leaf == output ? error : leaf.Gradient;
            for (int i = 0; i < stages.Count; i++) traces[i]?.Advance(Signal(stages, i, atReadout, result));
        }

        foreach (EligibilityTraces? trace in traces) trace?.Teach();
        return verdict.Result(step.Targets);
    }

    private unsafe Tensor Signal(IReadOnlyList<Stage> stages, int layer, ReadOnlySpan<float> atReadout, Tensor result)
    {
        int batch = result.Shape[1];
        if (layer == stages.Count - 1) return Tensor.From(result.Gradient, result.Shape);
        Linear readout = (Linear)stages[^1].Before[^1];
        Tensor signal = Tensor.Empty([1, batch, ((Linear)stages[layer].Before[^1]).Weight.Shape[0]]);
        if (feedback == ErrorFeedback.Random) random.Send(atReadout, layer, batch, signal.Values);
        else
        {
            fixed (float* error = atReadout)
                MatrixProduct.Multiply(error, false, readout.Weight.Tensor.Pointer, false, signal.Pointer, batch, readout.Weight.Shape[1], readout.Weight.Shape[0], add: false);
        }

        return signal;
    }

    private string? LayerRefusal(Stage stage, bool isFirst)
    {
        Module? weights = stage.Before.Count > 0 ? stage.Before[^1] : null;
        if (weights is not Linear)
        {
            return weights is null
                ? $"{Name} cannot train the layer '{Stage.Of(stage.Neurons!)}': there is no Linear layer in front of the neurons."
                : $"{Name} cannot train the layer '{Stage.Of(weights)}': it has a trace for each synapse of a Linear layer in front of neurons, and none for a {weights.GetType().Name}.";
        }

        foreach (Module module in stage.Before.SkipLast(1))
        {
            if (module.OwnParameters.Any(p => p.Learns)) return $"{Name} cannot train the layer '{Stage.Of(module)}': it has no traces for the parameters of a {module.GetType().Name}.";
            if (!isFirst && module is not Flatten) return $"{Name} cannot train through the layer '{Stage.Of(module)}': spikes go from neurons to the next Linear layer as they are.";
        }

        if (stage.Neurons is not { } neurons) return null;
        if (neurons.Learnt.FirstOrDefault(p => p.Value.Learns) is { Name: { } learnt }) return $"{Name} cannot train the layer '{Stage.Of(neurons)}': it has no traces for the neurons' own parameter {learnt}.";
        return neurons is IRecurrent { Weight.Shape.Rank: 1 } ? $"{Name} cannot train the layer '{Stage.Of(neurons)}': it has traces for recurrent weights from all to all, not from each neuron to itself." : null;
    }
}
