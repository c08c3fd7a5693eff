using Myelin.Data.Loading;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;
using Myelin.Randomness;

namespace Myelin.Experiments.Faults;

/// <summary>
/// Pixels as spikes without chance: a pixel spikes at a step where it is above that step's threshold, and the thresholds of a pixel are spread evenly over the steps from a start of its own. A pixel of x spikes about x T
/// times. For gradients, a spike is its pixel (straight through).
/// </summary>
internal sealed class Dither : SequenceInput
{
    // Multiples of it, less whole numbers, are spread evenly however many there are.
    private static readonly double golden = (Math.Sqrt(5) - 1) / 2;

    private readonly float[] thresholds;

    public Dither(int pixels, int steps)
    {
        (Pixels, Steps) = (pixels, steps);
        thresholds = new float[pixels * steps];
        var random = new RandomStream(1, StreamPurpose.Data);
        for (int p = 0; p < pixels; p++)
        {
            double start = random.NextDouble();
            for (int t = 0; t < steps; t++) thresholds[(t * pixels) + p] = (float)((start + (t * golden)) % 1);
        }
    }

    public int Pixels { get; }

    public int Steps { get; }

    /// <inheritdoc/>
    public override Tensor Of(Batch batch, long iteration)
    {
        Tensor input = Tensor.Empty([Steps, batch.Count, Pixels]);
        Fill(batch.Samples, input.Values, (_, spike) => spike);
        return input;
    }

    /// <summary>Samples [B, pixels] as spikes [T, B, pixels] through which gradients pass.</summary>
    public Tensor Show(Tensor samples)
    {
        Tensor correction = Tensor.Empty([Steps, samples.Shape[0], Pixels]);
        Fill(samples.Values, correction.Values, (pixel, spike) => spike - pixel);
        return samples.RepeatOverTime(Steps).Expanded() + correction;
    }

    /// <summary>The spikes of one sample at one step.</summary>
    public void Step(ReadOnlySpan<float> sample, int step, Span<double> spikes)
    {
        for (int p = 0; p < Pixels; p++) spikes[p] = sample[p] > thresholds[(step * Pixels) + p] ? 1 : 0;
    }

    private void Fill(ReadOnlySpan<float> samples, Span<float> values, Func<float, float, float> of)
    {
        for (int t = 0; t < Steps; t++)
        {
            ReadOnlySpan<float> now = thresholds.AsSpan(t * Pixels, Pixels);
            Span<float> step = values.Slice(t * samples.Length, samples.Length);
            for (int i = 0; i < step.Length; i++) step[i] = of(samples[i], samples[i] > now[i % Pixels] ? 1 : 0);
        }
    }
}
