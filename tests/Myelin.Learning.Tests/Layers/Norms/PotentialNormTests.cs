using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Norms;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Data.Generated;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Learning.Tests.Layers.Norms;

public sealed class PotentialNormTests : IDisposable
{
    private const int Steps = 5;
    private const int Batch = 6;
    private const int Channels = 3;
    private const int Inner = 7;

    private static readonly Shape shape = [Steps, Batch, Channels, Inner];

    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Every_step_normalises_the_potentials_before_the_threshold()
    {
        float[] numbers = Numbers();
        PotentialNorm<Arctangent<Two>> layer = Layer();
        float[] spikes = layer.Forward(Tensor.From(numbers, shape)).Values.ToArray();

        // Leaky integration with a time constant of 2 and a reset to 0, normalised by hand.
        double[] u = new double[Batch * Channels * Inner], mean = new double[Channels], variance = [1, 1, 1];
        for (int t = 0; t < Steps; t++)
        {
            for (int i = 0; i < u.Length; i++) u[i] += (numbers[(t * u.Length) + i] - u[i]) / 2;
            for (int c = 0; c < Channels; c++)
            {
                int[] own = [.. Enumerable.Range(0, u.Length).Where(i => i / Inner % Channels == c)];
                double m = own.Average(i => u[i]), v = own.Average(i => (u[i] - m) * (u[i] - m));
                mean[c] += 0.1 * (m - mean[c]);
                variance[c] += 0.1 * ((v * own.Length / (own.Length - 1)) - variance[c]);
                foreach (int i in own)
                {
                    bool spike = (layer.Weight.Values[c] * (u[i] - m) / Math.Sqrt(v + 1e-5)) + layer.Bias.Values[c] >= 1;
                    spikes[(t * u.Length) + i].ShouldBe(spike ? 1 : 0, $"step {t}, neuron {i}");
                    if (spike) u[i] = 0;
                }
            }
        }

        spikes.Average().ShouldBeInRange(0.05f, 0.5f);
        float[][] running = [.. layer.Buffers.Select(b => b.Values.Values.ToArray())];
        for (int c = 0; c < Channels; c++)
        {
            ((double)running[0][c]).ShouldBe(mean[c], 1e-5);
            ((double)running[1][c]).ShouldBe(variance[c], 1e-5);
        }
    }

    [Fact]
    public void Gradients_are_those_of_the_equations_written_out()
    {
        float[] numbers = Numbers();
        float[] weights = Numbers(5);
        PotentialNorm<Arctangent<Two>> layer = Layer();
        Tensor x = Tensor.From(numbers, shape, requiresGradient: true);
        Tape.Current.Backward(layer.Forward(x), weights);
        float[] gradient = x.Gradient.ToArray(), ofWeight = layer.Weight.Gradient.ToArray(), ofBias = layer.Bias.Gradient.ToArray();
        Tape.Current.Clear();

        PotentialNorm<Arctangent<Two>> same = Layer();
        var fire = new Spiking<Arctangent<Two>>(new NirThreshold { Threshold = 0 });
        x = Tensor.From(numbers, shape, requiresGradient: true);
        Tensor u = Tensor.Zeros([1, .. shape.Slice(1, 4)]);
        var spikes = new List<Tensor>();
        for (int t = 0; t < Steps; t++)
        {
            Tensor h = (u * 0.5f) + (x.Steps(t, 1) * 0.5f);
            Tensor spike = fire.Forward(h.BatchNorm(same.Weight, same.Bias, axis: 2) - 1);
            spikes.Add(spike);
            u = h * (1 - spike.Detach());
        }

        Tape.Current.Backward(Tensor.Concatenate([.. spikes]), weights);
        Close(gradient, x.Gradient);
        Close(ofWeight, same.Weight.Gradient);
        Close(ofBias, same.Bias.Gradient);
    }

    [Fact]
    public void Folding_changes_no_spike_of_a_trained_network()
    {
        PotentialNorm<Arctangent<Two>> norm = Trained(out Sequential model, out _, out _, normalises: true);
        float[] input = Input();
        model.Evaluate();
        model.ResetState();
        model.Forward(Tensor.From(input, [20, 16, 4]));
        float[] normalised = norm.Spikes.Values.ToArray();
        Tape.Current.Clear();

        Spiking<Arctangent<Two>> folded = norm.Fold(30);
        Spiking plain = folded;
        plain.Forward(model[1].Forward(model[0].Forward(Tensor.From(input, [20, 16, 4]))));
        plain.Spikes.Values.ToArray().ShouldBe(normalised);
        Tape.Current.Clear();

        // Step by step gives the same, and explicit normalisation of every potential takes the same decision.
        norm.KeepsPotentials = true;
        model.ResetState();
        model.Forward(Tensor.From(input, [20, 16, 4]));
        norm.Spikes.Values.ToArray().ShouldBe(normalised);
        norm.DecisionsThatDiffer().ShouldBe(0);

        normalised.Average().ShouldBeInRange(0.02f, 0.8f);
        norm.ChannelsAtSmallestThreshold.ShouldBe(0);
        folded.Learnt.Single().Value.Values.ToArray().Distinct().Count().ShouldBe(30);
    }

