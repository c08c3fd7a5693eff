using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class PoolingTests
{
    private sealed record Case(MapShape Input, Size2D Kernel, Size2D Stride, Size2D Padding, bool Average, int Seed);

    private static Gen<Size2D> Sizes(int least, int most) =>
        Gen.Choose(least, most).Two().Select(size => new Size2D(size.Item1, size.Item2));

    private static Arbitrary<Case> Cases =>
        (from channels in Gen.Choose(1, 3)
         from kernel in Sizes(1, 4)
         from stride in Sizes(1, 5)
         from padY in Gen.Choose(0, kernel.Height / 2)
         from padX in Gen.Choose(0, kernel.Width / 2)
         from extra in Sizes(0, 6)
         from average in Gen.Elements(true, false)
         from seed in Gen.Choose(0, int.MaxValue)
         select new Case((channels, kernel.Height + extra.Height, kernel.Width + extra.Width), kernel, stride, (padY, padX), average, seed)).ToArbitrary();

    [Fact]
    public void The_sum_of_all_sources_is_the_pooled_map() =>
        Prop.ForAll(Cases, c =>
        {
            Random random = new(c.Seed);
            double[] input = [.. Enumerable.Range(0, (int)c.Input.Count).Select(_ => random.NextDouble() - 0.5)];
            Pooling rule = c.Average
                ? AveragePooling(c.Input, c.Kernel, c.Stride, c.Padding)
                : SumPooling(c.Input, c.Kernel, c.Stride, c.Padding);
            (int height, int width) = (rule.OutputShape.Height, rule.OutputShape.Width);
            height.ShouldBe(((c.Input.Height + (2 * c.Padding.Height) - c.Kernel.Height) / c.Stride.Height) + 1);
            width.ShouldBe(((c.Input.Width + (2 * c.Padding.Width) - c.Kernel.Width) / c.Stride.Width) + 1);

            double[] expected = new double[c.Input.Channels * height * width];
            int connections = 0;
            for (int channel = 0; channel < c.Input.Channels; channel++)
            for (int i = 0; i < height; i++)
            for (int j = 0; j < width; j++)
            for (int k = 0; k < c.Kernel.Height; k++)
            for (int l = 0; l < c.Kernel.Width; l++)
            {
                int y = (i * c.Stride.Height) - c.Padding.Height + k;
                int x = (j * c.Stride.Width) - c.Padding.Width + l;
                if (y < 0 || y >= c.Input.Height || x < 0 || x >= c.Input.Width) continue;
                connections++;
                expected[(((channel * height) + i) * width) + j] += input[(((channel * c.Input.Height) + y) * c.Input.Width) + x]
                    / (c.Average ? c.Kernel.Height * c.Kernel.Width : 1);
            }

            rule.Apply(input, expected.Length).ShouldBe(expected, 1e-13);
            rule.ExpectedConnections(input.Length, expected.Length).ShouldBe(connections);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void An_average_pooling_of_PyTorch_gives_the_same()
    {
        ReferenceTensor input = ReferenceTensor.Read("avg_pool2d_k3_s2_p1", "input"), output = ReferenceTensor.Read("avg_pool2d_k3_s2_p1", "output");
        Pooling rule = AveragePooling((input.Shape[1], input.Shape[2], input.Shape[3]), 3, 2, 1);
        rule.OutputShape.ShouldBe(new MapShape(output.Shape[1], output.Shape[2], output.Shape[3]));
        for (int b = 0; b < input.Shape[0]; b++) rule.Apply(input.Item(b), (int)rule.OutputShape.Count).ShouldBe(output.Item(b), 1e-12);
    }

    [Fact]
    public void The_stride_is_the_window_where_not_given()
    {
        Pooling rule = SumPooling((2, 8, 9), (2, 3), unit: "mV");
        rule.OutputShape.ShouldBe(new MapShape(2, 4, 3));
        (rule.Kind, rule.Input, rule.Kernel, rule.Stride, rule.Padding, rule.Weight)
            .ShouldBe((PoolingKind.Sum, new MapShape(2, 8, 9), new Size2D(2, 3), new Size2D(2, 3), new Size2D(0, 0), 1.0));
        rule.WeightUnit.ShouldBe("mV");
        rule.Storage.ShouldBe(ConnectionStorage.Procedural);
        rule.ToString().ShouldBe("SumPooling((2, 8, 9), (2, 3), stride: (2, 3), padding: (0, 0), mV)");
        AveragePooling((1, 4, 4), 2).ToString().ShouldBe("AveragePooling((1, 4, 4), (2, 2), stride: (2, 2), padding: (0, 0))");
        AveragePooling((1, 4, 4), 2).Weight.ShouldBe(0.25);
    }

    [Fact]
    public void Errors_name_both_shapes()
    {
        Message(() => SumPooling((1, 0, 5), 2)).ShouldBe("The input shape must have at least one channel, row and column, got (1, 0, 5).");
        Message(() => SumPooling((1, 5, 5), 0)).ShouldBe("The pooling window must be at least 1 along both axes, got (0, 0).");
        Message(() => SumPooling((1, 5, 5), 2, stride: 0)).ShouldBe("The stride must be at least 1 along both axes, got (0, 0).");
        Message(() => SumPooling((1, 5, 5), 2, padding: -1)).ShouldBe("The padding must be at least 0 along both axes, got (-1, -1).");
        Message(() => SumPooling((1, 5, 5), 3, padding: 2)).ShouldBe("The padding must be at most half of the pooling window (3, 3), got (2, 2).");
        Message(() => SumPooling((1, 5, 2), 3)).ShouldBe("A pooling window of (3, 3) does not fit the input shape (1, 5, 2) with padding (0, 0).");
        SumPooling((1, 4, 4), 2).Message(15, 4).ShouldBe("E to I: the input shape (1, 4, 4) has 16 neurons, but the source population has 15.");
        SumPooling((1, 4, 4), 2).Message(16, 5).ShouldBe("E to I: the output shape (1, 2, 2) has 4 neurons, but the target population has 5.");
    }

    private static string Message(Func<Pooling> create) => Should.Throw<ArgumentException>(create).Message;
}
