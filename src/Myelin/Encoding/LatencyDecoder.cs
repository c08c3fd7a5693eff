namespace Myelin.Encoding;

/// <summary>
/// Reads a latency code: when each neuron spiked first. Source: Thorpe, Delorme and Van Rullen (2001), "Spike-based strategies for rapid processing".
/// </summary>
public static class LatencyDecoder
{
    /// <summary>Writes the step of every neuron's first spike; T where a neuron is silent.</summary>
    /// <param name="spikes">The spikes, [T, N].</param>
    /// <param name="steps">Receives [N].</param>
    /// <exception cref="ArgumentException">The spikes do not fill whole steps.</exception>
    public static void FirstSpikes(ReadOnlySpan<float> spikes, Span<int> steps)
    {
        int count = Steps.Of(spikes.Length, steps.Length);
        steps.Fill(count);
        for (int i = spikes.Length - 1; i >= 0; i--)
        {
            if (spikes[i] != 0) steps[i % steps.Length] = i / steps.Length;
        }
    }

    /// <summary>Writes the values of a linear latency code: 1 for a spike at step 0, 0 for one at the last step or none.</summary>
    /// <param name="spikes">The spikes, [T, N], at least two steps.</param>
    /// <param name="values">Receives [N].</param>
    /// <exception cref="ArgumentException">The spikes do not fill whole steps, or fewer than two.</exception>
    public static void Decode(ReadOnlySpan<float> spikes, Span<float> values)
    {
        int steps = Steps.Of(spikes.Length, values.Length);
        if (steps < 2) throw new ArgumentException("A latency tells something only where there are at least 2 steps; there is 1.");
        values.Clear();
        for (int i = spikes.Length - 1; i >= 0; i--)
        {
            if (spikes[i] != 0) values[i % values.Length] = 1 - ((i / values.Length) / (float)(steps - 1));
        }
    }

    /// <summary>The neuron that spiked first, the lowest number where several did; -1 where none did.</summary>
    /// <param name="spikes">The spikes, [T, N].</param>
    /// <param name="neurons">Number of neurons, N.</param>
    /// <exception cref="ArgumentException">The spikes do not fill whole steps.</exception>
    public static int Winner(ReadOnlySpan<float> spikes, int neurons)
    {
        Steps.Of(spikes.Length, neurons);
        int first = spikes.IndexOfAnyExcept(0f);
        return first < 0 ? -1 : first % neurons;
    }
}
