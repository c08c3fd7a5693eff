using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class ReductionTests
{
    public static TheoryData<int[], int[]> Sums => new()
    {
        { [3, 4, 5], [] },
        { [3, 4, 5], [0] },
        { [3, 4, 5], [1] },
        { [3, 4, 5], [-1] },
        { [3, 4, 5], [0, 2] },
        { [3, 4, 5], [0, 1] },
        { [3, 4, 5], [1, 2] },
        { [2, 3, 4, 5, 2], [0, 2, 4] },
        { [2, 3, 4, 5, 2], [1, 3] },
        { [1, 3, 1], [0, 2] },
        { [3, 1, 700], [1] },
        { [100, 3], [0] },
        { [200_000], [] },
    };

    [Theory]
    [MemberData(nameof(Sums))]
    public void Sums_and_means_are_those_written_out(int[] lengths, int[] axes)
    {
        (Shape shape, float[] numbers) = FiniteDifferences.Random(Shape.Create(lengths), 1);
        Tensor x = Tensor.From(numbers, shape, true);
        Tensor sum = x.Sum(axes), kept = x.Mean(axes, keep: true);
        bool[] gone = [.. lengths.Select((_, i) => axes.Length == 0 || axes.Contains(i) || axes.Contains(i - lengths.Length))];
        int[] left = [.. lengths.Select((n, i) => gone[i] ? 1 : n)];
        double[] expected = new double[left.Aggregate(1, (a, b) => a * b)];
        int[] to = new int[numbers.Length];
        for (int i = 0; i < numbers.Length; i++)
        {
            int rest = i, stride = 1, target = 0;
            for (int a = lengths.Length - 1; a >= 0; a--)
            {
                int digit = rest % lengths[a];
                rest /= lengths[a];
                if (gone[a]) continue;
                target += digit * stride;
                stride *= lengths[a];
            }

            to[i] = target;
            expected[target] += numbers[i];
        }

        kept.Shape.ShouldBe(Shape.Create(left));
        sum.Shape.ShouldBe(Shape.Create([.. lengths.Where((_, i) => !gone[i])]));
        double each = (double)numbers.Length / expected.Length;
        for (int i = 0; i < expected.Length; i++)
        {
            ((double)sum.Values[i]).ShouldBe(expected[i], 1e-5 * Math.Sqrt(each));
            ((double)kept.Values[i]).ShouldBe(expected[i] / each, 1e-6);
        }

        float[] g = FiniteDifferences.Random(sum.Shape, 2).Numbers;
        Tape.Current.Backward(sum, g);
        for (int i = 0; i < numbers.Length; i++) x.Gradient[i].ShouldBe(g[to[i]]);
        Tape.Current.Clear();
    }

    [Fact]
    public void Means_have_the_slopes_of_their_differences() => FiniteDifferences.Check(t => t[0].Mean([0, 2]), [FiniteDifferences.Random([2, 3, 4], 1)]);

    [Fact]
    public void Axes_that_there_are_not_are_named()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        ConvolutionTests.Says(() => x.Sum([2]), "sum", "[2, 3]", "axis 2");
        ConvolutionTests.Says(() => x.Mean([1, -1]), "mean", "[2, 3]", "twice");
        ConvolutionTests.Says(() => x.Max(-3), "max", "[2, 3]", "axis -3");
        ConvolutionTests.Says(() => Tensor.Zeros([2, 0]).Argmax(1), "argmax", "[2, 0]");
        Tape.Current.Clear();
    }

    [Fact]
    public void Extremes_are_found_and_have_the_slopes_of_their_differences()
    {
        Tensor x = Tensor.From([3, 1, 3, -1, 5, 2], [2, 3]);
        x.Max(1).Values.ToArray().ShouldBe([3, 5]);
        x.Min(0, keep: true).Shape.ShouldBe([1, 3]);
        x.Min(0, keep: true).Values.ToArray().ShouldBe([-1, 1, 2]);
        x.Argmax(1).Values.ToArray().ShouldBe([0, 1]);
        x.Argmax(0).Values.ToArray().ShouldBe([0, 1, 0]);
        Tape.Current.Clear();
        (Shape, float[])[] operands = [([2, 3, 4], [.. Enumerable.Range(0, 24).Select(i => (i * 7 % 24) / 3f)])];
        FiniteDifferences.Check(t => t[0].Max(1) + t[0].Min(1), operands);
        FiniteDifferences.Check(t => t[0].Max(-1, keep: true), operands);
    }

    [Fact]
    public void Variances_and_logarithms_of_sums_are_those_written_out()
    {
        Tensor x = Tensor.From([1, 2, 4, 1000, 1001, 1003], [2, 3]);
        x.Var([1]).Values.ToArray().ShouldBe([7 / 3f, 7 / 3f], 1e-4);
        x.Var([1], correction: 0).Values.ToArray().ShouldBe([14 / 9f, 14 / 9f], 1e-4);
        float expected = (float)Math.Log(Math.Exp(1) + Math.Exp(2) + Math.Exp(4));
        x.LogSumExp(1).Values.ToArray().ShouldBe([expected, expected + 999], 1e-4);
        Tape.Current.Clear();
        (Shape, float[])[] operands = [FiniteDifferences.Random([2, 3, 4], 5)];
        FiniteDifferences.Check(t => t[0].Var([0, 2]), operands);
        FiniteDifferences.Check(t => t[0].LogSumExp(1), operands);
        FiniteDifferences.Check(t => t[0].LogSumExp(-1, keep: true), operands);
    }
}
