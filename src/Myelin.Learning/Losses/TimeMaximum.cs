using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>The maximum over time: [T, B, ...] to [B, ...]; steps beyond a sample's length do not count. The gradient goes to the first step that has it.</summary>
internal sealed class TimeMaximum : Operation
{
    private Tensor x;
    private Tensor steps;

    /// <summary>The maximum.</summary>
    public static Tensor Of(Tensor x, ReadOnlySpan<int> lengths = default)
    {
        TimeMaximum operation = Rent<TimeMaximum>();
        operation.x = x.Expanded();
        Shape shape = x.Shape;
        Shape inner = shape.Slice(1, shape.Rank);
        Tensor y = Tape.Current.New(inner);
        operation.steps = Tensor.Zeros(inner);
        Span<float> largest = y.Values, at = operation.steps.Values, values = operation.x.Values;
        values[..largest.Length].CopyTo(largest);
        int width = shape.Product(2);
        for (int t = 1; t < shape[0]; t++)
        {
            ReadOnlySpan<float> step = values.Slice(t * largest.Length, largest.Length);
            for (int i = 0; i < largest.Length; i++)
            {
                if (step[i] <= largest[i] || (lengths.Length > 0 && t >= lengths[i / width])) continue;
                largest[i] = step[i];
                at[i] = t;
            }
        }

        return operation.Record(y, operation.x);
    }

    protected override void Backward()
    {
        Span<float> gradient = GradientOf(x), from = Result.Gradient, at = steps.Values;
        for (int i = 0; i < from.Length; i++) gradient[((int)at[i] * from.Length) + i] += from[i];
    }
}
