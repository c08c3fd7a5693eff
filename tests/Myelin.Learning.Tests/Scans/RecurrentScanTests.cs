using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Values.Surrogates;

namespace Myelin.Learning.Tests.Scans;

/// <summary>Groups of samples that go through time together: the same numbers as one step after another, for every shape, with every gradient.</summary>
public sealed class RecurrentScanTests
{
    // Threshold and weights are dyadic, so sums are exact in any order.
    private static readonly Leaky neuron = new() { Beta = 0.5, Threshold = 0.75 };

    [Theory]
    [InlineData(1, 5, true, 9)]
    [InlineData(7, 16, true, 9)]
    [InlineData(29, 40, true, 5)]
    [InlineData(50, 3, true, 70)]
    [InlineData(13, 70, true, 3)]
    [InlineData(26, 300, true, 3)]
    [InlineData(29, 40, false, 70)]
    public void Spikes_are_those_of_one_step_after_another(int batch, int neurons, bool allToAll, int steps)
    {
        var layer = new Recurrent<Arctangent<Numbers.Two>>(neuron, neurons, allToAll, seed: 4);
        Dyadic(layer.RecurrentWeight.Values, 1);
        if (layer.RecurrentBias is not null) Dyadic(layer.RecurrentBias.Values, 2);
        var x = new Parameter("x", [steps, batch, neurons]);
        Dyadic(x.Values, 3);
        float[] spikes = layer.Forward(x).Values.ToArray();
        spikes.Count(s => s == 1).ShouldBeInRange(1, spikes.Length - 1);

        var single = new Spiking<Arctangent<Numbers.Two>>(neuron);
        single.CarryState(true);
        float[] before = new float[batch * neurons];
        for (int t = 0; t < steps; t++)
        {
            Tensor drive = Tensor.Empty([1, batch, neurons]);
            for (int i = 0; i < before.Length; i++)
            {
                int row = i / neurons, n = i % neurons;
                float sum = x.Values[(t * before.Length) + i] + (layer.RecurrentBias?.Values[n] ?? 0);
                if (allToAll)
                {
                    for (int k = 0; k < neurons; k++) sum += layer.RecurrentWeight.Values[(n * neurons) + k] * before[(row * neurons) + k];
                }
                else
                {
                    sum += layer.RecurrentWeight.Values[n] * before[i];
                }

                drive.Values[i] = sum;
            }

            single.Forward(drive).Values.CopyTo(before);
            before.ShouldBe(spikes.AsSpan(t * before.Length, before.Length).ToArray(), $"step {t}");
        }

        Tape.Current.Clear();
    }

    // Whatever the model: the drive is a sum, so the gradients of its terms follow from that of the input.
    [Theory]
    [InlineData(5, 40, true, 0.02f)]
    [InlineData(29, 40, true, 0.02f)]
    [InlineData(29, 40, true, 1f)]
    [InlineData(13, 600, true, 0.02f)]
    [InlineData(29, 37, false, 1f)]
    public void Gradients_of_weights_and_bias_follow_from_that_of_the_input(int batch, int neurons, bool allToAll, float drive)
    {
        const int Steps = 6;
        var layer = new Recurrent<Sigmoid<Numbers.Four>>(new Leaky { Beta = 0.9, Threshold = 0.02 }, neurons, allToAll, seed: 4) { Reads = "U" };
        var x = new Parameter("x", [Steps, batch, neurons]);
        Dyadic(x.Values, 3);
        foreach (ref float value in x.Values) value = (value - 0.4f) * drive;
        Tensor potential = layer.Forward(x);
        float[] spikes = layer.Spikes.Values.ToArray();
        Tape.Current.Backward(potential, Weights(potential));
        float[] gradient = x.Gradient.ToArray();
        int slice = batch * neurons;
        double[] bias = new double[neurons], weight = new double[layer.RecurrentWeight.Values.Length];
        for (int i = 0; i < gradient.Length; i++)
        {
            int t = i / slice, row = i % slice / neurons, n = i % neurons;
            bias[n] += gradient[i];
            if (t == 0) continue;
            int from = ((t - 1) * slice) + (row * neurons);
            for (int k = 0; allToAll && k < neurons; k++) weight[(n * neurons) + k] += gradient[i] * (double)spikes[from + k];
            if (!allToAll) weight[n] += gradient[i] * (double)spikes[from + n];
        }

        Close(layer.RecurrentWeight.Gradient, weight);
        if (layer.RecurrentBias is not null) Close(layer.RecurrentBias.Gradient, bias);
        Tape.Current.Clear();
    }

