using Myelin.Learning.Complexity;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// Neurons that detect spatio-temporal motifs: each has a weight for every delay and place of a window, and its sum, turned into a probability over the neurons by a softmax in
/// the loss, is a logistic regression that does not depend on when or where the motif is. <see cref="Prune"/> then leaves each with few synapses of different delays.
/// [T, B, C, H, W] to [T, B, motifs, H', W'] with H' = H - height + 1. Source: Grimaldi and Perrinet (2023), "Learning heterogeneous delays in a layer of spiking neurons for
/// fast motion detection", Biological Cybernetics 117, 373-387.
/// </summary>
public sealed class HeterogeneousDelays : Module, IDelays
{
    private readonly Parameter kept;

    /// <summary>Makes a layer whose weights are uniform within 1 / sqrt(number of weights of a motif).</summary>
    /// <param name="inputs">Channels of the input, such as two polarities of events.</param>
    /// <param name="motifs">Number of motifs.</param>
    /// <param name="maximumDelay">The longest delay [steps].</param>
    /// <param name="size">Size of the window: (height, width); 1 for neurons without places.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    /// <exception cref="ArgumentException">The longest delay is negative.</exception>
    public HeterogeneousDelays(int inputs, int motifs, int maximumDelay, Spatial size, ulong seed = 0)
    {
        if (maximumDelay < 0) throw new ArgumentException($"The longest delay of a layer must be at least 0 steps, got {maximumDelay}.");
        MaximumDelay = maximumDelay;
        Shape shape = [motifs, inputs, maximumDelay + 1, size.Height, size.Width];
        Weight = AddWeight("weight", shape);
        Bias = AddParameter("bias", [motifs]);
        kept = AddBuffer("kept", shape);
        kept.Values.Fill(1);
        Layers.Linear.Draw(Weight, 1 / MathF.Sqrt(Math.Max(1, shape.Product(1))), seed, 0);
    }

    /// <inheritdoc/>
    public int MaximumDelay { get; }

    /// <inheritdoc/>
    public bool IsRounded => true;

    /// <summary>[motifs, in, delays, height, width]; the last of the delays is none.</summary>
    public Parameter Weight { get; }

    /// <summary>[motifs]: how often a motif is there.</summary>
    public Parameter Bias { get; }

    /// <summary>The fraction of weights that <see cref="Prune"/> has left.</summary>
    public double Kept => TensorPrimitives.Sum(kept.Values) / kept.Values.Length;

    /// <summary>Leaves only the largest weights, by magnitude over all motifs; those that are gone stay 0 while training goes on.</summary>
    /// <param name="fraction">The fraction of all weights that stays, above 0 and at most 1.</param>
    /// <exception cref="ArgumentException">The fraction is not above 0 and at most 1.</exception>
    public void Prune(double fraction)
    {
        if (!(fraction > 0 && fraction <= 1)) throw new ArgumentException($"The fraction of weights that stays must be above 0 and at most 1, got {fraction}.");
        Span<float> weights = Weight.Values, mask = kept.Values;
        float[] sizes = new float[weights.Length];
        int[] order = new int[weights.Length];
        for (int i = 0; i < sizes.Length; i++) (sizes[i], order[i]) = (mask[i] == 0 ? 0 : -MathF.Abs(weights[i]), i);
        Array.Sort(sizes, order);
        int stay = Math.Max(1, (int)Math.Round(fraction * weights.Length));
        for (int i = stay; i < order.Length; i++) (weights[order[i]], mask[order[i]]) = (0, 0);
    }

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) =>
        new() { Sums = [new SynapticSum(Weight, input, (x, w) => x.CausalConv3d(w, default)) { Multiplied = Weight.Used * kept.Tensor }] };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.CausalConv3d(Weight.Used * kept.Tensor, Bias);
}
