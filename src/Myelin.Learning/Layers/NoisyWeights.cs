using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Layers;

/// <summary>
/// A layer whose weights are other in every pass of training, by normal noise in proportion to the largest of them: a network that has learnt so bears memristors and other devices that hold weights inexactly. The
/// gradient is that of the weights without noise (straight through). In evaluation, and in a network made of the model, it is the layer as it is.
/// </summary>
/// <remarks>Murray and Edwards (1994), IEEE Trans. Neural Networks 5; for phase-change memory Joshi et al. (2020), Nat. Commun. 11, 2473, whose noise has a deviation of some percent of the largest weight.</remarks>
public sealed class NoisyWeights : Module
{
    private readonly Module layer;
    private readonly double deviation;
    private readonly ulong seed;
    private uint sequence;

    /// <summary>Puts noise on the weights of a layer.</summary>
    /// <param name="layer">A layer that is a sum of weights, such as <see cref="Linear"/> or <see cref="Convolution2d"/>.</param>
    /// <param name="deviation">Standard deviation of the noise as a part of the largest weight, at least 0.</param>
    /// <param name="seed">What noise is drawn from; one for each layer.</param>
    /// <exception cref="ArgumentException">The layer is no sum of weights, or the deviation is negative or not finite.</exception>
    public NoisyWeights(Module layer, double deviation, ulong seed = 0)
    {
        ArgumentNullException.ThrowIfNull(layer);
        if (!layer.IsLinear) throw new ArgumentException($"Noise is put on the weights of a layer that sums its input by them, such as Linear or Convolution2d; {layer.GetType().Name} does more than that.");
        if (!(deviation >= 0 && double.IsFinite(deviation))) throw new ArgumentException(FormattableString.Invariant($"The deviation of the noise on weights must be at least 0 and finite, got {deviation}."));
        (this.layer, this.deviation, this.seed) = (Add("layer", layer), deviation, seed);
    }

    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    public override bool IsLinear => true;

    /// <inheritdoc/>
    public override void ResetState(long sequence = 0)
    {
        this.sequence = (uint)sequence;
        base.ResetState(sequence);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        if (!IsTraining || deviation == 0) return layer.Forward(input);

        // What a layer computes, it computes at once: the numbers are there when the weights are put back, and the gradient of the weights needs the input alone.
        Parameter[] weights = [.. layer.Parameters.Select(p => p.Parameter).Where(p => p.Shape.Rank > 1)];
        float[][] kept = [.. weights.Select(p => p.Values.ToArray())];
        for (int i = 0; i < weights.Length; i++) Disturb(weights[i].Values, (uint)i);
        try
        {
            return layer.Forward(input);
        }
        finally
        {
            for (int i = 0; i < weights.Length; i++) kept[i].CopyTo(weights[i].Values);
        }
    }

    private void Disturb(Span<float> weights, uint which)
    {
        float largest = Math.Abs(TensorPrimitives.MaxMagnitude<float>(weights));
        float[] noise = new float[weights.Length];
        var stream = new RandomStream(seed, StreamPurpose.Faults, sequence, which);
        stream.FillNormal(noise);
        TensorPrimitives.MultiplyAdd(noise, (float)deviation * largest, weights, weights);
    }
}
