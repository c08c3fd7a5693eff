using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Data.Generated;
using Myelin.Interchange.Layers;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Conversion;

/// <summary>What conversions promise, on small networks.</summary>
public sealed class ConversionTests
{
    [Fact]
    public void Neurons_that_subtract_count_the_rounded_sum() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        // One layer under a constant input: the number of spikes is the quantised rectifier of the sum, for every number of steps.
        var random = new Random(seed);
        int steps = random.Next(1, 40);
        double scale = 0.5 + random.NextDouble();
        float x = (float)((random.NextDouble() * 3 * scale) - scale);
        var layer = new ScaledNeurons(Spiking(0.5), scale);
        Tensor output = layer.Forward(Tensor.From([x], [1, 1]).RepeatOverTime(steps));
        double count = output.Values.ToArray().Sum() / scale, exact = (steps * (double)x / scale) + 0.5;

        // Within rounding of a whole number either is right.
        if (Math.Abs(exact - Math.Round(exact)) > 1e-4) count.ShouldBe(Math.Clamp(Math.Floor(exact), 0, steps), 1e-3);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Cycles_give_the_quantised_network_to_the_last_bit() => Prop.ForAll(ArbMap.Default.ArbFor<int>(), seed =>
    {
        // Weights and scales on a dyadic grid, so that every sum is exact: all outputs are equal, whatever the signs and the order of spikes.
        const int Levels = 8;
        var random = new Random(seed);
        LayerGraph graph = Dyadic(random);
        var scales = new Dictionary<string, double> { ["r1"] = 4, ["r2"] = 8, ["r3"] = 2 };
        LayerNetwork quantised = graph.ToSpiking(scales, () => new Spiking<Rectangle<OneHalf, Zero>>(new IntegerLif { Decay = 0, Levels = Levels }), rate: Levels);
        LayerNetwork spiking = graph.ToSpiking(scales, () => new Spiking<Arctangent<Two>>(new CycleIf { Steps = Levels, Levels = Levels }));
        Tensor input = Tensor.From([.. Enumerable.Range(0, 6).Select(_ => random.Next(-64, 64) / 32f)], [2, 3]);
        float[] expected = quantised.Forward(input.RepeatOverTime(1)).Expanded().Values.ToArray();
        float[] output = spiking.Forward(input.RepeatOverTime(4 * Levels)).Expanded().Values.ToArray();

        // Three layers, three cycles before the output counts.
        for (int i = 0; i < expected.Length; i++)
            Enumerable.Range(3 * Levels, Levels).Sum(t => output[(t * expected.Length) + i] / Levels).ShouldBe(expected[i]);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Over_many_steps_the_output_is_that_of_the_ordinary_network()
    {
        var random = new Random(3);
        LayerGraph graph = Dyadic(random);
        Tensor input = Tensor.From([.. Enumerable.Range(0, 6).Select(_ => (float)random.NextDouble())], [2, 3]);
        float[] expected = new LayerNetwork(graph).Forward(input.RepeatOverTime(1)).Expanded().Values.ToArray();
        var scales = new Dictionary<string, double> { ["r1"] = 4, ["r2"] = 16, ["r3"] = 64 };
        const int Steps = 20_000;
        float[] output = graph.ToSpiking(scales, () => Spiking(0.5)).Forward(input.RepeatOverTime(Steps)).Expanded().Values.ToArray();
        for (int i = 0; i < expected.Length; i++) (Enumerable.Range(0, Steps).Sum(t => (double)output[(t * expected.Length) + i]) / Steps).ShouldBe(expected[i], 200.0 / Steps);
    }

    [Theory]
    [InlineData(2, 2, 6)]
    [InlineData(3, 3, 7)]
    [InlineData(3, 2, 9)]
    public void Maxima_as_rectifiers_are_the_maxima(int kernel, int stride, int side)
    {
        var graph = new LayerGraph();
        graph.Add("max", new PoolingLayer(PoolKind.Maximum, kernel, stride, default), graph.Add("x", new InputLayer([2, side, side])));
        var random = new Random(1);
        float[] values = [.. Enumerable.Range(0, 2 * side * side).Select(_ => random.Next(-99, 99) / 8f)];
        Tensor input = Tensor.From(values, [1, 1, 2, side, side]);
        LayerGraph without = graph.WithoutMaxima();
        without.Output.Shape.ShouldBe(graph.Output.Shape);
        new LayerNetwork(without).Forward(input).Values.ToArray().ShouldBe(new LayerNetwork(graph).Forward(input).Values.ToArray());
    }

    [Fact]
    public void Unequal_margins_are_where_they_were()
    {
        var random = new Random(2);
        float[] weight = [.. Enumerable.Range(0, 6).Select(_ => (float)random.Next(-9, 9))], image = [.. Enumerable.Range(0, 30).Select(_ => (float)random.Next(-9, 9))];
        foreach (Margins margins in (Margins[])[new(1, 0, 0, 2), new(0, 2, 1, 0), new(1, 1, 0, 1)])
        {
            var graph = new LayerGraph();
            graph.Add("y", new ConvolutionLayer(1, (2, 3), weight, default) { Stride = (2, 1), Padding = margins }, graph.Add("x", new InputLayer([1, 5, 6])));
            float[] output = new LayerNetwork(graph).Forward(Tensor.From(image, [1, 1, 1, 5, 6])).Values.ToArray();
            int[] shape = [.. graph.Output.Shape];
            for (int y = 0; y < shape[1]; y++)
            {
                for (int x = 0; x < shape[2]; x++)
                {
                    float sum = 0;
                    for (int k = 0; k < 6; k++)
                    {
                        int row = (2 * y) + (k / 3) - margins.Top, column = x + (k % 3) - margins.Left;
                        if (row is >= 0 and < 5 && column is >= 0 and < 6) sum += weight[k] * image[(row * 6) + column];
                    }

                    output[(y * shape[2]) + x].ShouldBe(sum);
                }
            }
        }
    }

    [Fact]
    public void Calibration_knows_the_largest_activation_and_the_percentiles()
    {
        var graph = new LayerGraph();
        graph.Add("r", new RectifierLayer(), graph.Add("x", new InputLayer([1, 28, 28])));
        var digits = new SyntheticDigits(20, seed: 1);
        ActivationSample sample = Calibration.Of(graph, digits).Activations["r"];
        float[] all = new float[20 * 784];
        for (int i = 0; i < 20; i++) digits.Read(i, all.AsSpan(i * 784, 784));
        Array.Sort(all);
        sample.Count.ShouldBe(all.Length);
        sample.Maximum.ShouldBe(all[^1]);
        sample.Percentile(100).ShouldBe(all[^1]);
        sample.Percentile(90).ShouldBe(all[(int)(0.9 * (all.Length - 1))], 0.01);
        Should.Throw<ArgumentOutOfRangeException>(() => sample.Percentile(101)).Message.ShouldContain("A percentile must be from 0 to 100.");
    }

    [Fact]
    public void The_scale_of_least_error_leaves_out_an_outlier_where_levels_are_few()
    {
        var sample = new ActivationSample();
        sample.Add([.. Enumerable.Range(0, 1000).Select(i => i / 1000f), 10]);
        sample.LeastError(1000).ShouldBe(10, 0.2);
        sample.LeastError(8).ShouldBeLessThan(9);
    }

    [Fact]
    public void A_trained_network_is_a_graph_again()
    {
        LayerGraph graph = Dyadic(new Random(1));
        LayerNetwork network = new LayerNetwork(graph).Initialise(7);
        Tensor input = Tensor.From([1, 2, 3], [1, 1, 3]);
        new LayerNetwork(network.ToGraph()).Forward(input).Values.ToArray().ShouldBe(network.Forward(input).Values.ToArray());
        network.Parameters.Count().ShouldBe(8);
    }

    [Fact]
    public void What_is_missing_or_wrong_is_named()
    {
        LayerGraph graph = Dyadic(new Random(1));
        Should.Throw<ArgumentException>(() => graph.ToSpiking(new Dictionary<string, double> { ["r1"] = 1 }, () => Spiking(0))).Message.ShouldBe("The rectifier 'r2' has no scale; calibrate the network without its maxima.");
        Should.Throw<ArgumentOutOfRangeException>(() => new ScaledNeurons(Spiking(0), 0)).Message.ShouldContain("The scale of neurons must be above 0 and finite.");
        Should.Throw<ArgumentException>(() => new LayerNetwork(graph).AccuracyOverSteps(new SyntheticDigits(1, 1), [4, 2])).Message.ShouldBe("Numbers of steps must ascend from at least 1, got 4, 2.");
    }

    private static Spiking Spiking(double start) => new Spiking<Arctangent<Two>>(new If { Reset = ResetMode.Subtract, InitialPotential = start });

    // Three layers with weights in eighths.
    private static LayerGraph Dyadic(Random random)
    {
        float[] Draw(int count) => [.. Enumerable.Range(0, count).Select(_ => random.Next(-16, 17) / 8f)];
        var graph = new LayerGraph();
        int at = graph.Add("x", new InputLayer([3]));
        at = graph.Add("r1", new RectifierLayer(), graph.Add("w1", new DenseLayer(5, Draw(15), Draw(5)), at));
        int second = graph.Add("r2", new RectifierLayer(), graph.Add("w2", new DenseLayer(5, Draw(25), Draw(5)), at));
        at = graph.Add("r3", new RectifierLayer(), graph.Add("w3", new DenseLayer(4, Draw(20), Draw(4)), second));
        graph.Add("y", new DenseLayer(2, Draw(8), Draw(2)), at);
        return graph;
    }
}
