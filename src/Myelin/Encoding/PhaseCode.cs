using Myelin.Randomness;

namespace Myelin.Encoding;

/// <summary>
/// Phase code: the spike of phase k of a period is worth 2^-(k + 1), and a value 0 to 1 spikes as its binary digits, in every period again. Values are
/// rounded down to as many digits as a period has; those outside are taken as 0 or all ones, NaN as 0. Source: Kim, Kim, Huh, Lee and Choi (2018), "Deep
/// neural networks with weighted spikes".
/// </summary>
public sealed record PhaseCode : IEncoder
{
    /// <summary>A code.</summary>
    /// <param name="period">Number of steps of a period, 1 to 24.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is out of range.</exception>
    public PhaseCode(int period = 8)
    {
        if (period is < 1 or > 24) throw new ArgumentOutOfRangeException(nameof(period), period, "The period of a phase code must be 1 to 24 steps, as many as single precision has binary digits.");
        Period = period;
    }

    /// <summary>Number of steps of a period.</summary>
    public int Period { get; }

    /// <summary>What a spike in a step is worth.</summary>
    /// <param name="step">The step, from 0.</param>
    public float Weight(int step) => 1f / (1 << ((step % Period) + 1));

    /// <inheritdoc/>
    public int Neurons(int values) => values;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        int steps = Steps.Of(spikes.Length, values.Length);
        int levels = 1 << Period;
        for (int n = 0; n < values.Length; n++)
        {
            int digits = values[n] > 0 ? (int)Math.Min((double)values[n] * levels, levels - 1) : 0;
            for (int t = 0; t < steps; t++) spikes[(t * values.Length) + n] = (digits >> (Period - 1 - (t % Period))) & 1;
        }
    }

    /// <summary>Writes the values that spikes are worth: the weighted sum over whole periods.</summary>
    /// <param name="spikes">The spikes, [T, N]; steps after the last whole period are not looked at.</param>
    /// <param name="values">Receives [N].</param>
    /// <exception cref="ArgumentException">There is not one whole period.</exception>
    public void Decode(ReadOnlySpan<float> spikes, Span<float> values)
    {
        int periods = Steps.Of(spikes.Length, values.Length) / Period;
        if (periods == 0) throw new ArgumentException($"A phase code is read from whole periods of {Period} steps; the spikes have {spikes.Length / values.Length}.");
        values.Clear();
        for (int t = 0; t < periods * Period; t++)
        {
            for (int n = 0; n < values.Length; n++) values[n] += Weight(t) * spikes[(t * values.Length) + n];
        }

        foreach (ref float value in values) value /= periods;
    }
}
