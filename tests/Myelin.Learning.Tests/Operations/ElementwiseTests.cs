using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class ElementwiseTests
{
    public static TheoryData<int[], int[]> Shapes => new()
    {
        { [3, 4], [3, 4] },
        { [3, 4], [4] },
        { [3, 4], [3, 1] },
        { [3, 1], [1, 4] },
        { [2, 3, 4, 5], [3, 1, 1] },
        { [2, 1, 4, 1], [3, 1, 5] },
        { [], [2, 17] },
        { [2, 40], [] },
        { [1], [1, 1] },
        { [4, 35], [4, 35] },
    };

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Operators_broadcast_and_have_the_slopes_of_their_differences(int[] left, int[] right)
    {
        (Shape, float[])[] operands = [FiniteDifferences.Random(Shape.Create(left), 1, 0.5f, 2), FiniteDifferences.Random(Shape.Create(right), 2, 2.1f, 4)];
        FiniteDifferences.Check(t => t[0] + t[1], operands);
        FiniteDifferences.Check(t => t[0] - t[1], operands);
        FiniteDifferences.Check(t => t[0] * t[1], operands);
        FiniteDifferences.Check(t => t[0] / t[1], operands);
        FiniteDifferences.Check(t => t[0].Maximum(t[1]), operands);
        FiniteDifferences.Check(t => t[0].Minimum(t[1]), operands);
        float[] mask = [.. Enumerable.Range(0, (int)operands[0].Item1.Count).Select(i => (float)(i % 2))];
        FiniteDifferences.Check(t => Tensor.Where(Tensor.From(mask, operands[0].Item1), t[1], t[0] * t[1]), operands);
    }

    [Fact]
    public void Values_are_those_of_each_pair()
    {
        Tensor a = Tensor.From([1, 2, 3, 4, 5, 6], [2, 3]), b = Tensor.From([10, 20], [2, 1]);
        (a + b).Values.ToArray().ShouldBe([11, 12, 13, 24, 25, 26]);
        (a - b).Values.ToArray().ShouldBe([-9, -8, -7, -16, -15, -14]);
        (b / a).Values.ToArray().ShouldBe([10, 5, 10 / 3f, 5, 4, 20 / 6f]);
        (a * 2 + 1).Values.ToArray().ShouldBe([3, 5, 7, 9, 11, 13]);
        (1 - a).Values.ToArray().ShouldBe([0, -1, -2, -3, -4, -5]);
        (6 / a).Values.ToArray().ShouldBe([6, 3, 2, 1.5f, 1.2f, 1]);
        (-a).Values.ToArray().ShouldBe([-1, -2, -3, -4, -5, -6]);
        (a > 3).Values.ToArray().ShouldBe([0, 0, 0, 1, 1, 1]);
        (a <= b).Values.ToArray().ShouldBe([1, 1, 1, 1, 1, 1]);
        (a < Tensor.From([2, 2, 4], [3])).Values.ToArray().ShouldBe([1, 0, 1, 0, 0, 0]);
        (a >= 6).Values.ToArray().ShouldBe([0, 0, 0, 0, 0, 1]);
        a.IsEqualTo(Tensor.From([1, 5, 3], [3])).Values.ToArray().ShouldBe([1, 0, 1, 0, 1, 0]);
        Tensor.Where(a > 3, b, a).Values.ToArray().ShouldBe([1, 2, 3, 20, 20, 20]);
        Tensor.From([-2, 3], [2]).Pow(3).Values.ToArray().ShouldBe([-8, 27]);
        Tensor.From([-2, 4], [2]).Pow(-1).Values.ToArray().ShouldBe([-0.5f, 0.25f]);
        Tensor.From([4, 0], [2]).Pow(1.5f).Values.ToArray().ShouldBe([8, 0], 1e-5);
        Tensor.From([-2, 0.5f, 7], [3]).Clamp(-1, 1).Values.ToArray().ShouldBe([-1, 0.5f, 1]);
        Tape.Current.Clear();
    }

    [Fact]
    public void Functions_have_the_slopes_of_their_differences()
    {
        (Shape, float[])[] positive = [FiniteDifferences.Random([37], 3, 0.5f, 3)], any = [FiniteDifferences.Random([37], 4, -3, 3)];
        FiniteDifferences.Check(t => t[0].Exp(), positive);
        FiniteDifferences.Check(t => t[0].Log(), positive);
        FiniteDifferences.Check(t => t[0].Sqrt(), positive);
        FiniteDifferences.Check(t => t[0].Pow(2.5f), positive);
        FiniteDifferences.Check(t => t[0].Pow(-2), positive);
        FiniteDifferences.Check(t => 3 / t[0], positive);
        FiniteDifferences.Check(t => t[0].Pow(3), any);
        FiniteDifferences.Check(t => t[0].Square() * 2 - 1, any);
        FiniteDifferences.Check(t => t[0].Abs(), any, step: 1e-3f);
    }

    [Fact]
    public void A_tensor_times_itself_has_twice_its_slope()
    {
        Tensor x = Tensor.From([3, -2], [2], true);
        Tape.Current.Backward(x * x, [1, 1]);
        x.Gradient.ToArray().ShouldBe([6, -4]);
        Tape.Current.Clear();
    }

    [Fact]
    public void At_limits_and_kinks_slopes_are_those_of_PyTorch()
    {
        float Slope(Func<Tensor, Tensor> function, float at)
        {
            Tensor x = Tensor.From([at], [1], true);
            Tape.Current.Backward(function(x));
            float slope = x.Gradient[0];
            Tape.Current.Clear();
            return slope;
        }

        Slope(x => x.Abs(), 0).ShouldBe(0);
        Slope(x => x.Relu(), 0).ShouldBe(0);
        Slope(x => x.Clamp(-1, 1), 1).ShouldBe(1);
        Slope(x => x.Clamp(-1, 1), -1).ShouldBe(1);
        Slope(x => x.Hardtanh(), 1).ShouldBe(0);
        Slope(x => x.Hardtanh(), -1).ShouldBe(0);
        Slope(x => x.Maximum(x.Detach()), 3).ShouldBe(0.5f);
    }

    [Fact]
    public void What_repeats_over_time_is_computed_once()
    {
        (Shape shape, float[] numbers) = FiniteDifferences.Random([2, 3], 1);
        Tensor x = Tensor.From(numbers, shape, true), scale = Tensor.From([1, 2, 3], [3], true);
        Tensor y = x.RepeatOverTime(4) * scale;
        y.Repeats.ShouldBeTrue();
        y.Shape.ShouldBe([4, 2, 3]);
        y.Exp().Repeats.ShouldBeTrue();
        Tensor z = y + Tensor.Zeros([4, 1, 1]);
        z.Repeats.ShouldBeFalse();
        Tape.Current.Backward(z.Sum());
        for (int i = 0; i < 6; i++) x.Gradient[i].ShouldBe(4 * ((i % 3) + 1), 1e-5f);
        scale.Gradient[1].ShouldBe(4 * (numbers[1] + numbers[4]), 1e-5f);
        Tape.Current.Clear();
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor a = Tensor.Zeros([2, 3]), b = Tensor.Zeros([4]);
        ConvolutionTests.Says(() => _ = a + b, "add", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => _ = a - b, "sub", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => _ = a * b, "mul", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => _ = a / b, "div", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => _ = a < b, "lt", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => _ = Tensor.Where(a, b, a), "where", "[2, 3]", "[4]");
        Tape.Current.Clear();
    }
}
