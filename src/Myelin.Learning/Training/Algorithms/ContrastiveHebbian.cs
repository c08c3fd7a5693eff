using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Algorithms.Passes;

namespace Myelin.Learning.Training.Algorithms;

/// <summary>
/// Contrastive Hebbian learning over spiking layers, of the equilibrium-propagation kind. Two copies of the network run beside each other: a
/// free one, which is the feed-forward network that is evaluated, and one of nudged neurons, which get what the free ones get and besides, at the
/// output, minus beta times the gradient of the loss, in a hidden layer, one step later, the difference of the copies' activity in the layer
/// above through the transposed weights. Weights learn from rates: dW = -(rate of the nudged - rate of the free neuron) (rate of the free input) /
/// beta. No derivative of a spike is used. This is the limit of weak feedback of contrastive Hebbian learning, in which the free phase is
/// feed-forward and only the contrast of the postsynaptic neuron is left (Xie and Seung 2003, Neural Computation 15, section 3), with the nudge
/// of equilibrium propagation (Scellier and Bengio 2017, Frontiers in Computational Neuroscience 11, eq. 6); feeding back differences of
/// spikes while both copies run is ours.
/// </summary>
/// <param name="beta">Strength of the nudge.</param>
public sealed class ContrastiveHebbian(float beta = 0.5f) : ILearningAlgorithm
{
    /// <inheritdoc/>
    public string Name => "contrastive Hebbian";

    /// <inheritdoc/>
    public string? Refusal(Module model, Loss loss)
    {
        if (!(beta > 0) || !float.IsFinite(beta)) return $"Contrastive Hebbian learning nudges by a beta above 0, got {beta}.";
        if ((SpatialPass.LossRefusal("Contrastive Hebbian learning", loss) ?? Stage.ChainRefusal("Contrastive Hebbian learning", model)) is { } refusal) return refusal;
        foreach (Stage stage in Stage.Chain(model)!)
        {
            if (stage.Before.FirstOrDefault(m => !m.IsLinear) is { } module)
                return $"Contrastive Hebbian learning cannot train through the layer '{Stage.Of(module)}': activity goes back through transposed weights, which a {module.GetType().Name} does not have.";
            if (stage.Neurons is { } neurons && (neurons is IRecurrent || neurons.OwnParameters.Any(p => p.Learns)))
                return $"Contrastive Hebbian learning cannot train the layer '{Stage.Of(neurons)}': only weights between layers learn, not a {neurons.GetType().Name.Split('`')[0]} layer's own parameters.";
        }

        return null;
    }

    /// <inheritdoc/>
    public StepResult Learn(in LearningStep step)
    {
        IReadOnlyList<Stage> stages = Stage.Chain(step.Model)!;
        Parameter[] frozen = [.. step.Model.Parameters.Select(p => p.Parameter).Where(p => p.Learns)];
        var layers = new Layer[stages.Count];
        for (int i = 0; i < layers.Length; i++) layers[i] = new Layer(stages[i]);
        step.Model.CarryState(true);
        step.Model.ResetState(step.Sequence);
        Tape tape = Tape.Current;
        Tape.Position start = tape.Mark();
        var verdict = new Verdict();
        try
        {
            // Both copies share the weights, which learn at the end only.
            foreach (Parameter parameter in frozen) parameter.Learns = false;
            for (int t = 0; t < step.Input.Shape[0] && double.IsFinite(verdict.Loss); t++)
            {
                tape.Rewind(start);
                Advance(step, layers, t, ref verdict);
            }

            foreach (Parameter parameter in frozen) parameter.Learns = true;
            StepResult result = verdict.Result(step.Targets);
            if (!double.IsFinite(result.Loss)) return result;
            foreach (Layer layer in layers)
            {
                tape.Rewind(start);
                layer.Teach(step.Scale / (beta * step.Input.Shape[1] * step.Input.Shape[0]), 1f / step.Input.Shape[0]);
            }

            return result;
        }
        finally
        {
            foreach (Parameter parameter in frozen) parameter.Learns = true;
            foreach (Layer layer in layers) layer.Dispose();
            step.Model.CarryState(false);
        }
    }

