using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests;

public sealed class LinearTests
{
    [Theory]
    [InlineData(5, 7, 3, 1.0)]
    [InlineData(40, 130, 150, 1.0)]
    [InlineData(40, 130, 150, 0.05)]
    [InlineData(33, 64, 10, 0.05)]
    [InlineData(1100, 40, 150, 0.05)]
    public void Values_and_gradients_are_those_of_the_sums_written_out(int rows, int terms, int columns, double density)
    {
        var random = new Random(3);
        float[] x = Numbers(random, rows * terms, density), w = Numbers(random, columns * terms, 1), b = Numbers(random, columns, 1), g = Numbers(random, rows * columns, 1);
        Tape tape = Tape.Current;
        Tensor input = Tensor.From(x, [rows, terms], requiresGradient: true), weight = Tensor.From(w, [columns, terms], true), bias = Tensor.From(b, [columns], true);
        Tensor y = input.Linear(weight, bias);
        tape.Backward(y, g);
        for (int r = 0; r < rows; r++)
        {
            for (int c = 0; c < columns; c++)
            {
                double sum = b[c];
                for (int k = 0; k < terms; k++) sum += (double)x[(r * terms) + k] * w[(c * terms) + k];
                y.Values[(r * columns) + c].ShouldBe((float)sum, 1e-4f);
            }
        }

        for (int c = 0; c < columns; c++)
        {
            for (int k = 0; k < terms; k++)
            {
                double sum = 0;
                for (int r = 0; r < rows; r++) sum += (double)x[(r * terms) + k] * g[(r * columns) + c];
                weight.Gradient[(c * terms) + k].ShouldBe((float)sum, 1e-4f);
            }

            double total = 0;
            for (int r = 0; r < rows; r++) total += g[(r * columns) + c];
            bias.Gradient[c].ShouldBe((float)total, 1e-4f);
        }

        for (int r = 0; r < rows; r++)
        {
            for (int k = 0; k < terms; k++)
            {
                double sum = 0;
                for (int c = 0; c < columns; c++) sum += (double)g[(r * columns) + c] * w[(c * terms) + k];
                input.Gradient[(r * terms) + k].ShouldBe((float)sum, 1e-4f);
            }
        }

        tape.Clear();
    }

    [Fact]
    public void What_repeats_over_time_is_projected_once_with_the_gradient_of_all_steps()
    {
        const int Steps = 4, Batch = 3, In = 6, Out = 5;
        var random = new Random(5);
        float[] x = Numbers(random, Batch * In, 1), w = Numbers(random, Out * In, 1), g = Numbers(random, Steps * Batch * Out, 1);
        Tape tape = Tape.Current;
        Tensor input = Tensor.From(x, [Batch, In], true), weight = Tensor.From(w, [Out, In], true);
        Tensor y = input.RepeatOverTime(Steps).Linear(weight);
        y.Repeats.ShouldBeTrue();
        tape.Backward(y.Expanded(), g);
        float[] once = weight.Gradient.ToArray(), onceInput = input.Gradient.ToArray();
        tape.Clear();

        Tensor all = Tensor.From([.. Enumerable.Repeat(x, Steps).SelectMany(v => v)], [Steps, Batch, In], true), weights = Tensor.From(w, [Out, In], true);
        tape.Backward(all.Linear(weights), g);
        for (int i = 0; i < once.Length; i++) once[i].ShouldBe(weights.Gradient[i], 1e-5f);
        for (int i = 0; i < onceInput.Length; i++)
            onceInput[i].ShouldBe(Enumerable.Range(0, Steps).Sum(t => all.Gradient[(t * Batch * In) + i]), 1e-5f);
        tape.Clear();
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([2, 3]), w = Tensor.Zeros([4, 5]);
        Should.Throw<ArgumentException>(() => x.Linear(w)).Message.ShouldBe("linear: the innermost axis of the input [2, 3] must be as long as a row of the weights [4, 5] ([out, in]).");
        Tape.Current.Clear();
    }

    internal static float[] Numbers(Random random, int count, double density) =>
        [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() < density ? (random.NextSingle() * 2) - 1 : 0)];
}
