using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;

namespace Myelin.Learning.Attacks;

/// <summary>A trained model as an attacker who knows all of it sees it: what samples do to the loss and to its neurons. The model is evaluated, not trained, and stays as it is.</summary>
/// <param name="model">The model.</param>
/// <param name="loss">What it was trained with.</param>
/// <param name="show">How samples [B, ...] become a sequence [T, B, ...], by operations of tensors, so that gradients pass: for example <c>x => x.RepeatOverTime(10)</c>.</param>
public sealed class AttackedModel(Module model, Loss loss, Func<Tensor, Tensor> show)
{
    /// <summary>The model.</summary>
    public Module Model => model;

    /// <summary>The loss of samples.</summary>
    /// <param name="samples">[B, ...].</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="targets">What they should give.</param>
    public double Loss(ReadOnlySpan<float> samples, Shape shape, Targets targets)
    {
        float[] values = samples.ToArray();
        return Evaluated(() =>
        {
            using Tape.Pause pause = Tape.Current.PauseRecording();
            return loss.Of(model.Forward(show(Tensor.From(values, shape))), targets).Item;
        });
    }

    /// <summary>The gradient of the loss with respect to samples.</summary>
    /// <param name="samples">[B, ...].</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="targets">What they should give.</param>
    /// <param name="gradient">Receives as many numbers as there are in the samples.</param>
    /// <returns>The loss.</returns>
    public double Gradient(ReadOnlySpan<float> samples, Shape shape, Targets targets, Span<float> gradient)
    {
        float[] values = samples.ToArray(), found = new float[values.Length];
        double at = Evaluated(() =>
        {
            Tensor input = Tensor.From(values, shape, requiresGradient: true);
            Tensor error = loss.Of(model.Forward(show(input)), targets);
            Tape.Current.Backward(error);
            if (input.HasGradient) input.Gradient.CopyTo(found);
            return error.Item;
        });
        found.CopyTo(gradient);
        return at;
    }

    /// <summary>How many of the samples are classified as they should be.</summary>
    /// <param name="samples">[B, ...].</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="targets">What they should give.</param>
    public int Correct(ReadOnlySpan<float> samples, Shape shape, Targets targets)
    {
        float[] values = samples.ToArray();
        return Evaluated(() =>
        {
            using Tape.Pause pause = Tape.Current.PauseRecording();
            return loss.Correct(model.Forward(show(Tensor.From(values, shape))), targets);
        });
    }

    /// <summary>How often each neuron of a layer fires for each sample.</summary>
    /// <param name="layer">A layer of the model.</param>
    /// <param name="samples">[B, ...].</param>
    /// <param name="shape">Their shape.</param>
    /// <returns>[B, neurons].</returns>
    public float[] Counts(Spiking layer, ReadOnlySpan<float> samples, Shape shape)
    {
        ArgumentNullException.ThrowIfNull(layer);
        float[] values = samples.ToArray();
        return Evaluated(() =>
        {
            using Tape.Pause pause = Tape.Current.PauseRecording();
            model.Forward(show(Tensor.From(values, shape)));
            return Sum(layer.Spikes);
        });
    }

    /// <summary>The gradient, with respect to samples, of how often a neuron fires, summed over samples: that of the surrogate.</summary>
    /// <param name="layer">A layer of the model.</param>
    /// <param name="neuron">The neuron.</param>
    /// <param name="samples">[B, ...].</param>
    /// <param name="shape">Their shape.</param>
    /// <param name="gradient">Receives as many numbers as there are in the samples.</param>
    /// <returns>How often it fires for each sample.</returns>
    public float[] CountGradient(Spiking layer, int neuron, ReadOnlySpan<float> samples, Shape shape, Span<float> gradient)
    {
        ArgumentNullException.ThrowIfNull(layer);
        float[] values = samples.ToArray(), found = new float[values.Length];
        float[] counts = Evaluated(() =>
        {
            Tensor input = Tensor.From(values, shape, requiresGradient: true);
            model.Forward(show(input));
            Tensor spikes = layer.Spikes;
            int neurons = spikes.Shape.Product(2);
            float[] one = new float[spikes.Shape.Count];
            for (int i = neuron; i < one.Length; i += neurons) one[i] = 1;
            Tape.Current.Backward(spikes, one);
            if (input.HasGradient) input.Gradient.CopyTo(found);
            float[] all = Sum(spikes);
            return (float[])[.. Enumerable.Range(0, shape[0]).Select(b => all[(b * neurons) + neuron])];
        });
        found.CopyTo(gradient);
        return counts;
    }

    private static float[] Sum(Tensor spikes)
    {
        int step = spikes.Shape.Product(1);
        float[] sum = new float[step];
        ReadOnlySpan<float> values = spikes.Expanded().Values;
        for (int t = 0; t < spikes.Shape[0]; t++) TensorPrimitives.Add(sum, values.Slice(t * step, step), sum);
        return sum;
    }

    // No parameter gets a gradient, and all is as it was afterwards.
    private TResult Evaluated<TResult>(Func<TResult> pass)
    {
        bool training = model.IsTraining;
        Parameter[] learning = [.. model.Parameters.Select(p => p.Parameter).Where(p => p.Learns)];
        foreach (Parameter parameter in learning) parameter.Learns = false;
        model.Evaluate();
        model.CarryState(false);
        model.ResetState();
        Tape.Current.Clear();
        try
        {
            return pass();
        }
        finally
        {
            Tape.Current.Clear();
            foreach (Parameter parameter in learning) parameter.Learns = true;
            if (training) model.Train();
        }
    }
}
