using Myelin.Learning.Operations.Convolutions;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class ConvolutionTests
{
    public static TheoryData<string> Cases =>
    [
        "conv2d_asym_kernel_stride", "conv2d_basic", "conv2d_depthwise", "conv2d_dilation2", "conv2d_groups2", "conv2d_groups_dilation_stride",
        "conv2d_k5_stride3_nobias", "conv2d_pointwise", "conv2d_stride2_pad1",
    ];

    [Theory]
    [MemberData(nameof(Cases))]
    public void Two_axes_as_in_PyTorch(string name) => OperatorCase.Run(
        name,
        c => c["input"].Conv2d(c["weight"], c.Has("bias") ? c["bias"] : default, c.Spatial("stride", 1), c.Spatial("padding", 0), c.Spatial("dilation", 1), c.Number("groups", 1)));

    [Theory]
    [MemberData(nameof(Cases))]
    public void Events_give_what_dense_products_give(string name) => OperatorCase.Run(name, c =>
    {
        // A count of nearly nothing makes the operation take the path for inputs that are mostly zeros; the numbers stay the reference's.
        Tensor x = c["input"];
        x.Storage.Active = 1;
        return x.Conv2d(c["weight"], c.Has("bias") ? c["bias"] : default, c.Spatial("stride", 1), c.Spatial("padding", 0), c.Spatial("dilation", 1), c.Number("groups", 1));
    });

    [Fact]
    public void One_axis_as_in_PyTorch() => OperatorCase.Run(
        "conv1d_stride2_dilation2", c => c["input"].Conv1d(c["weight"], c["bias"], c.Number("stride", 1), c.Number("padding", 0), c.Number("dilation", 1)));

    [Fact]
    public void Transposed_as_in_PyTorch() => OperatorCase.Run(
        "conv_transpose2d_stride2", c => c["input"].ConvTranspose2d(c["weight"], c["bias"], c.Spatial("stride", 1), c.Spatial("padding", 0), c.Spatial("output_padding", 0)));

    [Theory]
    [InlineData(70, 12, 64, 12, 5, 1, 0, 1, 1.0)]
    [InlineData(70, 12, 64, 12, 5, 1, 0, 1, 0.07)]
    [InlineData(9, 5, 40, 33, 3, 1, 1, 1, 1.0)]
    [InlineData(9, 5, 40, 33, 3, 1, 1, 1, 0.07)]
    [InlineData(50, 6, 20, 7, 3, 2, 1, 2, 1.0)]
    [InlineData(50, 6, 20, 7, 3, 2, 1, 2, 0.07)]
    [InlineData(200, 30, 17, 3, 3, 1, 1, 1, 1.0)]
    [InlineData(3, 40, 13, 40, 1, 1, 0, 1, 1.0)]
    public void Large_ones_are_the_sums_written_out(int images, int channels, int features, int side, int kernel, int stride, int padding, int groups, double density)
    {
        var random = new Random(images);
        float[] x = LinearTests.Numbers(random, images * channels * side * side, density);
        float[] w = LinearTests.Numbers(random, features * channels / groups * kernel * kernel, 1), b = LinearTests.Numbers(random, features, 1);
        Tensor input = Tensor.From(x, [images, channels, side, side], true), weight = Tensor.From(w, [features, channels / groups, kernel, kernel], true);
        Tensor bias = Tensor.From(b, [features], true);
        Tensor y = input.Conv2d(weight, bias, stride, padding, 1, groups);
        int size = y.Shape[^1];
        float[] g = LinearTests.Numbers(random, (int)y.Shape.Count, 1);
        Tape.Current.Backward(y, g);
        double[] gx = new double[x.Length], gw = new double[w.Length], gb = new double[b.Length];
        int per = channels / groups;
        for (int i = 0; i < g.Length; i++)
        {
            int ox = i % size, oy = i / size % size, f = i / size / size % features, n = i / size / size / features;
            double sum = b[f];
            gb[f] += g[i];
            for (int c = 0; c < per; c++)
            {
                for (int k = 0; k < kernel * kernel; k++)
                {
                    int ix = (ox * stride) + (k % kernel) - padding, iy = (oy * stride) + (k / kernel) - padding;
                    if ((uint)ix >= (uint)side || (uint)iy >= (uint)side) continue;
                    int at = ((((n * channels) + (f / (features / groups) * per) + c) * side) + iy) * side + ix, by = (((f * per) + c) * kernel * kernel) + k;
                    sum += (double)x[at] * w[by];
                    gx[at] += (double)g[i] * w[by];
                    gw[by] += (double)g[i] * x[at];
                }
            }

            y.Values[i].ShouldBe((float)sum, 1e-4f);
        }

        Close(input.Gradient, gx);
        Close(weight.Gradient, gw);
        Close(bias.Gradient, gb);
        Tape.Current.Clear();
    }

    [Fact]
    public void What_repeats_over_time_is_convolved_once_with_the_gradient_of_all_steps()
    {
        const int Steps = 3;
        (Shape shape, float[] x) = FiniteDifferences.Random([2, 3, 5, 5], 1);
        (Shape kernel, float[] w) = FiniteDifferences.Random([4, 3, 3, 3], 2);
        Tensor input = Tensor.From(x, shape, true), weight = Tensor.From(w, kernel, true);
        Tensor y = input.RepeatOverTime(Steps).Conv2d(weight, padding: 1);
        y.Repeats.ShouldBeTrue();
        y.Shape.ShouldBe([Steps, 2, 4, 5, 5]);
        float[] g = FiniteDifferences.Random(y.Shape, 3).Numbers;
        Tape.Current.Backward(y.Expanded(), g);
        float[] once = weight.Gradient.ToArray();
        Tape.Current.Clear();

        Tensor all = Tensor.From([.. Enumerable.Repeat(x, Steps).SelectMany(v => v)], [Steps, 2, 3, 5, 5], true), weights = Tensor.From(w, kernel, true);
        Tape.Current.Backward(all.Conv2d(weights, padding: 1), g);
        for (int i = 0; i < once.Length; i++) once[i].ShouldBe(weights.Gradient[i], 1e-4f);
        Tape.Current.Clear();
    }

    [Fact]
    public void Three_axes_have_the_slopes_of_their_differences() => FiniteDifferences.Check(
        t => t[0].Conv3d(t[1], t[2], stride: (1, 2, 1), padding: (1, 0, 1), dilation: (1, 1, 2)),
        [FiniteDifferences.Random([2, 2, 3, 4, 5], 1), FiniteDifferences.Random([3, 2, 2, 3, 2], 2), FiniteDifferences.Random([3], 3)]);

    [Fact]
    public void Transposed_ones_of_one_and_three_axes_have_the_slopes_of_their_differences()
    {
        FiniteDifferences.Check(
            t => t[0].ConvTranspose1d(t[1], t[2], stride: 2, padding: 1, outputPadding: 1, dilation: 2, groups: 2),
            [FiniteDifferences.Random([2, 4, 5], 1), FiniteDifferences.Random([4, 3, 3], 2), FiniteDifferences.Random([6], 3)]);
        FiniteDifferences.Check(
            t => t[0].ConvTranspose3d(t[1], stride: (1, 2, 1)),
            [FiniteDifferences.Random([1, 2, 2, 3, 2], 1), FiniteDifferences.Random([2, 2, 2, 2, 3], 2)]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_do_not_depend_on_threads(int threads)
    {
        float[] Run(int count)
        {
            int before = Workers.Threads;
            Workers.Threads = count;
            try
            {
                (Shape shape, float[] x) = FiniteDifferences.Random([40, 3, 9, 9], 1);
                Tensor input = Tensor.From(x, shape, true), weight = Tensor.From(FiniteDifferences.Random([7, 3, 3, 3], 2).Numbers, [7, 3, 3, 3], true);
                Tensor y = input.Conv2d(weight);
                Tape.Current.Backward(y, FiniteDifferences.Random(y.Shape, 3).Numbers);
                float[] all = [.. y.Values, .. weight.Gradient, .. input.Gradient];
                Tape.Current.Clear();
                return all;
            }
            finally
            {
                Workers.Threads = before;
            }
        }

        Run(threads).ShouldBe(Run(2));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([2, 3, 5, 5]);
        Says(() => x.Conv2d(Tensor.Zeros([4, 2, 3, 3])), "conv2d", "[2, 3, 5, 5]", "[4, 2, 3, 3]");
        Says(() => x.Conv2d(Tensor.Zeros([4, 3, 3])), "conv2d", "[2, 3, 5, 5]", "[4, 3, 3]");
        Says(() => x.Conv2d(Tensor.Zeros([4, 3, 6, 6])), "conv2d", "[2, 3, 5, 5]", "[4, 3, 6, 6]");
        Says(() => x.Conv2d(Tensor.Zeros([4, 3, 3, 3]), Tensor.Zeros([5])), "conv2d", "[5]", "[4, 3, 3, 3]");
        Says(() => x.Conv2d(Tensor.Zeros([4, 3, 3, 3]), groups: 3), "conv2d", "[4, 3, 3, 3]", "3 groups");
        Says(() => x.ConvTranspose2d(Tensor.Zeros([4, 3, 3, 3])), "conv_transpose2d", "[2, 3, 5, 5]", "[4, 3, 3, 3]");
        Tape.Current.Clear();
    }

    internal static void Says(Action action, params string[] parts)
    {
        string message = Should.Throw<ArgumentException>(action).Message;
        foreach (string part in parts) message.ShouldContain(part);
    }

    private static void Close(ReadOnlySpan<float> actual, double[] expected)
    {
        for (int i = 0; i < expected.Length; i++) ((double)actual[i]).ShouldBe(expected[i], 2e-5 * Math.Max(10, Math.Abs(expected[i])));
    }
}
