namespace Myelin.Encoding;

/// <summary>
/// Delta code of signals over time: a neuron for rises and one for falls per signal. Each signal has a reference, at first its first value; where the
/// signal is at least the threshold above (below) it, the rise (fall) neuron spikes, and the reference moves by the threshold, once per step. Source:
/// Miskowicz (2006), "Send-on-delta concept: an event-based data reporting strategy"; event cameras and cochleas do the same.
/// </summary>
public sealed record DeltaCode
{
    /// <summary>A code.</summary>
    /// <param name="threshold">The change that makes a spike, above 0, in the signals' unit.</param>
    /// <exception cref="ArgumentOutOfRangeException">The threshold is not above 0.</exception>
    public DeltaCode(float threshold)
    {
        if (!(threshold > 0 && float.IsFinite(threshold))) throw new ArgumentOutOfRangeException(nameof(threshold), threshold, "The threshold of a delta code must be above 0 and finite.");
        Threshold = threshold;
    }

    /// <summary>The change that makes a spike, in the signals' unit.</summary>
    public float Threshold { get; }

    /// <summary>Writes the spikes of signals.</summary>
    /// <param name="signals">The values, [T, N].</param>
    /// <param name="count">Number of signals, N.</param>
    /// <param name="spikes">Receives [T, 2 N]: in each step the rises of all signals, then their falls.</param>
    /// <exception cref="ArgumentException">A span does not have the length that the other asks for.</exception>
    public void Encode(ReadOnlySpan<float> signals, int count, Span<float> spikes)
    {
        int steps = Steps.Of(signals.Length, count);
        if (spikes.Length != 2 * signals.Length) throw new ArgumentException($"The spikes of {signals.Length} values must be {2 * signals.Length} numbers, got {spikes.Length}.");
        spikes.Clear();
        for (int n = 0; n < count; n++)
        {
            double reference = signals[n];
            for (int t = 0; t < steps; t++)
            {
                double difference = signals[(t * count) + n] - reference;
                if (difference >= Threshold)
                {
                    spikes[(2 * t * count) + n] = 1;
                    reference += Threshold;
                }
                else if (difference <= -Threshold)
                {
                    spikes[(((2 * t) + 1) * count) + n] = 1;
                    reference -= Threshold;
                }
            }
        }
    }

    /// <summary>Writes the references: the signals as far as the spikes tell them.</summary>
    /// <param name="spikes">The spikes, [T, 2 N].</param>
    /// <param name="first">The first value of every signal, [N].</param>
    /// <param name="signals">Receives [T, N].</param>
    /// <exception cref="ArgumentException">A span does not have the length that the others ask for.</exception>
    public void Decode(ReadOnlySpan<float> spikes, ReadOnlySpan<float> first, Span<float> signals)
    {
        int count = first.Length;
        int steps = Steps.Of(signals.Length, count);
        if (spikes.Length != 2 * signals.Length) throw new ArgumentException($"The spikes of {signals.Length} values must be {2 * signals.Length} numbers, got {spikes.Length}.");
        for (int n = 0; n < count; n++)
        {
            double reference = first[n];
            for (int t = 0; t < steps; t++)
            {
                reference += Threshold * ((double)spikes[(2 * t * count) + n] - spikes[(((2 * t) + 1) * count) + n]);
                signals[(t * count) + n] = (float)reference;
            }
        }
    }
}
