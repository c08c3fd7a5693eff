using Myelin.Randomness;

namespace Myelin.Encoding;

/// <summary>
/// Rate code, one chance per step: a neuron spikes in a step with the probability that its value says, 0 to 1, independently of all others. Values
/// outside are taken as 0 or 1, NaN as 0. Source: the discrete-time form of the Poisson process in Heeger (2000), "Poisson model of spike generation".
/// </summary>
/// <param name="Gain">What values are multiplied with to give probabilities.</param>
public sealed record BernoulliCode(float Gain = 1) : IEncoder
{
    /// <inheritdoc/>
    public int Neurons(int values) => values;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        Steps.Of(spikes.Length, values.Length);
        random.FillUniform(spikes);
        for (int first = 0; first < spikes.Length; first += values.Length)
        {
            Span<float> step = spikes.Slice(first, values.Length);
            for (int n = 0; n < step.Length; n++) step[n] = step[n] < Gain * values[n] ? 1 : 0;
        }
    }
}
