using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>Mean over rows of the cross-entropy of softmax with a class; the classes repeat over blocks of rows. The core of the losses on classes.</summary>
internal sealed class RowCrossEntropy : Operation
{
    private Tensor x;
    private Tensor probabilities;
    private int[] labels = [];
    private int samples;

    /// <summary>The loss.</summary>
    /// <param name="x">[..., B, C].</param>
    /// <param name="labels">[B].</param>
    public static Tensor Of(Tensor x, ReadOnlySpan<int> labels)
    {
        RowCrossEntropy operation = Rent<RowCrossEntropy>();
        operation.x = x;
        operation.samples = labels.Length;
        if (operation.labels.Length < labels.Length) operation.labels = new int[labels.Length];
        labels.CopyTo(operation.labels);
        return operation.Compute();
    }

    protected override void Backward()
    {
        int classes = x.Shape[^1], rows = (int)(x.Shape.Count / classes);
        float scale = Result.Gradient[0] / rows;
        Span<float> gradient = GradientOf(x), p = probabilities.Values;
        TensorPrimitives.MultiplyAdd(p, scale, gradient, gradient);
        for (int r = 0; r < rows; r++) gradient[(r * classes) + labels[r % samples]] -= scale;
    }

    private Tensor Compute()
    {
        int classes = x.Shape[^1], rows = (int)(x.Shape.Count / classes);
        probabilities = Tape.Current.New(x.Shape);
        Span<float> p = probabilities.Values, values = x.Values;
        double loss = 0;
        for (int r = 0; r < rows; r++)
        {
            Span<float> row = values.Slice(r * classes, classes), to = p.Slice(r * classes, classes);
            float largest = TensorPrimitives.Max<float>(row);
            TensorPrimitives.Subtract(row, largest, to);
            float at = to[labels[r % samples]];
            TensorPrimitives.Exp(to, to);
            float sum = TensorPrimitives.Sum<float>(to);
            TensorPrimitives.Divide(to, sum, to);
            loss += MathF.Log(sum) - at;
        }

        Tensor result = Tape.Current.New([]);
        result.Values[0] = (float)(loss / rows);
        return Record(result, x);
    }
}
