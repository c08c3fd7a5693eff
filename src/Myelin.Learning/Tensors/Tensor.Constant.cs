namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>A single number as a tensor of shape [], on this thread's tape.</summary>
    /// <param name="number">The number.</param>
    public static Tensor Constant(float number)
    {
        Tensor tensor = Empty([]);
        tensor.Values[0] = number;
        return tensor;
    }
}
