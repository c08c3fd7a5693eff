namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Variances over axes (torch.var).</summary>
    /// <param name="axes">Axes, negative ones counted from the end; none means all.</param>
    /// <param name="keep">Whether the axes stay, with length 1.</param>
    /// <param name="correction">What is subtracted from the number of elements in the divisor: 1 for an unbiased estimate, 0 for a population's.</param>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor Var(ReadOnlySpan<int> axes, bool keep = false, int correction = 1)
    {
        Tensor squares = (this - Mean(axes, keep: true)).Square(), sum = squares.Sum(axes, keep);
        long each = Shape.Count / Math.Max(1, sum.Shape.Count);
        return sum / Math.Max(0, each - correction);
    }
}
