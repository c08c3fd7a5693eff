using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Turns signals [T, N] from 0 up into spikes at rates that follow them: each signal is summed, and where the sum reaches the threshold there is a spike and the threshold is taken off
/// (an integrate-and-fire neuron for each signal, at most one spike per step; what is above it is kept up to one threshold).
/// </summary>
/// <param name="threshold">The sum that makes a spike, above 0.</param>
public sealed class EncodeIntensity(float threshold) : ITransform
{
    private readonly float threshold = threshold > 0 && float.IsFinite(threshold)
        ? threshold
        : throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The sum that makes a spike must be above 0 and finite.");

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => input.Count == 2
        ? input
        : throw new ArgumentException($"Intensities are those of sequences of shape [T, N], not of samples of shape {Shapes.Text(input)}.");

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        int count = shape[1];
        float[] sums = new float[count];
        for (int i = 0; i < sample.Length; i++)
        {
            ref float sum = ref sums[i % count];
            sum = Math.Min(sum + sample[i], 2 * threshold);
            output[i] = sum >= threshold ? 1 : 0;
            if (output[i] == 1) sum -= threshold;
        }
    }
}
