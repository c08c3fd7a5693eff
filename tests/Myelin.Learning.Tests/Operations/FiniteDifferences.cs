using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

/// <summary>Compares gradients with differences of the function itself.</summary>
internal static class FiniteDifferences
{
    /// <summary>Checks the gradient of a random weighted sum of a function's results with respect to every element of every operand.</summary>
    /// <param name="function">The function.</param>
    /// <param name="operands">Operands: shape and numbers.</param>
    /// <param name="step">Half of the difference of the arguments.</param>
    /// <param name="tolerance">How far a derivative may be off, relative to the larger of 1 and its size.</param>
    public static void Check(Func<Tensor[], Tensor> function, (Shape Shape, float[] Numbers)[] operands, float step = 1e-2f, double tolerance = 2e-3)
    {
        var random = new Random(17);
        Tensor[] inputs = [.. operands.Select(o => Tensor.From(o.Numbers, o.Shape, requiresGradient: true))];
        Tensor result = function(inputs).Expanded();
        float[] weights = [.. Enumerable.Range(0, (int)result.Shape.Count).Select(_ => (random.NextSingle() * 2) - 1)];
        Tape.Current.Backward(result, weights);
        float[][] gradients = [.. inputs.Select(i => i.HasGradient ? i.Gradient.ToArray() : new float[i.Shape.Count])];
        Tape.Current.Clear();
        for (int o = 0; o < operands.Length; o++)
        {
            for (int i = 0; i < operands[o].Numbers.Length; i++)
            {
                double slope = (Sum(function, operands, o, i, step, weights) - Sum(function, operands, o, i, -step, weights)) / (2 * step);
                ((double)gradients[o][i]).ShouldBe(slope, tolerance * Math.Max(1, Math.Abs(slope)), $"operand {o}, element {i}");
            }
        }
    }

    public static (Shape Shape, float[] Numbers) Random(Shape shape, int seed, float low = -1, float high = 1)
    {
        var random = new Random(seed);
        return (shape, [.. Enumerable.Range(0, (int)shape.Count).Select(_ => low + (random.NextSingle() * (high - low)))]);
    }

    private static double Sum(Func<Tensor[], Tensor> function, (Shape Shape, float[] Numbers)[] operands, int operand, int element, float step, float[] weights)
    {
        using Tape.Pause pause = Tape.Current.PauseRecording();
        Tensor[] inputs = [.. operands.Select(o => Tensor.From(o.Numbers, o.Shape))];
        inputs[operand].Values[element] += step;
        Tensor result = function(inputs).Expanded();
        double sum = 0;
        for (int i = 0; i < weights.Length; i++) sum += (double)weights[i] * result.Values[i];
        Tape.Current.Clear();
        return sum;
    }
}
