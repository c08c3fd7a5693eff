using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class ConvolutionTests
{
    private sealed record Case(MapShape Input, int Outputs, Size2D Kernel, Size2D Stride, Size2D Padding, Size2D Dilation, int Groups, int Seed);

    private static Gen<Size2D> Sizes(int least, int most) =>
        Gen.Choose(least, most).Two().Select(size => new Size2D(size.Item1, size.Item2));

    private static Arbitrary<Case> Cases =>
        (from groups in Gen.Choose(1, 3)
         from inputs in Gen.Choose(1, 2)
         from outputs in Gen.Choose(1, 3)
         from kernel in Sizes(1, 4)
         from stride in Sizes(1, 3)
         from padding in Sizes(0, 4)
         from dilation in Sizes(1, 3)
         from extra in Sizes(0, 6)
         from seed in Gen.Choose(0, int.MaxValue)
         let height = Math.Max(1, (dilation.Height * (kernel.Height - 1)) + 1 - (2 * padding.Height)) + extra.Height
         let width = Math.Max(1, (dilation.Width * (kernel.Width - 1)) + 1 - (2 * padding.Width)) + extra.Width
         select new Case((groups * inputs, height, width), groups * outputs, kernel, stride, padding, dilation, groups, seed)).ToArbitrary();

    [Fact]
    public void The_sum_of_all_sources_is_the_convolution() =>
        Prop.ForAll(Cases, c =>
        {
            Random random = new(c.Seed);
            int inputsPerGroup = c.Input.Channels / c.Groups;
            double[,,,] weights = new double[c.Outputs, inputsPerGroup, c.Kernel.Height, c.Kernel.Width];
            foreach (ref double weight in System.Runtime.InteropServices.MemoryMarshal.CreateSpan(ref weights[0, 0, 0, 0], weights.Length))
                weight = random.NextDouble() - 0.5;
            double[] input = [.. Enumerable.Range(0, (int)c.Input.Count).Select(_ => random.NextDouble() - 0.5)];
            Convolution rule = Convolution(c.Input, weights, c.Stride, c.Padding, c.Dilation, c.Groups);
            (int height, int width) = (rule.OutputShape.Height, rule.OutputShape.Width);
            height.ShouldBe(((c.Input.Height + (2 * c.Padding.Height) - (c.Dilation.Height * (c.Kernel.Height - 1)) - 1) / c.Stride.Height) + 1);
            width.ShouldBe(((c.Input.Width + (2 * c.Padding.Width) - (c.Dilation.Width * (c.Kernel.Width - 1)) - 1) / c.Stride.Width) + 1);

            double[] expected = new double[c.Outputs * height * width];
            int connections = 0;
            for (int o = 0; o < c.Outputs; o++)
            for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
            for (int m = 0; m < inputsPerGroup; m++)
            for (int k = 0; k < c.Kernel.Height; k++)
            for (int l = 0; l < c.Kernel.Width; l++)
            {
                int channel = (o / (c.Outputs / c.Groups) * inputsPerGroup) + m;
                int y = (i * c.Stride.Height) - c.Padding.Height + (k * c.Dilation.Height);
                int x = (j * c.Stride.Width) - c.Padding.Width + (l * c.Dilation.Width);
                if (y < 0 || y >= c.Input.Height || x < 0 || x >= c.Input.Width) continue;
                connections++;
                expected[(((o * height) + i) * width) + j] += weights[o, m, k, l] * input[(((channel * c.Input.Height) + y) * c.Input.Width) + x];
            }

            rule.Apply(input, expected.Length).ShouldBe(expected, 1e-13);
            rule.ExpectedConnections(input.Length, expected.Length).ShouldBe(connections);
            rule.List(input.Length, expected.Length).Count.ShouldBe(connections);
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("conv2d_stride2_pad1", 2, 2, 1, 1, 1, 1)]
    [InlineData("conv2d_asym_kernel_stride", 2, 1, 1, 0, 1, 1)]
    [InlineData("conv2d_groups_dilation_stride", 2, 2, 3, 3, 2, 3)]
    [InlineData("conv2d_depthwise", 1, 1, 1, 1, 1, 4)]
    [InlineData("conv1d_stride2_dilation2", 2, 2, 2, 2, 2, 1)]
    public void A_convolution_of_PyTorch_gives_the_same(string name, int strideY, int strideX, int padY, int padX, int dilation, int groups)
    {
        ReferenceTensor input = ReferenceTensor.Read(name, "input"), weight = ReferenceTensor.Read(name, "weight");
        ReferenceTensor bias = ReferenceTensor.Read(name, "bias"), output = ReferenceTensor.Read(name, "output");
        MapShape shape = (input.Shape[1], input.Shape.Length == 3 ? 1 : input.Shape[2], input.Shape[^1]);
        Convolution rule = Convolution(shape, new WeightTensor(weight.Values, weight.Shape), (strideY, strideX), (padY, padX), dilation, groups);
        rule.OutputShape.ShouldBe(new MapShape(output.Shape[1], output.Shape.Length == 3 ? 1 : output.Shape[2], output.Shape[^1]));
        int plane = rule.OutputShape.Height * rule.OutputShape.Width;
        for (int b = 0; b < input.Shape[0]; b++)
        {
            rule.Apply(input.Item(b), (int)rule.OutputShape.Count).Select((y, i) => y + bias.Values[i / plane])
                .ShouldBe(output.Item(b), 1e-12);
        }
    }

    [Fact]
    public void Targets_of_a_source_ascend_and_zeros_are_kept()
    {
        List<Connection> list = Convolution((1, 4, 4), new double[2, 1, 3, 3], padding: 1).List(16, 32).FindAll(c => c.Source == 5);
        list.Select(c => c.Target).ShouldBe(list.Select(c => c.Target).Order());
        list.Count.ShouldBe(18);
    }

    [Fact]
    public void Defaults_are_those_of_PyTorch()
    {
        Convolution rule = Convolution((3, 8, 9), new float[4, 3, 3, 2], unit: "mV");
        rule.OutputShape.ShouldBe(new MapShape(4, 6, 8));
        rule.ShouldBe(new Convolution((3, 8, 9), new float[4, 3, 3, 2], 1, 0, 1, 1, "mV"));
        (rule.Kernel, rule.Stride, rule.Padding, rule.Dilation, rule.Groups)
            .ShouldBe((new Size2D(3, 2), new Size2D(1, 1), new Size2D(0, 0), new Size2D(1, 1), 1));
        rule.Input.ShouldBe(new MapShape(3, 8, 9));
        rule.WeightUnit.ShouldBe("mV");
        rule.Storage.ShouldBe(ConnectionStorage.Procedural);
        rule.ToString().ShouldMatch(
            "^Convolution\\(\\(3, 8, 9\\), \\[4, 3, 3, 2\\] #[0-9a-f]{16} mV, stride: \\(1, 1\\), padding: \\(0, 0\\), dilation: \\(1, 1\\), groups: 1\\)$");
    }

    [Fact]
    public void Errors_name_both_shapes()
    {
        Message(() => Convolution((1, 5, 5), new double[3, 3])).ShouldBe("Convolution weights have the shape [outputs, inputs / groups, height, width], got [3, 3].");
        Message(() => Convolution((1, 5, 5), new double[3, 1, 3])).ShouldBe("Convolution weights of the shape [3, 1, 3] need an input of height 1, got the input shape (1, 5, 5).");
        Message(() => Convolution((0, 5, 5), new double[3, 1, 3, 3])).ShouldBe("The input shape must have at least one channel, row and column, got (0, 5, 5).");
        Message(() => Convolution((65536, 65536, 65536), new double[3, 1, 3, 3])).ShouldBe("The input shape (65536, 65536, 65536) has more than 2147483647 neurons.");
        Message(() => Convolution((1, 5, 5), new double[3, 1, 3, 3], stride: (1, 0))).ShouldBe("The stride must be at least 1 along both axes, got (1, 0).");
        Message(() => Convolution((1, 5, 5), new double[3, 1, 3, 3], padding: -1)).ShouldBe("The padding must be at least 0 along both axes, got (-1, -1).");
        Message(() => Convolution((1, 5, 5), new double[3, 1, 3, 3], dilation: 0)).ShouldBe("The dilation must be at least 1 along both axes, got (0, 0).");
        Message(() => Convolution((1, 5, 5), new double[3, 1, 0, 3])).ShouldBe("Convolution weights must not be empty, got the shape [3, 1, 0, 3].");
        Message(() => Convolution((2, 5, 5), new double[3, 1, 3, 3], groups: 2)).ShouldBe("The groups must divide the 3 outputs of the weights' shape [3, 1, 3, 3], got 2.");
        Message(() => Convolution((2, 5, 5), new double[3, 1, 3, 3], groups: 0)).ShouldBe("The groups must divide the 3 outputs of the weights' shape [3, 1, 3, 3], got 0.");
        Message(() => Convolution((2, 5, 5), new double[4, 3, 3, 3], groups: 2))
            .ShouldBe("Convolution weights of the shape [4, 3, 3, 3] in 2 groups take 6 input channels, but the input shape (2, 5, 5) has 2.");
        Message(() => Convolution((1, 2, 9), new double[1, 1, 3, 3]))
            .ShouldBe("A kernel of (3, 3) with dilation (1, 1) does not fit the input shape (1, 2, 9) with padding (0, 0).");
        Message(() => Convolution((1, 1, 1), new double[1, 1, 1, 1], padding: int.MaxValue))
            .ShouldBe("The output of 4294967295 rows and 4294967295 columns has more than 2147483647 neurons.");
        Convolution((1, 5, 5), new double[2, 1, 3, 3]).Message(24, 18).ShouldBe("E to I: the input shape (1, 5, 5) has 25 neurons, but the source population has 24.");
        Convolution((1, 5, 5), new double[2, 1, 3, 3]).Message(25, 17).ShouldBe("E to I: the output shape (2, 3, 3) has 18 neurons, but the target population has 17.");
        Convolution((1, 1, 1), new[,,,] { { { { double.NaN } } } }).Message(1, 1).ShouldContain("weight 0 of the shape [1, 1, 1, 1] is NaN");
    }

    private static string Message(Func<Convolution> create) => Should.Throw<ArgumentException>(create).Message;
}
