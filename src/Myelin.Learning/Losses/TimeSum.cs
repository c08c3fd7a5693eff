using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>The sum over time, times a factor: [T, ...] to [...].</summary>
internal sealed class TimeSum : Operation
{
    private Tensor x;
    private float factor;

    /// <summary>The sum.</summary>
    public static Tensor Of(Tensor x, float factor = 1)
    {
        TimeSum operation = Rent<TimeSum>();
        operation.x = x.Expanded();
        operation.factor = factor;
        Shape shape = x.Shape;
        Tensor y = Tensor.Zeros(shape.Slice(1, shape.Rank));
        Span<float> sum = y.Values, values = operation.x.Values;
        for (int at = 0; at < values.Length; at += sum.Length) TensorPrimitives.Add(sum, values.Slice(at, sum.Length), sum);
        if (factor != 1) TensorPrimitives.Multiply(sum, factor, sum);
        return operation.Record(y, operation.x);
    }

    protected override void Backward()
    {
        Span<float> gradient = GradientOf(x), from = Result.Gradient;
        for (int at = 0; at < gradient.Length; at += from.Length)
        {
            Span<float> to = gradient.Slice(at, from.Length);
            TensorPrimitives.MultiplyAdd(from, factor, to, to);
        }
    }
}