    private void Advance(in LearningStep step, Layer[] layers, int t, ref Verdict verdict)
    {
        int all = step.Input.Shape[0], batch = step.Input.Shape[1];
        Tensor x = step.Input.Steps(t, 1);
        for (int i = 0; i < layers.Length; i++) x = layers[i].Advance(x, isFirst: i == 0);
        for (int i = layers.Length - 1; i > 0; i--) layers[i].SendBack(layers[i - 1]);
        verdict.Add(step.Loss, x, step.Loss.OfPart(x, step.Targets, t, all).Item);

        // The nudge of the next step: minus beta times the gradient of a sample's loss at this step.
        Tensor nudged = Tensor.From(layers[^1].Nudged, x.Shape, requiresGradient: true);
        Tensor loss = step.Loss.OfPart(nudged, step.Targets, t, all);
        if (!float.IsFinite(loss.Item)) return;
        Tape.Current.Backward(loss, [-beta * batch * all]);
        layers[^1].Push(nudged.Gradient);
    }

    private sealed class Layer(Stage stage) : IDisposable
    {
        private HeldArray? sent;
        private HeldArray? received;
        private HeldArray? push;
        private Tensors.Shape inputShape;
        private Tensor input;
        private Tensor drive;
        private Tensor output;
        private bool isPushed;

        public ReadOnlySpan<float> Nudged => output.Values[(output.Values.Length / 2)..];

        // The free copy is the first half of a batch of twice the size, the nudged one the second.
        public Tensor Advance(Tensor x, bool isFirst)
        {
            input = isFirst ? x : Tensor.From(x.Values, x.Shape, requiresGradient: true);
            inputShape = x.Shape;
            drive = stage.Drive(input);
            int half = drive.Values.Length;
            Tensor pushed = Tensor.Empty(drive.Shape.With(1, 2 * drive.Shape[1]));
            drive.Values.CopyTo(pushed.Values);
            drive.Values.CopyTo(pushed.Values[half..]);
            if (isPushed) TensorPrimitives.Add(pushed.Values[half..], push!.From(0, half), pushed.Values[half..]);
            output = stage.Neurons is { } neurons ? neurons.Forward(pushed) : pushed;
            Add(ref received, input.Values);
            Span<float> contrast = Tensor.Empty([half]).Values;
            TensorPrimitives.Subtract(output.Values[..half], output.Values[half..], contrast);
            Add(ref sent, contrast);
            return Tensor.From(output.Values[..half], drive.Shape);
        }

        public void SendBack(Layer below)
        {
            int half = output.Values.Length / 2;
            Span<float> difference = Tensor.Empty(drive.Shape).Values;
            TensorPrimitives.Subtract(output.Values[half..], output.Values[..half], difference);
            Tape.Current.Backward(drive, difference);
            below.Push(input.Gradient);
        }

        public void Push(ReadOnlySpan<float> by)
        {
            push ??= new HeldArray(by.Length);
            by.CopyTo(push.From(0, by.Length));
            isPushed = true;
        }

        // Contrast and input are sums over time; the gradient takes the rate of one and, by its factor, the other's.
        public void Teach(float factor, float rate)
        {
            Tensor mean = Tensor.From(received!.From(0, (int)inputShape.Count), inputShape);
            TensorPrimitives.Multiply(mean.Values, rate, mean.Values);
            Tensor driven = stage.Drive(mean);
            if (!driven.RequiresGradient) return;
            Tensor gradient = Tensor.From(sent!.From(0, (int)driven.Shape.Count), driven.Shape);
            TensorPrimitives.Multiply(gradient.Values, factor, gradient.Values);
            Tape.Current.Backward(driven, gradient.Values);
        }

        public void Dispose()
        {
            sent?.Dispose();
            received?.Dispose();
            push?.Dispose();
        }

        private static void Add(ref HeldArray? sum, ReadOnlySpan<float> values)
        {
            sum ??= new HeldArray(values.Length);
            Span<float> to = sum.From(0, values.Length);
            TensorPrimitives.Add(to, values, to);
        }
    }
}
