using Myelin.Randomness;

namespace Myelin.Encoding;

/// <summary>Turns values into spikes over time. Spikes are 1 and silence 0, in [T, N] order: all neurons of step 0, then of step 1.</summary>
public interface IEncoder
{
    /// <summary>Number of neurons that so many values take, N.</summary>
    /// <param name="values">Number of values.</param>
    int Neurons(int values);

    /// <summary>Writes the spikes of some values.</summary>
    /// <param name="values">The values; what range they have the encoder says.</param>
    /// <param name="spikes">Receives [T, N]; the number of steps T follows from its length.</param>
    /// <param name="random">Where random numbers come from; encoders without chance leave it as it is.</param>
    /// <exception cref="ArgumentException">The length of <paramref name="spikes"/> is no multiple of the number of neurons, or zero.</exception>
    void Encode(ReadOnlySpan<float> values, Span<float> spikes, ref RandomStream random);
}
