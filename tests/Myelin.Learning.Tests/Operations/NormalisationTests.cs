using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class NormalisationTests
{
    [Theory]
    [InlineData("batch_norm1d_eval", false)]
    [InlineData("batch_norm1d_train", true)]
    [InlineData("batch_norm2d_eval", false)]
    [InlineData("batch_norm2d_train", true)]
    public void Channels_as_in_PyTorch_with_their_running_moments(string name, bool training) => OperatorCase.Run(name, c =>
    {
        Tensor mean = c["running_mean_before"], variance = c["running_var_before"];
        Tensor y = c["input"].BatchNorm(c["weight"], c["bias"], mean, variance, training, (float)c.Parameters["momentum"], (float)c.Parameters["eps"]);
        c.CheckValues("running_mean_after", mean.Values);
        c.CheckValues("running_var_after", variance.Values);
        return y;
    });

    [Fact]
    public void Groups_as_in_PyTorch() => OperatorCase.Run("group_norm", c => c["input"].GroupNorm(c.Number("groups", 1), c["weight"], c["bias"]));

    [Theory]
    [InlineData("layer_norm", 1)]
    [InlineData("layer_norm_2axes", 2)]
    public void Layers_as_in_PyTorch(string name, int axes) => OperatorCase.Run(name, c => c["input"].LayerNorm(axes, c["weight"], c["bias"]));

    [Fact]
    public void Root_mean_squares_are_1_and_have_the_slopes_of_their_differences()
    {
        Tensor y = Tensor.From(FiniteDifferences.Random([3, 8], 1).Numbers, [3, 8]).RmsNorm(1);
        for (int r = 0; r < 3; r++) y.Values.Slice(r * 8, 8).ToArray().Average(v => v * v).ShouldBe(1, 1e-5f);
        FiniteDifferences.Check(t => t[0].RmsNorm(1, t[1]), [FiniteDifferences.Random([3, 8], 1), FiniteDifferences.Random([8], 2)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(20)]
    public void Time_and_batch_count_as_one_and_a_threshold_scales(int inner)
    {
        (Shape shape, float[] numbers) = FiniteDifferences.Random([3, 2, 17, inner], 1);
        Tensor y = Tensor.From(numbers, shape).BatchNorm(axis: 2, scale: 0.5f);
        for (int c = 0; c < 17; c++)
        {
            double[] channel = [.. Enumerable.Range(0, numbers.Length).Where(i => i / inner % 17 == c).Select(i => (double)y.Values[i])];
            channel.Average().ShouldBe(0, 1e-5);
            channel.Average(v => v * v).ShouldBe(0.25, 1e-3);
        }

        FiniteDifferences.Check(t => t[0].BatchNorm(t[1], axis: 2, scale: 0.5f), [(shape, numbers), FiniteDifferences.Random([17], 2)], tolerance: 5e-3);
    }

    [Fact]
    public void Dropped_numbers_depend_on_seed_and_step_only_and_keep_the_mean()
    {
        Tensor x = Tensor.From([.. Enumerable.Repeat(1f, 100_000)], [10, 10_000], true);
        float[] once = x.Dropout(0.3f, 5, 2).Values.ToArray();
        x.Dropout(0.3f, 5, 2).Values.ToArray().ShouldBe(once);
        x.Dropout(0.3f, 5, 3).Values.ToArray().ShouldNotBe(once);
        x.Dropout(0.3f, 6, 2).Values.ToArray().ShouldNotBe(once);
        once.Average().ShouldBe(1, 0.01f);
        once.Distinct().Order().ShouldBe([0, 1 / 0.7f], 1e-6);
        Tensor same = x.Dropout(0.3f, 5, 2, sameOverTime: true);
        for (int t = 1; t < 10; t++) same.Values.Slice(t * 10_000, 10_000).SequenceEqual(same.Values[..10_000]).ShouldBeTrue();
        Tape.Current.Backward(same.Sum());
        x.Gradient.SequenceEqual(same.Values).ShouldBeTrue();
        Tape.Current.Clear();
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([2, 6, 3]);
        ConvolutionTests.Says(() => x.BatchNorm(Tensor.Zeros([5])), "batch_norm", "[2, 6, 3]", "[5]");
        ConvolutionTests.Says(() => x.BatchNorm(training: false), "batch_norm", "[2, 6, 3]");
        ConvolutionTests.Says(() => x.GroupNorm(4), "group_norm", "[2, 6, 3]", "4 groups");
        ConvolutionTests.Says(() => x.GroupNorm(3, Tensor.Zeros([5])), "group_norm", "[2, 6, 3]", "[5]");
        ConvolutionTests.Says(() => x.LayerNorm(1, Tensor.Zeros([5])), "layer_norm", "[2, 6, 3]", "[5]");
        ConvolutionTests.Says(() => x.RmsNorm(4), "rms_norm", "[2, 6, 3]");
        ConvolutionTests.Says(() => x.Dropout(1, 0, 0), "dropout", "1");
        Tape.Current.Clear();
    }
}
