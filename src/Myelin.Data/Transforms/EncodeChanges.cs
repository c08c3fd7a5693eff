using Myelin.Encoding;
using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>Turns sequences [T, N] into the spikes of their changes, [T, 2 N]: in each step the rises of all signals, then their falls.</summary>
/// <param name="code">The delta code.</param>
public sealed class EncodeChanges(DeltaCode code) : ITransform
{
    /// <inheritdoc/>
    public IReadOnlyList<int> OutputShape(IReadOnlyList<int> input) => input.Count == 2
        ? [input[0], checked(2 * input[1])]
        : throw new ArgumentException($"Changes are those of sequences of shape [T, N], not of samples of shape {Shapes.Text(input)}.");

    /// <inheritdoc/>
    public int OutputLength(IReadOnlyList<int> input, int length) => length;

    /// <inheritdoc/>
    public void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random) => code.Encode(sample, shape[1], output);
}
