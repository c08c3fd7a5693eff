using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>Mean over samples and classes of the squared distance of [B, C] from one number for the right class and another for the rest, times a factor.</summary>
internal sealed class RowMeanSquare : Operation
{
    private Tensor x;
    private Tensor difference;
    private float factor;

    /// <summary>The loss.</summary>
    public static Tensor Of(Tensor x, ReadOnlySpan<int> labels, float right, float wrong, float factor)
    {
        RowMeanSquare operation = Rent<RowMeanSquare>();
        operation.x = x;
        operation.factor = factor / x.Shape.Count;
        operation.difference = Tape.Current.New(x.Shape);
        Span<float> d = operation.difference.Values;
        TensorPrimitives.Subtract(x.Values, wrong, d);
        int classes = x.Shape[^1];
        for (int b = 0; b < labels.Length; b++) d[(b * classes) + labels[b]] += wrong - right;
        Tensor result = Tape.Current.New([]);
        result.Values[0] = operation.factor * TensorPrimitives.SumOfSquares<float>(d);
        return operation.Record(result, x);
    }

    protected override void Backward()
    {
        Span<float> gradient = GradientOf(x);
        TensorPrimitives.MultiplyAdd(difference.Values, 2 * factor * Result.Gradient[0], gradient, gradient);
    }
}
