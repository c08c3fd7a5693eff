using Myelin.Data.Loading;
using Myelin.Randomness;

namespace Myelin.Data.Transforms;

/// <summary>
/// Puts the values of every sample into another order, the same for all: permuted MNIST. Source: Goodfellow, Mirza, Xiao, Courville and Bengio (2013),
/// arXiv:1312.6211, "An empirical investigation of catastrophic forgetting in gradient-based neural networks".
/// </summary>
/// <param name="seed">Which order.</param>
public sealed class Permute(ulong seed) : SameShape
{
    private int[] order = [];

    /// <inheritdoc/>
    /// <exception cref="ArgumentException">Samples differ in length.</exception>
    public override void Apply(ReadOnlySpan<float> sample, IReadOnlyList<int> shape, Span<float> output, ref RandomStream random)
    {
        if (sample.Length != Shapes.Size(shape)) throw new ArgumentException($"Permute takes samples of one shape; one of {sample.Length} values does not have the shape of {Shapes.Size(shape)}.");
        int[] from = Order(sample.Length);
        for (int i = 0; i < from.Length; i++) output[i] = sample[from[i]];
    }

    // Threads may both draw it: they draw the same.
    private int[] Order(int size)
    {
        int[] known = order;
        if (known.Length == size) return known;
        known = new int[size];
        SampleOrder.Shuffle(known, seed, epoch: 0);
        return order = known;
    }
}
