using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Encoding;

/// <summary>
/// Rate code of Poisson processes: a value 0 to 1 is the share of the highest rate, and a neuron spikes in a step if its process has at least one
/// event in it: with probability 1 - exp(-rate dt). Values below 0 and NaN are taken as 0. Source: Heeger (2000), "Poisson model of spike
/// generation".
/// </summary>
public sealed record PoissonCode : IEncoder
{
    private readonly float meanPerStep;

    /// <summary>A code.</summary>
    /// <param name="highest">Rate of the value 1.</param>
    /// <param name="dt">Length of a step.</param>
    /// <exception cref="ArgumentException">The rate is negative or not finite, or the step is not longer than zero.</exception>
    public PoissonCode(Frequency highest, Time dt)
    {
        if (!(highest.Value >= 0 && double.IsFinite(highest.Value))) throw new ArgumentException($"The highest rate of a Poisson code must be at least 0 and finite, got {highest}.");
        if (!(dt.Value > 0 && double.IsFinite(dt.Value))) throw new ArgumentException($"The step of a Poisson code must be longer than 0 ms and finite, got {dt}.");
        (Highest, Dt) = (highest, dt);
        meanPerStep = (float)(highest * dt);
    }

    /// <summary>Rate of the value 1.</summary>
    public Frequency Highest { get; }

    /// <summary>Length of a step.</summary>
    public Time Dt { get; }

    /// <inheritdoc/>
    public int Neurons(int values) => values;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        int steps = Steps.Of(spikes.Length, values.Length);
        random.FillUniform(spikes);
        for (int n = 0; n < values.Length; n++)
        {
            float probability = values[n] > 0 ? 1 - (float)Elementary.Exp(-(double)(values[n] * meanPerStep)) : 0;
            for (int t = 0; t < steps; t++)
            {
                ref float spike = ref spikes[(t * values.Length) + n];
                spike = spike < probability ? 1 : 0;
            }
        }
    }
}
