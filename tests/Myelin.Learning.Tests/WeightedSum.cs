using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests;

/// <summary>A loss that is the weighted sum of two tensors, as an operation that a user would write.</summary>
internal sealed class WeightedSum : Operation
{
    private Tensor a;
    private Tensor b;
    private float[] onA = [];
    private float[] onB = [];

    public static void Backward(Tensor a, float[] onA, Tensor b, float[] onB)
    {
        WeightedSum sum = Rent<WeightedSum>();
        sum.a = a;
        sum.b = b;
        sum.onA = onA;
        sum.onB = onB;
        float loss = 0;
        for (int i = 0; i < onA.Length; i++) loss += (onA[i] * a.Values[i]) + (onB[i] * b.Values[i]);
        Tape.Current.Backward(sum.Record(Tensor.From([loss], []), a, b));
    }

    protected override void Backward()
    {
        float gradient = Result.Gradient[0];
        Add(GradientOf(a), onA, gradient);
        Add(GradientOf(b), onB, gradient);
    }

    private static void Add(Span<float> to, float[] weights, float by)
    {
        for (int i = 0; i < weights.Length; i++) to[i] += by * weights[i];
    }
}
