using FsCheck;
using FsCheck.Fluent;
using Myelin.Data.Generated;
using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Quantisation;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Quantisation;

public sealed class QuantisationTests : IDisposable
{
    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Weights_of_few_bits_are_the_nearest_multiples_of_one_unit() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte Bits, short[] Numbers)>().Filter(c => c.Numbers.Length > 0),
        c =>
        {
            int bits = 2 + (c.Bits % 7);
            double levels = Math.ScaleB(1, bits - 1) - 1;
            float[] weights = [.. c.Numbers.Select(n => n / 1000f)];
            ReadOnlySpan<float> formed = new FewBits(bits).Of(Parameter(weights, weights.Length)).Values;
            double largest = weights.Max(Math.Abs), mean = weights.Average(w => Math.Abs(w)), unit = Math.Min(largest / levels, 2 * mean / Math.Sqrt(levels));
            bool right = true;
            for (int i = 0; i < weights.Length; i++)
            {
                double expected = unit == 0 ? 0 : Math.Clamp(weights[i], -levels * unit, levels * unit);
                right &= Math.Abs(formed[i] - expected) <= (unit * 0.5001) + 1e-6;
                right &= unit == 0 || Math.Abs((formed[i] / unit) - Math.Round(formed[i] / unit)) < 1e-2;
            }

            Tape.Current.Clear();
            return right && formed.Length == weights.Length;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Four_bits_have_at_most_fifteen_values_and_channels_have_their_own_unit()
    {
        var layer = new Linear(100, 4, seed: 3);
        layer.Weight.Values[..100].Fill(1e-3f);
        layer.Weight.Form = new FewBits(4, UnitOf.Channel);
        float[] formed = layer.Weight.Used.Values.ToArray();
        formed[..100].ShouldAllBe(w => Math.Abs(w - 1e-3f) < 1e-7f);
        formed[100..200].Distinct().Count().ShouldBeInRange(8, 15);
        layer.Weight.Form = new FewBits(4);
        layer.Weight.Used.Values[..100].ToArray().ShouldAllBe(w => w == 0);
    }

    [Fact]
    public void One_bit_is_the_sign_times_the_mean_magnitude() =>
        new FewBits(1).Of(Parameter([0.5f, -1, 0, 2.5f], 4)).Values.ToArray().ShouldBe([1, -1, 1, 1]);

    [Fact]
    public void Gradients_go_straight_through_to_the_stored_weights()
    {
        Linear plain = new(6, 5, seed: 1), quantised = new(6, 5, seed: 1);
        quantised.Weight.Form = new FewBits(3);
        Tensor x = Tensor.From([.. Enumerable.Range(0, 12).Select(i => MathF.Sin(i))], [2, 6]);
        Tape.Current.Backward(quantised.Forward(x).Square().Sum());

        // The same gradient as of a layer that stores the rounded weights.
        quantised.Weight.Used.Values.CopyTo(plain.Weight.Values);
        Tape.Current.Backward(plain.Forward(x).Square().Sum());
        float[] through = quantised.Weight.Gradient.ToArray(), expected = plain.Weight.Gradient.ToArray();
        for (int i = 0; i < through.Length; i++) through[i].ShouldBe(expected[i], 1e-5f * (1 + Math.Abs(expected[i])));
    }

    [Fact]
    public void What_saturates_gets_no_gradient()
    {
        // Nine weights of 0.01 and one of 1: two bits reach 2 mean|w| = 0.218.
        var weights = new Parameter("weight", [10]);
        weights.Values.Fill(0.01f);
        weights.Values[9] = 1;
        Tensor formed = new FewBits(2).Of(weights.Tensor);
        formed.Values[9].ShouldBe(0.218f, 1e-6f);
        Tape.Current.Backward(formed.Sum());
        weights.Gradient.ToArray().ShouldBe([1, 1, 1, 1, 1, 1, 1, 1, 1, 0]);
    }

    [Fact]
    public void Every_layer_with_weights_computes_with_their_form()
    {
        Module[] layers =
        [
            new Linear(4, 4), new Convolution2d(1, 2, 3), new Recurrent<Arctangent<Two>>(new Leaky { Threshold = 0.1 }, 4), new DelayedLinear(4, 4, 3),
            new DilatedConvolution2d(1, 2, 3, 2), new HeterogeneousDelays(1, 2, 3, 1),
        ];
        foreach (Module layer in layers)
        {
            layer.Evaluate();
            layer.Weights.Count().ShouldBe(1, layer.GetType().Name);
            int[] sample = layer is Convolution2d or DilatedConvolution2d ? [1, 6, 6] : layer is HeterogeneousDelays ? [1, 1, 1] : [4];
            Tensor x = Tensor.Empty([3, 2, .. sample]);
            x.Values.Fill(0.5f);
            float[] before = layer.Forward(x).Values.ToArray();
            layer.ResetState();
            layer.FormWeights(new Tenfold());
            float[] after = layer.Forward(x).Values.ToArray();
            after.ShouldNotBe(before, layer.GetType().Name);
            layer.ResetState();
            layer.FoldWeights();
            layer.Weights.Single().Weight.Form.ShouldBeNull();
            layer.Forward(x).Values.ToArray().ShouldBe(after, layer.GetType().Name);
        }
    }

    [Fact]
    public void Training_that_knows_of_two_bits_beats_rounding_after_training()
    {
        var training = new SyntheticDigits(600, seed: 1);
        var test = new SyntheticDigits(300, seed: 2);
        Sequential aware = Network(), after = Network();
        aware.QuantiseWeights(2);
        double with = Train(aware), without = Train(after);
        after.QuantiseWeights(2);
        double rounded = Trainer(after).Evaluate(test).Accuracy;
        with.ShouldBeGreaterThan(rounded);
        without.ShouldBeGreaterThan(0.5);
        aware.Footprint().ShouldBeLessThan(after.Footprint() + 1);

        double Train(Sequential network)
        {
            Trainer trainer = Trainer(network);
            trainer.Fit(training, null, new TrainingPlan { Epochs = 4, BatchSize = 50 });
            return trainer.Evaluate(test).Accuracy;
        }

        static Sequential Network() => new(
            new Flatten(), new Linear(784, 40, seed: 1), new Spiking<Arctangent<Two>>(new Leaky()), new Linear(40, 10, seed: 2), new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });

        static Trainer Trainer(Sequential network) =>
            new(network, new Adam(network.Parameters.Select(p => p.Parameter), 5e-3), new StepCrossEntropy(), new RepeatedInput(4));
    }

    [Fact]
    public void States_stay_on_the_grid_and_a_fine_grid_changes_nothing_much()
    {
        var format = new FixedFormat(8, 5);
        var coarse = new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = "U", StateGrid = format };
        var fine = new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = "U", StateGrid = new FixedFormat(40, 30) };
        var plain = new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = "U" };
        Tensor x = Tensor.From([.. Enumerable.Range(0, 60).Select(i => 0.4f + (0.3f * MathF.Sin(i)))], [20, 1, 3]);
        foreach (float u in coarse.Forward(x).Values) (u * 32).ShouldBe(MathF.Round(u * 32));
        float[] expected = plain.Forward(x).Values.ToArray(), got = fine.Forward(x).Values.ToArray();
        for (int i = 0; i < got.Length; i++) got[i].ShouldBe(expected[i], 1e-5f);
        fine.Spikes.Values.ToArray().ShouldBe(plain.Spikes.Values.ToArray());
        coarse.SpikesPerNeuron.ShouldBe(coarse.Spikes.Values.ToArray().Sum() / 3, 1e-6);
    }

    [Fact]
    public void A_gradient_passes_through_states_on_a_grid()
    {
        float[] Gradient(FixedFormat? grid)
        {
            var layer = new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.8 }) { StateGrid = grid };
            Tensor x = Tensor.From([.. Enumerable.Range(0, 24).Select(i => 0.5f + (0.2f * MathF.Cos(i)))], [8, 1, 3], requiresGradient: true);
            Tape.Current.Backward(layer.Forward(x).Sum());
            return x.Gradient.ToArray();
        }

        float[] plain = Gradient(null), grid = Gradient(new FixedFormat(40, 30));
        plain.Any(g => g != 0).ShouldBeTrue();
        for (int i = 0; i < plain.Length; i++) grid[i].ShouldBe(plain[i], 1e-4f);
    }

    [Theory]
    [InlineData(FixedOverflow.Saturate, 1.75f)]
    [InlineData(FixedOverflow.Wrap, -1.25f)]
    public void Words_that_overflow_saturate_or_wrap(FixedOverflow overflow, float expected)
    {
        var layer = new Spiking<Arctangent<Two>>(new Leaky { Beta = 1, Threshold = 1e6 }) { Reads = "U", StateGrid = new FixedFormat(4, 2, overflow) };
        layer.Forward(Tensor.From([2.75f], [1, 1, 1])).Item.ShouldBe(expected);
    }

    [Theory]
    [InlineData(FixedRounding.Nearest, -0.75f)]
    [InlineData(FixedRounding.Down, -0.75f)]
    [InlineData(FixedRounding.TowardsZero, -0.5f)]
    public void Words_round_as_their_format_says(FixedRounding rounding, float expected)
    {
        var layer = new Spiking<Arctangent<Two>>(new Leaky { Beta = 1, Threshold = 1e6 }) { Reads = "U", StateGrid = new FixedFormat(8, 2, FixedOverflow.Saturate, rounding) };
        layer.Forward(Tensor.From([-0.7f], [1, 1, 1])).Item.ShouldBe(expected);
    }

    [Fact]
    public void A_quantised_rectifier_has_as_many_levels_as_its_bits()
    {
        var rectifier = new QuantisedRectifier(2);
        Tensor y = rectifier.Forward(Tensor.From([.. Enumerable.Range(-10, 41).Select(i => i / 10f)], [1, 1, 41]));
        float[] values = [.. y.Values.ToArray().Distinct().Order()];
        values.Length.ShouldBe(4);
        values[0].ShouldBe(0);
        (values[2] / values[1]).ShouldBe(2, 1e-4);
        rectifier.Evaluate();
        rectifier.Forward(Tensor.From([1000], [1, 1, 1])).Item.ShouldBe(values[3]);
    }

    [Fact]
    public void The_search_takes_bits_from_where_they_do_not_matter()
    {
        // The "accuracy" needs 5 bits of the first layer and nothing of the second.
        var model = new Sequential(new Linear(20, 10, seed: 1), new Linear(10, 50, seed: 2));
        Parameter first = model.Weights.First().Weight;
        BitAllocation found = new BitSearch { Most = 8, Fewest = 2, AllowedLoss = 0.01 }.Run(model, () => first.Form is { Bits: < 5 } ? 0.5 : 0.9);
        found.Bits["0.weight"].ShouldBe(5);
        found.Bits["1.weight"].ShouldBe(2);
        found.MeanBits.ShouldBe(((5 * 200) + (2 * 500)) / 700.0, 1e-12);
        found.Accuracy.ShouldBe(0.9);
        first.Form!.Bits.ShouldBe(5);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new FewBits(0)).Message.ShouldContain("Weights of 0 bits cannot be made; there must be 1 to 16");
        Should.Throw<ArgumentOutOfRangeException>(() => new QuantisedRectifier(17)).Message.ShouldContain("Activations of 17 bits");
        Should.Throw<ArgumentException>(() => new Flatten().QuantiseWeights(4)).Message.ShouldContain("No layer of the Flatten has weights");
        Should.Throw<ArgumentException>(() => new BitSearch { Fewest = 9 }.Run(new Linear(1, 1), () => 1)).Message.ShouldContain("Bits from 9 to 8");
        Should.Throw<ArgumentException>(() => new BitSearch { AllowedLoss = 2 }.Run(new Linear(1, 1), () => 1)).Message.ShouldContain("from 0 to 1, got 2");
        Should.Throw<ArgumentException>(() => new Recurrent<Arctangent<Two>>(new Leaky(), 2) { StateGrid = new FixedFormat(8, 4) }).Message.ShouldStartWith("Recurrent: states on a grid");
        Should.Throw<ArgumentException>(() => new Spiking<Arctangent<Two>>(new Leaky()) { StateGrid = new FixedFormat(1, 4) }).Message.ShouldContain("A word of 1 bits");
    }

    private static Tensor Parameter(float[] values, params int[] shape) => Tensor.From(values, Shape.Create(shape));

    private sealed class Tenfold : IWeightForm
    {
        public Tensor Of(Tensor stored) => stored * 10;
    }
}
