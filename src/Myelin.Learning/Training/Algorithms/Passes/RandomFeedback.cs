using Myelin.Learning.Products;
using Myelin.Randomness;

namespace Myelin.Learning.Training.Algorithms.Passes;

/// <summary>Fixed random weights from the outputs of a model to the neurons of its layers, uniform within 1 / sqrt(outputs).</summary>
/// <param name="seed">What they are drawn from.</param>
internal sealed unsafe class RandomFeedback(ulong seed)
{
    private readonly Dictionary<int, float[]> weights = [];

    /// <summary>The weights to a layer, [outputs, neurons].</summary>
    public ReadOnlySpan<float> To(int layer, int outputs, int neurons)
    {
        if (weights.TryGetValue(layer, out float[]? known) && known.Length == outputs * neurons) return known;
        float[] drawn = new float[outputs * neurons];
        var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)layer, (uint)neurons);
        stream.FillUniform(drawn);
        float bound = 1 / MathF.Sqrt(outputs);
        foreach (ref float value in drawn.AsSpan()) value = ((2 * value) - 1) * bound;
        return weights[layer] = drawn;
    }

    /// <summary>Sends an error to a layer.</summary>
    /// <param name="error">[B, outputs].</param>
    /// <param name="layer">Which layer.</param>
    /// <param name="batch">B.</param>
    /// <param name="signal">Receives [B, neurons].</param>
    public void Send(ReadOnlySpan<float> error, int layer, int batch, Span<float> signal)
    {
        int outputs = error.Length / batch, neurons = signal.Length / batch;
        fixed (float* e = error, w = To(layer, outputs, neurons), s = signal)
            MatrixProduct.Multiply(e, false, w, false, s, batch, neurons, outputs, add: false);
    }
}
