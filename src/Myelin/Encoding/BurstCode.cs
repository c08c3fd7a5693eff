using Myelin.Randomness;

namespace Myelin.Encoding;

/// <summary>
/// Burst code: a value 0 to 1 is one burst from step 0 on. It has ceil(x most) spikes, at distances of ceil(longest - x (longest - shortest)) steps: the
/// larger the value, the more spikes and the closer. Values at or below 0 and NaN are silent, those above 1 are taken as 1; what does not fit the steps is
/// cut off. Source: Guo, Fouda, Eltawil and Salama (2021), "Neural coding in spiking neural networks: a comparative study for robust neuromorphic
/// systems"; the two formulas are given from memory of it.
/// </summary>
public sealed record BurstCode : IEncoder
{
    /// <summary>A code.</summary>
    /// <param name="most">Number of spikes of the value 1, at least 1.</param>
    /// <param name="shortest">Distance of the spikes of the value 1, in steps, at least 1.</param>
    /// <param name="longest">Distance of the spikes of the smallest values, in steps, at least <paramref name="shortest"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range.</exception>
    public BurstCode(int most = 5, int shortest = 2, int longest = 10)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(most, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(shortest, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(longest, shortest);
        (Most, Shortest, Longest) = (most, shortest, longest);
    }

    /// <summary>Number of spikes of the value 1.</summary>
    public int Most { get; }

    /// <summary>Distance of the spikes of the value 1, in steps.</summary>
    public int Shortest { get; }

    /// <summary>Distance of the spikes of the smallest values, in steps.</summary>
    public int Longest { get; }

    /// <inheritdoc/>
    public int Neurons(int values) => values;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        int steps = Steps.Of(spikes.Length, values.Length);
        spikes.Clear();
        for (int n = 0; n < values.Length; n++)
        {
            if (!(values[n] > 0)) continue;
            double value = Math.Min(values[n], 1);
            int count = (int)Math.Ceiling(value * Most);
            int distance = (int)Math.Ceiling(Longest - (value * (Longest - Shortest)));
            for (int k = 0; k < count && (long)k * distance < steps; k++) spikes[(k * distance * values.Length) + n] = 1;
        }
    }
}
