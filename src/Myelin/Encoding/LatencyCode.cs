using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Encoding;

/// <summary>
/// Latency code: every neuron spikes at most once, the earlier the larger its value. Linear: a value 0 to 1 spikes at step (1 - x)(T - 1), rounded to
/// nearest. Logarithmic: at step tau ln(x / (x - threshold)), when a leaky integrator that starts at 0 and is driven with x reaches the threshold. Values
/// at or below the threshold, NaN, and spikes that would come after the last step are silent; values above 1 are taken as 1 by the linear form.
/// Sources: Thorpe, Delorme and Van Rullen (2001), "Spike-based strategies for rapid processing", for the idea; Zenke and Vogels (2021), "The remarkable
/// robustness of surrogate gradient learning", for the logarithmic form.
/// </summary>
public sealed record LatencyCode : IEncoder
{
    private LatencyCode(float threshold, float? timeConstant) => (Threshold, TimeConstant) = (threshold, timeConstant);

    /// <summary>The value above which a neuron spikes at all.</summary>
    public float Threshold { get; }

    /// <summary>The integrator's time constant in steps; null for the linear form.</summary>
    public float? TimeConstant { get; }

    /// <summary>The linear form.</summary>
    /// <param name="threshold">The value above which a neuron spikes at all.</param>
    public static LatencyCode Linear(float threshold = 0) => new(threshold, null);

    /// <summary>The logarithmic form.</summary>
    /// <param name="timeConstant">The integrator's time constant, in steps, above 0.</param>
    /// <param name="threshold">The integrator's threshold, above 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is not above 0.</exception>
    public static LatencyCode Logarithmic(float timeConstant, float threshold = 0.2f)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(timeConstant);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(threshold);
        return new LatencyCode(threshold, timeConstant);
    }

    /// <inheritdoc/>
    public int Neurons(int values) => values;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        int steps = Steps.Of(spikes.Length, values.Length);
        spikes.Clear();
        for (int n = 0; n < values.Length; n++)
        {
            if (!(values[n] > Threshold)) continue;
            double step = TimeConstant is { } tau
                ? Math.Floor(tau * Elementary.Log(values[n] / ((double)values[n] - Threshold)))
                : Math.Round((1 - Math.Min(values[n], 1)) * (steps - 1), MidpointRounding.AwayFromZero);
            if (step < steps) spikes[((int)step * values.Length) + n] = 1;
        }
    }
}
