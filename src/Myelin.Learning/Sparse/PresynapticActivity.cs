using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Sparse;

/// <summary>
/// The size of the weight times the rate of the neuron that its spikes come from: synapses that carry nothing go first. Source: Sun, Liu, Bair and Kolter
/// (2024), ICLR, eq. 1 (Wanda), with the rate in place of the norm of the activations; that least active neurons go first is the usual pruning by activity.
/// </summary>
public sealed class PresynapticActivity : Importance
{
    // How far a batch moves a rate.
    private const float Momentum = 0.05f;

    private readonly Dictionary<Parameter, (Spiking Layer, float[] Rates)> sources = [];

    /// <summary>Measures rates of layers; weights that are not named are scored by their size alone.</summary>
    /// <param name="sources">Weights [out, in, ...] and the layer of neurons whose spikes they carry, as its channels or as its neurons.</param>
    public PresynapticActivity(params IReadOnlyList<(Parameter Weights, Spiking Source)> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        foreach ((Parameter weights, Spiking source) in sources) this.sources.Add(weights, (source, [.. Enumerable.Repeat(-1f, weights.Shape[1])]));
    }

    /// <summary>The measured rates of the inputs of weights, in spikes per step.</summary>
    public ReadOnlySpan<float> Rates(Parameter weights) => sources[weights].Rates;

    /// <inheritdoc/>
    public override void Observe()
    {
        foreach ((Spiking layer, float[] rates) in sources.Values)
        {
            Shape shape = layer.Spikes.Shape;
            int neurons = shape.Product(2), inner = neurons / rates.Length;
            if (neurons != rates.Length && shape[2] != rates.Length)
                throw new ArgumentException($"{layer.Path} has {shape[2]} channels of {neurons / shape[2]} neurons, and weights of {rates.Length} inputs carry spikes of neither its channels nor its neurons.");
            ReadOnlySpan<float> spikes = layer.Spikes.Values;
            double[] sums = new double[rates.Length];
            for (int row = 0; row < spikes.Length; row += neurons)
            {
                for (int i = 0; i < sums.Length; i++) sums[i] += TensorPrimitives.Sum(spikes.Slice(row + (i * inner), inner));
            }

            for (int i = 0; i < rates.Length; i++)
            {
                float now = (float)(sums[i] / ((double)spikes.Length / rates.Length));
                rates[i] = rates[i] < 0 ? now : rates[i] + (Momentum * (now - rates[i]));
            }
        }
    }

    /// <inheritdoc/>
    public override void Score(WeightMask mask, Span<float> scores)
    {
        ArgumentNullException.ThrowIfNull(mask);
        TensorPrimitives.Abs(mask.Weights.Values, scores);
        if (!sources.TryGetValue(mask.Weights, out (Spiking Layer, float[] Rates) source)) return;
        int inputs = source.Rates.Length, inner = scores.Length / mask.Weights.Shape[0] / inputs;
        for (int i = 0; i < scores.Length; i++) scores[i] *= Math.Max(0, source.Rates[i / inner % inputs]);
    }
}
