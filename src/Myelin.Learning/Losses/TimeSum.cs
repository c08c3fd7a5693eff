using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>The sum over time, times a factor: [T, B, ...] to [B, ...]. Steps beyond a sample's length do not count.</summary>
internal sealed class TimeSum : Operation
{
    private Tensor x;
    private float factor;
    private int[] lengths = [];

    /// <summary>The sum.</summary>
    public static Tensor Of(Tensor x, float factor = 1, ReadOnlySpan<int> lengths = default)
    {
        TimeSum operation = Rent<TimeSum>();
        operation.x = x.Expanded();
        operation.factor = factor;
        Shape shape = x.Shape;
        int samples = shape[1], width = shape.Product(2);
        if (operation.lengths.Length < samples) operation.lengths = new int[samples];
        if (lengths.Length > 0) lengths.CopyTo(operation.lengths);
        else operation.lengths.AsSpan().Fill(int.MaxValue);
        Tensor y = Tensor.Zeros(shape.Slice(1, shape.Rank));
        Span<float> sum = y.Values, values = operation.x.Values;
        for (int t = 0; t < shape[0]; t++)
        {
            for (int b = 0; b < samples; b++)
            {
                if (t >= operation.lengths[b]) continue;
                Span<float> to = sum.Slice(b * width, width);
                TensorPrimitives.Add(to, values.Slice(((t * samples) + b) * width, width), to);
            }
        }

        if (factor != 1) TensorPrimitives.Multiply(sum, factor, sum);
        return operation.Record(y, operation.x);
    }

    protected override void Backward()
    {
        Shape shape = x.Shape;
        int samples = shape[1], width = shape.Product(2);
        Span<float> gradient = GradientOf(x), from = Result.Gradient;
        for (int t = 0; t < shape[0]; t++)
        {
            for (int b = 0; b < samples; b++)
            {
                if (t >= lengths[b]) continue;
                Span<float> to = gradient.Slice(((t * samples) + b) * width, width);
                TensorPrimitives.MultiplyAdd(from.Slice(b * width, width), factor, to, to);
            }
        }
    }
}
