namespace Myelin.Encoding;

/// <summary>Reads a rate code: the share of steps in which a neuron spiked. Source: Adrian (1928), "The basis of sensation", for rates as a code.</summary>
public static class RateDecoder
{
    /// <summary>Writes the mean number of spikes per step of every neuron.</summary>
    /// <param name="spikes">The spikes, [T, N].</param>
    /// <param name="rates">Receives [N], in spikes per step.</param>
    /// <exception cref="ArgumentException">The spikes do not fill whole steps.</exception>
    public static void Decode(ReadOnlySpan<float> spikes, Span<float> rates)
    {
        int steps = Steps.Of(spikes.Length, rates.Length);
        rates.Clear();
        for (int i = 0; i < spikes.Length; i++) rates[i % rates.Length] += spikes[i];
        foreach (ref float rate in rates) rate /= steps;
    }
}