    // More steps than a part, several groups: states before a part are kept and those within are computed again.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Gradients_over_many_steps_are_those_of_finite_differences(bool allToAll)
    {
        const int Steps = 150, Batch = 13, Units = 6;
        var layer = new Recurrent<StraightThrough>(new LeakyRate { Slope = 0.5 }, Units, allToAll, seed: 3);
        layer.Learn(nameof(LeakyRate.Tau), Units);
        Parameter tau = layer.Learnt.Single().Value;
        for (int n = 0; n < Units; n++) tau.Values[n] = 2 + n;
        if (!allToAll) layer.RecurrentWeight.Values.Fill(-0.5f);
        var x = new Parameter("x", [Steps, Batch, Units]);
        Dyadic(x.Values, 5);
        Tensor activity = layer.Forward(x);
        Tape.Current.Backward(activity, Weights(activity));
        (Parameter Parameter, int At)[] looked =
        [
            (x, 3), (x, (Steps * Batch * Units / 2) + 5), (x, (Steps * Batch * Units) - 1), (tau, 0), (tau, 5), (layer.RecurrentWeight, 1), (layer.RecurrentWeight, layer.RecurrentWeight.Values.Length - 1),
        ];
        float[] gradients = [.. looked.Select(l => l.Parameter.Gradient[l.At])];
        Tape.Current.Clear();
        for (int i = 0; i < looked.Length; i++)
        {
            (Parameter parameter, int at) = looked[i];
            float old = parameter.Values[at], h = 1f / 64;
            parameter.Values[at] = old + h;
            double up = Value();
            parameter.Values[at] = old - h;
            double down = Value();
            parameter.Values[at] = old;
            ((up - down) / (2 * h)).ShouldBe(gradients[i], 0.02 * Math.Max(1, Math.Abs(gradients[i])), $"{parameter} at {at}");
        }

        double Value()
        {
            layer.ResetState();
            ReadOnlySpan<float> output = layer.Forward(x).Values;
            double sum = 0;
            for (int i = 0; i < output.Length; i++) sum += Weight(i) * (double)output[i];
            Tape.Current.Clear();
            return sum;
        }
    }

    [Fact]
    public void Threads_do_not_change_a_bit()
    {
        (float[] Spikes, float[] Weight, float[] Input) Run(int threads)
        {
            int before = Workers.Threads;
            Workers.Threads = threads;
            try
            {
                var layer = new Recurrent<Arctangent<Numbers.Two>>(new Alif { Threshold = 0.3 }, 24, seed: 9);
                layer.Learn(nameof(Alif.Decay), 24);
                var x = new Parameter("x", [70, 31, 24]);
                Dyadic(x.Values, 6);
                Tensor spikes = layer.Forward(x);
                float[] sent = spikes.Values.ToArray();
                Tape.Current.Backward(spikes, Weights(spikes));
                var result = (sent, layer.RecurrentWeight.Gradient.ToArray(), x.Gradient.ToArray());
                Tape.Current.Clear();
                return result;
            }
            finally
            {
                Workers.Threads = before;
            }
        }

        var one = Run(1);
        var three = Run(3);
        three.Spikes.ShouldBe(one.Spikes);
        three.Weight.ShouldBe(one.Weight);
        three.Input.ShouldBe(one.Input);
    }

    [Fact]
    public void Random_numbers_are_named_by_the_neuron_of_the_whole_batch()
    {
        var model = new EscapeRate();
        var x = new Parameter("x", [20, 37, 10]);
        Dyadic(x.Values, 7);
        var alone = new Spiking<Arctangent<Numbers.Two>>(model) { Seed = 5 };
        float[] expected = alone.Forward(x).Values.ToArray();
        var layer = new Recurrent<Arctangent<Numbers.Two>>(model, 10, bias: false) { Seed = 5 };
        layer.RecurrentWeight.Values.Clear();
        layer.Forward(x).Values.ToArray().ShouldBe(expected);
        expected.Count(s => s != 0).ShouldBeInRange(1, expected.Length - 1);
        Tape.Current.Clear();
    }

    [Fact]
    public void The_gradient_of_an_input_that_others_read_too_is_added()
    {
        var layer = new Recurrent<Arctangent<Numbers.Two>>(neuron, 8, seed: 2);
        var x = new Parameter("x", [5, 3, 8]);
        Dyadic(x.Values, 8);
        Tensor first = layer.Forward(x);
        float[] weights = Weights(first);
        Tape.Current.Backward(first, weights);
        float[] alone = x.Gradient.ToArray();
        Tape.Current.Clear();
        x.ZeroGradient();
        layer.ResetState();
        Tensor both = (layer.Forward(x) * Tensor.From(weights, [5, 3, 8])).Sum() + x.Tensor.Sum();
        Tape.Current.Backward(both);
        x.Gradient.ToArray().Zip(alone, (g, a) => g - a).ShouldAllBe(d => Math.Abs(d - 1) < 1e-5);
        Tape.Current.Clear();
    }

    private static float[] Weights(Tensor of) => [.. Enumerable.Range(0, of.Values.Length).Select(Weight)];

    private static float Weight(int i) => (i * 37 % 11 / 8f) - 0.5f;

    private static void Close(Span<float> measured, double[] expected)
    {
        double largest = expected.Max(Math.Abs);
        largest.ShouldBeGreaterThan(0);
        for (int i = 0; i < expected.Length; i++) Math.Abs(measured[i] - expected[i]).ShouldBeLessThan(1e-4 * largest, $"number {i}");
    }

    private static void Dyadic(Span<float> values, int seed)
    {
        var random = new Random(seed);
        foreach (ref float value in values) value = random.Next(-16, 24) / 32f;
    }
}
