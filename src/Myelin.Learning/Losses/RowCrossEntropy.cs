using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>Mean over rows of the cross-entropy of softmax with a class; the classes repeat over blocks of rows. The core of the losses on classes.</summary>
internal sealed class RowCrossEntropy : Operation
{
    private Tensor x;
    private Tensor probabilities;
    private int[] labels = [];
    private int[] steps = [];
    private int samples;
    private int counted;

    /// <summary>The loss.</summary>
    /// <param name="x">[..., B, C].</param>
    /// <param name="labels">[B].</param>
    /// <param name="lengths">How many of the blocks of rows count for each sample, [B]; empty where all do.</param>
    public static Tensor Of(Tensor x, ReadOnlySpan<int> labels, ReadOnlySpan<int> lengths = default)
    {
        RowCrossEntropy operation = Rent<RowCrossEntropy>();
        operation.x = x;
        operation.samples = labels.Length;
        if (operation.labels.Length < labels.Length) operation.labels = new int[labels.Length];
        labels.CopyTo(operation.labels);
        if (operation.steps.Length < labels.Length) operation.steps = new int[labels.Length];
        if (lengths.Length > 0) lengths.CopyTo(operation.steps);
        else operation.steps.AsSpan().Fill(int.MaxValue);
        return operation.Compute();
    }

    protected override void Backward()
    {
        int classes = x.Shape[^1], rows = (int)(x.Shape.Count / classes);
        float scale = Result.Gradient[0] / Math.Max(1, counted);
        Span<float> gradient = GradientOf(x), p = probabilities.Values;
        for (int r = 0; r < rows; r++)
        {
            if (r / samples >= steps[r % samples]) continue;
            Span<float> row = gradient.Slice(r * classes, classes);
            TensorPrimitives.MultiplyAdd(p.Slice(r * classes, classes), scale, row, row);
            row[labels[r % samples]] -= scale;
        }
    }

    private Tensor Compute()
    {
        int classes = x.Shape[^1], rows = (int)(x.Shape.Count / classes);
        probabilities = Tape.Current.New(x.Shape);
        Span<float> p = probabilities.Values, values = x.Values;
        double loss = 0;
        counted = 0;
        for (int r = 0; r < rows; r++)
        {
            if (r / samples >= steps[r % samples]) continue;
            counted++;
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
        result.Values[0] = (float)(loss / Math.Max(1, counted));
        return Record(result, x);
    }
}
