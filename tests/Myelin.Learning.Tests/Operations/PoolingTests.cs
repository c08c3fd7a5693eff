using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class PoolingTests
{
    [Theory]
    [InlineData("max_pool2d")]
    [InlineData("max_pool2d_k3_s2_p1")]
    public void Largest_numbers_as_in_PyTorch(string name) =>
        OperatorCase.Run(name, c => c["input"].MaxPool2d(c.Spatial("kernel", 1), c.Spatial("stride", 1), c.Spatial("padding", 0)));

    [Fact]
    public void Largest_numbers_count_what_is_active()
    {
        var random = new Random(3);
        Tensor x = Tensor.From(LinearTests.Numbers(random, 3 * 40 * 40, 0.05), [3, 40, 40]);
        Tensor y = x.Relu().MaxPool2d(2);
        y.Storage.Active.ShouldBe(y.Values.ToArray().LongCount(v => v != 0));
        Tape.Current.Clear();
    }

    [Fact]
    public void Means_as_in_PyTorch()
    {
        OperatorCase.Run("avg_pool2d_k3_s2_p1", c => c["input"].AvgPool2d(c.Spatial("kernel", 1), c.Spatial("stride", 1), c.Spatial("padding", 0)));
        OperatorCase.Run("adaptive_avg_pool2d_3x2", c => c["input"].AdaptiveAvgPool2d(c.Spatial("output", 1)));
    }

    [Fact]
    public void All_have_the_slopes_of_their_differences()
    {
        (Shape, float[]) apart = ([2, 4, 5, 6], [.. Enumerable.Range(0, 240).Select(i => (i * 77 % 240) / 10f)]);
        FiniteDifferences.Check(t => t[0].MaxPool1d(3, 2, 1), [apart]);
        FiniteDifferences.Check(t => t[0].MaxPool2d(2), [apart]);
        FiniteDifferences.Check(t => t[0].MaxPool3d(2, (1, 2, 1)), [apart]);
        (Shape, float[]) x = FiniteDifferences.Random([2, 4, 5, 6], 1);
        FiniteDifferences.Check(t => t[0].AvgPool1d(3, 2, 1, countIncludePad: false), [x]);
        FiniteDifferences.Check(t => t[0].AvgPool2d((2, 3)) + t[0].SumPool2d((2, 3)), [x]);
        FiniteDifferences.Check(t => t[0].AvgPool3d(2, 1, 1, countIncludePad: false), [x]);
        FiniteDifferences.Check(t => t[0].SumPool1d(2) + t[0].AdaptiveAvgPool1d(3), [x]);
        FiniteDifferences.Check(t => t[0].AdaptiveAvgPool3d((3, 2, 4)) + t[0].AdaptiveAvgPool3d((3, 2, 4)).Exp(), [x]);
    }

    [Fact]
    public void Sums_of_windows_are_means_times_their_size()
    {
        Tensor x = Tensor.From(FiniteDifferences.Random([3, 6, 6], 1).Numbers, [3, 6, 6]);
        float[] sums = x.SumPool2d(3).Values.ToArray(), means = x.AvgPool2d(3).Values.ToArray();
        for (int i = 0; i < sums.Length; i++) sums[i].ShouldBe(9 * means[i], 1e-5f);
        Tape.Current.Clear();
    }

    [Fact]
    public void What_repeats_over_time_is_pooled_once()
    {
        Tensor x = Tensor.From(FiniteDifferences.Random([2, 4, 4], 1).Numbers, [2, 4, 4], true).RepeatOverTime(3);
        x.MaxPool2d(2).Repeats.ShouldBeTrue();
        x.AvgPool2d(2).Shape.ShouldBe([3, 2, 2, 2]);
        Tape.Current.Clear();
    }

    [Fact]
    public void Windows_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([3, 4, 4]);
        ConvolutionTests.Says(() => x.MaxPool2d(5), "max_pool", "[3, 4, 4]");
        ConvolutionTests.Says(() => x.MaxPool2d(2, padding: 2), "max_pool", "padding");
        ConvolutionTests.Says(() => x.AvgPool1d(5), "avg_pool", "[3, 4, 4]");
        ConvolutionTests.Says(() => x.SumPool2d(5), "sum_pool", "[3, 4, 4]");
        ConvolutionTests.Says(() => x.AdaptiveAvgPool2d(0), "adaptive_avg_pool", "[3, 4, 4]");
        Tape.Current.Clear();
    }
}
