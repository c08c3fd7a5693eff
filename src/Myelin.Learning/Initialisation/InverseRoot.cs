using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Initialisation;

/// <summary>Numbers spread evenly in [-a, a] with a = 1 / sqrt(in) for connections that come in: what PyTorch's biases begin with.</summary>
/// <param name="Fan">How many connections come into a neuron.</param>
public sealed record InverseRoot(long Fan) : Initialiser
{
    /// <summary>How many connections come into a neuron.</summary>
    public long Fan { get; } = Fan >= 1 ? Fan : throw new ArgumentOutOfRangeException(nameof(Fan), $"The connections that come into a neuron must be at least 1, got {Fan}.");

    private protected override void Fill(Span<float> values, Shape shape, ref RandomStream stream, string name)
    {
        double bound = 1 / Math.Sqrt(Fan);
        new Uniform(-bound, bound, string.Empty).Fill(ref stream, values);
    }
}
