namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>ln of the sum of e^x along an axis, from powers that cannot overflow (torch.logsumexp).</summary>
    /// <param name="axis">The axis, negative counted from the end.</param>
    /// <param name="keep">Whether the axis stays, with length 1.</param>
    /// <exception cref="ArgumentException">There is no such axis.</exception>
    public Tensor LogSumExp(int axis, bool keep = false)
    {
        // The largest number only keeps powers small; the result does not depend on it, so no gradient passes through it.
        Tensor largest = Max(axis, keep: true).Detach();
        Tensor result = (this - largest).Exp().Sum([axis], keep: true).Log() + largest;
        return keep ? result : result.Reshape(Operations.Reductions.AxisSet.Reduced(Shape, 1u << Operations.Reductions.AxisSet.Of(Shape, axis, "logsumexp"), keep: false));
    }
}
