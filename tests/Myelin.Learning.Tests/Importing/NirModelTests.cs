using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Interchange;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Tests;
using Myelin.Learning.Importing;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Lowering;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Learning.Tests.Importing;

/// <summary>Graphs of NIR as layers: the same spikes as in the simulator, to the last bit where weights lie on a dyadic grid.</summary>
public sealed class NirModelTests : IDisposable
{
    private static readonly NirImportOptions options = new() { Dt = 1 * ms, Reset = ResetMode.Subtract };

    public static TheoryData<string> Files => ["two_lif_neurons.nir", "lif_norse.nir", "lif_rockpool.nir", "braille_noDelay_bias_zero.nir", "braille_noDelay_noBias_subtract.nir", "braille_nirtorch_tests.nir", "cnn_sinabs.nir"];

    public void Dispose() => Tape.Current.Clear();

    [Fact]
    public void Random_chains_spike_as_in_the_simulator() => Prop.ForAll<int>(seed =>
    {
        NirGraph graph = new RandomChain(seed).Graph();
        (float[] trained, float[] simulated) = Both(graph, options, seed, 30);
        trained.ShouldBe(simulated, $"seed {seed}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Images_spike_as_in_the_simulator()
    {
        var random = new RandomChain(7);
        NumericArray Neurons(int count, double value) => NumericArray.Filled(value, count, 4, 4);
        var graph = new NirGraph(
            [
                new("in", new InputNode(new NirShape(2, 8, 8))),
                new("conv", new Conv2dNode(random.Weights(4, 2, 3, 3), random.Weights(4), 2, new NirPadding(null, "valid") with { Zeros = (1, 1), Word = null }, 1, 1)),
                new("if", new IfNode(Neurons(4, 1000), Neurons(4, 1), Neurons(4, 0))),
                new("pool", new SumPool2dNode(2, 2, 0)),
                new("flat", new FlattenNode(0, -1)),
                new("fc", new AffineNode(random.Weights(3, 16), random.Weights(3))),
                new("out if", new IfNode(NumericArray.Filled(1000, 3), NumericArray.Filled(1, 3), NumericArray.Filled(0, 3))),
                new("out", new OutputNode(new NirShape(3))),
            ],
            [new("in", "conv"), new("conv", "if"), new("if", "pool"), new("pool", "flat"), new("flat", "fc"), new("fc", "out if"), new("out if", "out")]);
        (float[] trained, float[] simulated) = Both(graph, options, 1, 40);
        trained.ShouldBe(simulated);
        trained.Sum().ShouldBeGreaterThan(10);
    }

    [Hdf5Theory]
    [MemberData(nameof(Files))]
    public void Published_files_become_layers(string name)
    {
        NirGraph graph = NirFile.Read(Path.Combine(AppContext.BaseDirectory, "reference", "nir", name)).Graph;
        var given = new NirImportOptions { TrustDeclaredShapes = false };
        (float[] trained, float[] simulated) = Both(graph, given, 1, 50);
        trained.Length.ShouldBe(simulated.Length);

        // Sums of weights that are no dyadic numbers differ in their last bits, so that a few spikes may come a step earlier or later.
        trained.Zip(simulated).Count(p => p.First != p.Second).ShouldBeLessThanOrEqualTo(trained.Length / 500, name);
        (trained.Sum() != 0).ShouldBe(simulated.Sum() != 0);
    }

    [Fact]
    public void Trainer_simulator_and_the_file_of_a_model_with_delays_give_the_same_spikes() => Prop.ForAll<int>(seed =>
    {
        var random = new Random(seed);
        int inputs = random.Next(2, 6), hidden = random.Next(2, 6);
        var network = new Sequential(
            new AxonalDelay(inputs, 5, seed: (ulong)(uint)seed), new Linear(inputs, hidden, bias: random.Next(2) == 0), new Spiking<Arctangent<Two>>(new NirLif { Tau = 4 * ms, R = 4 }, 1 * ms),
            new AxonalDelay(hidden, 3, seed: 7), new Linear(hidden, 3, bias: false), new Spiking<Arctangent<Two>>(new NirIf { R = 1 / ms }, 1 * ms));
        foreach (Parameter parameter in network.Parameters.Select(p => p.Parameter).Where(p => p.Learns))
        {
            foreach (ref float value in parameter.Values) value = random.Next(-2, 7) / 4f;
        }

        foreach (AxonalDelay delays in network.All.OfType<AxonalDelay>())
        {
            foreach (ref float delay in delays.Delays.Values) delay = random.Next(delays.MaximumDelay + 1);
            delays.Round();
        }

        const int Steps = 40;
        float[] spikes = Spikes(seed, Steps, inputs, 0.4);
        network.Evaluate();
        float[] trained = network.Forward(Tensor.From(spikes, [Steps, 1, inputs])).Values.ToArray();
        NirGraph graph = network.ToNetwork([inputs]).ToNir(new NirExportOptions { Dt = 1 * ms }).Graph;
        graph.Nodes.Values.Count(n => n is DelayNode).ShouldBeLessThanOrEqualTo(2);
        (float[] again, float[] simulated) = Both(graph, options with { Reset = ResetMode.Zero }, seed, Steps, 0.4);
        simulated.ShouldBe(trained, $"seed {seed}");
        again.ShouldBe(trained, $"seed {seed}");
        graph.ToModel<Arctangent<Two>>(options).Layers.All.OfType<AxonalDelay>().ShouldAllBe(d => d.IsRounded && !d.Delays.Learns);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(40));

    [Fact]
    public void Delays_that_are_no_whole_steps_are_rounded_and_the_report_says_so()
    {
        NumericArray All(double value) => NumericArray.Filled(value, 2);
        var graph = new NirGraph(
            [
                new("in", new InputNode(new NirShape(2))), new("wait", new DelayNode(NumericArray.Of([0.0016, 0.0], 2))), new("if", new IfNode(All(1000), All(0.5), All(0))), new("out", new OutputNode(new NirShape(2))),
            ],
            [new("in", "wait"), new("wait", "if"), new("if", "out")]);
        NirModel model = graph.ToModel<Arctangent<Two>>(options);
        model.Network.Report.Select(n => n.ToString()).ShouldContain("changed, 'wait': delays are rounded to whole steps.");
        model.Layers.All.OfType<AxonalDelay>().Single().Delays.Values.ToArray().ShouldBe([2f, 0f]);
        float[] x = [1, 1, 0, 0, 0, 0, 0, 0];
        model.Layers.Forward(Tensor.From(x, [4, 1, 2])).Values.ToArray().ShouldBe([0f, 1f, 0f, 0f, 1f, 0f, 0f, 0f]);
    }

    [Fact]
    public void An_imported_model_learns()
    {
        NirModel model = new RandomChain(11).Graph().ToModel<Arctangent<Two>>(options);
        Parameter[] learns = [.. model.Layers.Parameters.Select(p => p.Parameter).Where(p => p.Learns)];
        learns.ShouldNotBeEmpty();
        var optimiser = new Adam(learns, 0.02);
        Tensor input = default;
        float[] spikes = Spikes(1, 10, 4 * (int)model.Network.Inputs.Single().Shape.Count, 0.4);
        double first = 0, last = 0;
        for (int i = 0; i < 60; i++)
        {
            Tape.Current.Clear();
            optimiser.ZeroGradient();
            model.Layers.ResetState();
            input = Tensor.From(spikes, [10, 4, .. model.Sample]);
            Tensor loss = new CountCrossEntropy().Of(model.Layers.Forward(input), Targets.Of([0, 1, 0, 1]));
            Tape.Current.Backward(loss);
            optimiser.Step();
            (first, last) = (i == 0 ? loss.Item : first, loss.Item);
        }

        last.ShouldBeLessThan(0.8 * first);
    }

    [Fact]
    public void What_is_no_chain_of_layers_is_refused()
    {
        NirNode Lif(int n) => new LifNode(NumericArray.Filled(0.01, n), NumericArray.Filled(10, n), NumericArray.Filled(0, n), NumericArray.Filled(1, n));
        KeyValuePair<string, NirNode>[] ends = [new("in", new InputNode(new NirShape(2))), new("out", new OutputNode(new NirShape(2)))];
        string Refusal(NirNode[] nodes, params NirEdge[] edges) => Should.Throw<InvalidDataException>(() =>
            new NirGraph([.. ends, .. nodes.Select((n, i) => new KeyValuePair<string, NirNode>($"n{i}", n))], edges).ToModel<Arctangent<Two>>(options)).Message;

        Refusal([Lif(2), Lif(2)], new("in", "n0"), new("in", "n1"), new("n0", "out"), new("n1", "out"))
            .ShouldBe("The graph is no chain: 2 ways lead on from 'in', to 'n0' and 'n1'.");
        Refusal([Lif(2), new DelayNode(NumericArray.Filled(-0.002, 2)), Lif(2)], new("in", "n0"), new("n0", "n1"), new("n1", "n2"), new("n2", "out"))
            .ShouldBe("Node 'n1' (Delay): the delay -0.002 is -2 steps of 1 ms; 0 to 32767 are possible.");
        Refusal([Lif(2), Lif(2)], new("in", "n0"), new("n0", "n1"), new("n1", "n0"), new("n1", "out"))
            .ShouldStartWith("The graph is no chain: ");
        Refusal([Lif(2), new ScaleNode(NumericArray.Filled(1, 2)), new ScaleNode(NumericArray.Filled(1, 2))], new("in", "n0"), new("n0", "n1"), new("n1", "n2"), new("n2", "n0"), new("n0", "out"))
            .ShouldBe("The spikes of 'n0' come back to it over 'n1' (Scale), 'n2' (Scale); a layer has one Affine, Linear or Scale node for that.");
    }

    private static (float[] Trained, float[] Simulated) Both(NirGraph graph, NirImportOptions given, int seed, int steps, double probability = 0.3)
    {
        NirModel model = graph.ToModel<Arctangent<Two>>(given);
        int width = (int)model.Network.Inputs.Single().Shape.Count;
        float[] spikes = Spikes(seed, steps, width, probability);
        model.Layers.Evaluate();
        model.Layers.ResetState();
        float[] trained = model.Layers.Forward(Tensor.From(spikes, [steps, 1, .. model.Sample])).Values.ToArray();
        Tape.Current.Clear();

        NirNetwork network = graph.ToNetwork(given);
        network.Feed([.. spikes.Select(s => (double)s)]);
        using var run = new Simulator(
            network.Network,
            network.Dt,
            r =>
            {
                r.Spikes();
                foreach ((Population population, string? state) in network.Emitters)
                {
                    if (state is not null) r.State(population, state);
                }
            },
            new SimulationOptions { Precision = Precision.Single, Threads = 1 });
        run.RunSteps(steps);
        double[] read = network.Read(steps, population => Emitted(run, network, population, steps));
        return (trained, [.. read.Select(v => (float)v)]);
    }

    private static double[] Emitted(Simulator run, NirNetwork network, Population population, int steps)
    {
        double[] values = new double[steps * population.Size];
        if (network.Emitters.FirstOrDefault(e => e.Population == population).State is { } state)
        {
            for (int n = 0; n < population.Size; n++)
            {
                double[] own = run.State(population, state).Of(n);
                for (int t = 0; t < steps; t++) values[(t * population.Size) + n] = own[t];
            }

            return values;
        }

        var raster = run.Spikes(population);
        for (int i = 0; i < raster.Count; i++) values[(raster.Steps[i] * population.Size) + raster.Neurons[i]] = 1;
        return values;
    }

    private static float[] Spikes(int seed, int steps, int width, double probability)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, steps * width).Select(_ => random.NextDouble() < probability ? 1f : 0f)];
    }

    /// <summary>Chains of NIR with neurons of all kinds that spike, some with spikes that come back; weights are multiples of a quarter, time constants of powers of two steps.</summary>
    private sealed class RandomChain(int seed)
    {
        private readonly Random random = new(seed);

        public NumericArray Weights(params ReadOnlySpan<int> shape)
        {
            int count = 1;
            foreach (int length in shape) count *= length;
            float[] weights = new float[count];
            foreach (ref float weight in weights.AsSpan()) weight = random.Next(-4, 7) / 4f;
            return NumericArray.Of(weights, shape);
        }

        public NirGraph Graph()
        {
            int width = random.Next(2, 7);
            var nodes = new List<KeyValuePair<string, NirNode>> { new("in", new InputNode(new NirShape(width))) };
            var edges = new List<NirEdge>();
            string last = "in";
            void Link(string name, NirNode node)
            {
                nodes.Add(new(name, node));
                edges.Add(new(last, name));
                last = name;
            }

            for (int layer = 0, layers = random.Next(1, 4); layer < layers; layer++)
            {
                int outputs = random.Next(2, 7);
                if (random.Next(3) == 0) Link($"delay{layer}", Delays(width));
                Link($"fc{layer}", random.Next(2) == 0 ? new LinearNode(Weights(outputs, width)) : new AffineNode(Weights(outputs, width), Weights(outputs)));
                if (random.Next(3) == 0) Link($"gain{layer}", new ScaleNode(NumericArray.Filled(0.5, outputs)));
                if (random.Next(3) == 0) Link($"late{layer}", Delays(outputs));
                Link($"lif{layer}", Neurons(outputs));
                if (random.Next(2) == 0)
                {
                    string back = $"back{layer}";
                    nodes.Add(new(back, random.Next(2) == 0 ? new LinearNode(Weights(outputs, outputs)) : new AffineNode(Weights(outputs, outputs), Weights(outputs))));
                    edges.Add(new(last, back));
                    edges.Add(new(back, last));
                }

                width = outputs;
            }

            Link("out", new OutputNode(new NirShape(width)));
            return new NirGraph(nodes, edges);
        }

        // None, one for all or one for each, of which some are none.
        private DelayNode Delays(int count) =>
            new(random.Next(3) == 0 ? NumericArray.Filled(0.001 * random.Next(4), count) : NumericArray.Of([.. Enumerable.Range(0, count).Select(_ => 0.001 * random.Next(5))], count));

        private NirNode Neurons(int count)
        {
            NumericArray All(double value) => NumericArray.Filled(value, count);
            NumericArray tau = random.Next(2) == 0 ? All(0.004) : NumericArray.Of([.. Enumerable.Range(0, count).Select(i => 0.002 * (1 << (i % 3)))], count);
            return random.Next(4) switch
            {
                0 => new IfNode(All(1000), All(1), All(0)),
                1 => new LifNode(tau, All(4), All(0), All(1)),
                2 => new CubaLifNode(All(0.002), All(0.004), All(4), All(0), All(1)),
                _ => new LifNode(All(0.002), All(2), All(0), All(1)),
            };
        }
    }
}
