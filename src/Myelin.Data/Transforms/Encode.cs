using Myelin.Encoding;
using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Turns samples of fixed shape into spikes over time. With one neuron per value the shape of a sample is kept behind the time, [T, ...]; otherwise it
/// is [T, N].
/// </summary>
/// <param name="encoder">What makes the spikes.</param>
/// <param name="steps">Number of steps, T, at least 1.</param>
public sealed class Encode(IEncoder encoder, int steps) : ITransform
{
    private readonly int steps = steps >= 1 ? steps : throw new ArgumentOutOfRangeException(nameof(steps), steps, "Spikes take at least 1 step.");

    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input)
    {
        int values = Shapes.Size(input), neurons = encoder.Neurons(values);
        return neurons == values ? [steps, .. input] : [steps, neurons];
    }

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => steps;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random) => encoder.Encode(sample, output, ref random);
}