    [Fact]
    public void A_simulator_gives_the_same_spikes()
    {
        PotentialNorm<Arctangent<Two>> norm = Trained(out Sequential model, out Linear first, out Linear last);
        foreach (Linear layer in (Linear[])[first, last])
        {
            foreach ((_, Parameter parameter) in layer.Parameters)
            {
                foreach (ref float value in parameter.Values) value = MathF.Round(value * 64) / 64;
            }
        }

        var random = new Random(3);
        float[] spikes = [.. Enumerable.Range(0, 20 * 4).Select(_ => random.NextDouble() < 0.4 ? 1f : 0f)];
        Networks.Network network = model.ToNetwork([4]);
        Time dt = NetworkLowering.StepOf(model);
        (double Time, int Neuron)[] events = [.. spikes.Select((s, i) => (s, i)).Where(e => e.s == 1).Select(e => (((e.i / 4) + 1) * dt.InMilliseconds, e.i % 4))];
        network.Drive(network.Populations[0], Syntax.SpikeReplay([.. events.Select(e => e.Time)], [.. events.Select(e => e.Neuron)]));
        Networks.Population hidden = network.Populations[1];
        using var simulator = new Simulator(network, dt, r => r.Spikes(hidden), new SimulationOptions { Precision = Precision.Single, Threads = 1 });
        simulator.Run(20 * dt);
        float[] theirs = new float[20 * 30];
        foreach ((int step, int neuron) in simulator.Spikes(hidden)) theirs[(step * 30) + neuron] = 1;
        model.Evaluate();
        model.ResetState();
        model.Forward(Tensor.From(spikes, [20, 1, 4]));
        theirs.Sum().ShouldBeGreaterThan(10);
        norm.Spikes.Values.ToArray().ShouldBe(theirs);
    }

    [Fact]
    public void A_model_whose_potential_depends_on_the_threshold_is_refused()
    {
        Should.Throw<ArgumentException>(() => new PotentialNorm<Arctangent<Two>>(new Leaky(), 4)).Message.ShouldStartWith("Leaky resets its U late");
        _ = new PotentialNorm<Arctangent<Two>>(new Leaky { Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep }, 4);
        Should.Throw<ArgumentException>(() => new PotentialNorm<Arctangent<Two>>(new Leaky(), 4, threshold: "Theta")).Message.ShouldStartWith("Leaky has no parameter 'Theta'; it has Beta, Threshold");
    }

    [Fact]
    public void Shapes_and_uses_that_do_not_fit_are_named()
    {
        PotentialNorm<Arctangent<Two>> layer = Layer();
        Should.Throw<ArgumentException>(() => layer.Forward(Tensor.Zeros([2, 2, 4]))).Message.ShouldContain("has 3 channels and takes [T, B, 3, ...], got [2, 2, 4]");
        Should.Throw<ArgumentException>(() => layer.Fold(7)).Message.ShouldContain("3 channels, which 7 neurons");
        Should.Throw<InvalidOperationException>(() => layer.NormalisedDistances()).Message.ShouldContain("no potentials yet");
        Should.Throw<ArgumentException>(() => new PotentialNorm<Arctangent<Two>>(new Lif(), 3) { Reads = "U" }.Forward(Tensor.Zeros(shape))).Message.ShouldContain("hands on spikes");
        Should.Throw<ArgumentException>(() => new PotentialNorm<Arctangent<Two>>(new Lif(), 3).Learn("Threshold").Forward(Tensor.Zeros(shape))).Message.ShouldContain("learns Threshold by its norm");
    }

    private static PotentialNorm<Arctangent<Two>> Layer()
    {
        var layer = new PotentialNorm<Arctangent<Two>>(new Lif { DetachReset = true }, Channels);
        for (int c = 0; c < Channels; c++) (layer.Weight.Values[c], layer.Bias.Values[c]) = (0.8f + (0.3f * c), 0.1f * (c + 1));
        return layer;
    }

    private static float[] Numbers(int seed = 1)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, (int)shape.Count).Select(_ => (random.NextSingle() * 3) - 1)];
    }

    private static float[] Input()
    {
        var random = new Random(9);
        return [.. Enumerable.Range(0, 20 * 16 * 4).Select(_ => random.NextSingle() * 2)];
    }

    private static PotentialNorm<Arctangent<Two>> Trained(out Sequential model, out Linear first, out Linear last, bool normalises = false)
    {
        var norm = new PotentialNorm<Arctangent<Two>>(new Lif { DecayInput = false }, 30);
        (first, last) = (new Linear(4, 30, seed: 1), new Linear(30, 3, seed: 2));
        model = new Sequential(first, normalises ? new BatchNorm(30) : new Sequential(), norm, last, new Spiking<Arctangent<Two>>(new Leaky()) { Reads = "U" });
        var trainer = new Trainer(model, new Adam(model.Parameters.Select(p => p.Parameter), 0.01), new StepCrossEntropy(), new RepeatedInput(4));
        IReadOnlyList<EpochRecord> history = trainer.Fit(new YinYang(400, seed: 1), null, new TrainingPlan { Epochs = 4, BatchSize = 40 });
        history[^1].Loss.ShouldBeLessThan(history[0].Loss);
        return norm;
    }

    private static void Close(ReadOnlySpan<float> actual, ReadOnlySpan<float> expected)
    {
        actual.Length.ShouldBe(expected.Length);
        for (int i = 0; i < expected.Length; i++) actual[i].ShouldBe(expected[i], 1e-4f * Math.Max(1, Math.Abs(expected[i])), $"element {i}");
    }
}
