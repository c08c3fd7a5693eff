using Myelin.Learning.Tensors;

namespace Myelin.Learning.Losses;

/// <summary>
/// The number of steps before the first spike, T where there is none: [T, ...] to [...]. It is the sum over steps of the product of 1 - s up to
/// the step, whose exact derivative with respect to the spikes it has; the neurons' surrogate does the rest.
/// </summary>
internal sealed class FirstSpikeTime : Operation
{
    private Tensor x;
    private Tensor first;
    private Tensor second;

    /// <summary>The time.</summary>
    public static Tensor Of(Tensor x)
    {
        FirstSpikeTime operation = Rent<FirstSpikeTime>();
        operation.x = x.Expanded();
        Shape shape = x.Shape;
        Shape inner = shape.Slice(1, shape.Rank);
        operation.first = Tape.Current.New(inner);
        operation.second = Tape.Current.New(inner);
        Span<float> one = operation.first.Values, two = operation.second.Values, values = operation.x.Values;
        one.Fill(shape[0]);
        two.Fill(shape[0]);
        for (int t = shape[0] - 1; t >= 0; t--)
        {
            ReadOnlySpan<float> step = values.Slice(t * one.Length, one.Length);
            for (int i = 0; i < one.Length; i++)
            {
                if (step[i] == 0) continue;
                two[i] = one[i];
                one[i] = t;
            }
        }

        Tensor y = Tape.Current.New(inner);
        one.CopyTo(y.Values);
        return operation.Record(y, operation.x);
    }

    protected override void Backward()
    {
        Span<float> gradient = GradientOf(x), from = Result.Gradient, one = first.Values, two = second.Values;
        for (int i = 0; i < from.Length; i++)
        {
            // A spike at a silent step would take away the steps from there to the first; without the first, silence would go on to the second.
            for (int t = 0; t < (int)one[i]; t++) gradient[(t * from.Length) + i] -= from[i] * (one[i] - t);
            if ((int)one[i] < x.Shape[0]) gradient[((int)one[i] * from.Length) + i] -= from[i] * (two[i] - one[i]);
        }
    }
}
