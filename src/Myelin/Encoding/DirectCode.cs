using Myelin.Randomness;

namespace Myelin.Encoding;

/// <summary>
/// Direct code: every step has the values themselves, as a constant current; the first layer of neurons makes the spikes. Source: Rueckauer, Lungu, Hu,
/// Pfeiffer and Liu (2017), "Conversion of continuous-valued deep networks to efficient event-driven networks for image classification", analog input.
/// </summary>
public sealed record DirectCode : IEncoder
{
    /// <inheritdoc/>
    public int Neurons(int values) => values;

    /// <inheritdoc/>
    public void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random)
    {
        int steps = Steps.Of(spikes.Length, values.Length);
        for (int t = 0; t < steps; t++) values.CopyTo(spikes[(t * values.Length)..]);
    }
}
