using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Turns signals [T, N] from 0 to 1 into spikes whose latency says how strong they are: in every window of some steps a signal spikes once, the earlier the larger its mean over
/// the window, and not at all where that is below the threshold. The first spike of a window is that of a signal of 1.
/// </summary>
public sealed class EncodeFirstSpikes : ITransform
{
    private readonly int window;
    private readonly float threshold;

    /// <summary>A code.</summary>
    /// <param name="window">Steps of a window, at least 1.</param>
    /// <param name="threshold">The smallest mean that makes a spike, at least 0 and below 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of its range.</exception>
    public EncodeFirstSpikes(int window, float threshold)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(window, 1);
        if (!(threshold is >= 0 and < 1)) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The smallest mean that makes a spike must be at least 0 and below 1.");
        (this.window, this.threshold) = (window, threshold);
    }

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => input.Count == 2
        ? input
        : throw new ArgumentException($"Latencies are those of sequences of shape [T, N], not of samples of shape {Shapes.Text(input)}.");

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        int count = shape[1], steps = sample.Length / count;
        output.Clear();
        for (int start = 0; start < steps; start += window)
        {
            int length = Math.Min(window, steps - start);
            for (int n = 0; n < count; n++)
            {
                double mean = 0;
                for (int t = 0; t < length; t++) mean += sample[((start + t) * count) + n];
                mean /= length;
                if (mean < threshold || mean <= 0) continue;
                int latency = (int)Math.Round((1 - Math.Clamp((mean - threshold) / (1 - threshold), 0, 1)) * (length - 1));
                output[((start + latency) * count) + n] = 1;
            }
        }
    }
}
