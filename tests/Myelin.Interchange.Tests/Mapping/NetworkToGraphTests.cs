using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Syntax;

namespace Myelin.Interchange.Tests.Mapping;

public sealed class NetworkToGraphTests
{
    private static readonly NirExportOptions milliseconds = new() { Dt = 1 * ms, TimeUnit = 1 * ms };
    private static readonly NirImportOptions back = new() { Dt = 1 * ms, TimeUnit = 1 * ms };

    [Hdf5Theory]
    [InlineData("braille_noDelay_bias_zero.nir")]
    [InlineData("two_lif_neurons.nir")]
    public void A_graph_that_became_a_network_and_a_graph_again_gives_the_same(string file)
    {
        NirGraph graph = NirFile.Read(ReferenceFile.Of(file)).Graph;
        NirNetwork network = graph.ToNetwork();
        var options = new NirExportOptions { Dt = network.Dt };
        NirGraph again = network.Network.ToNir(options).Graph;
        again.Problems().ShouldBeEmpty();
        int size = (int)network.Inputs.Single().Shape.Count;
        var random = new Random(5);
        double[] spikes = [.. Enumerable.Range(0, (size > 100 ? 8 : 200) * size).Select(_ => random.NextDouble() < 0.1 ? 1.0 : 0)];
        double[] first = GraphRun.Output(network, spikes), second = GraphRun.Output(again, spikes, new NirImportOptions { Dt = network.Dt });
        second.ShouldBe(first);
    }

    [Fact]
    public void Random_networks_come_back_with_equal_arrays_and_spikes() => Prop.ForAll<int>(seed =>
    {
        NirGraph first = Random(seed).ToNir(milliseconds).Graph;
        NirNetwork between = first.ToNetwork(back);
        NirGraph second = between.Network.ToNir(milliseconds).Graph;
        second.Equals(first).ShouldBeTrue($"seed {seed}: {string.Join(", ", first.Nodes.Keys)} and {string.Join(", ", second.Nodes.Keys)}");

        var random = new Random(seed);
        double[] spikes = [.. Enumerable.Range(0, 40 * 72).Select(_ => random.NextDouble() < 0.2 ? 1.0 : 0)];
        double[] once = GraphRun.Output(between, spikes), twice = GraphRun.Output(second, spikes, back);
        twice.ShouldBe(once, $"seed {seed}");
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(25));

    [Theory]
    [InlineData(-2997)]
    [InlineData(49)]
    public void A_bias_stays_with_the_weights_from_elsewhere_whatever_order_they_were_wired_in(int seed)
    {
        NirGraph first = Random(seed).ToNir(milliseconds).Graph;
        NirGraph second = first.ToNetwork(back).Network.ToNir(milliseconds).Graph;
        second.ShouldBe(first);
        first.Nodes["pooled_n0_weights"].ShouldBeOfType<AffineNode>();
        first.Nodes["n0_n0_weights"].ShouldBeOfType<LinearNode>();
    }

    // All that NIR can express: convolution, pooling, weights, biases, delays, spikes that come back, neurons with parameters of their own.
    private static Network Random(int seed)
    {
        var random = new Random(seed);
        double[] Weights(int count) => [.. Enumerable.Range(0, count).Select(_ => (random.NextDouble() * 3) - 1)];
        var network = new Network();
        Population last = network.Population("in", 72, new Parrot());
        if (random.Next(2) == 0)
        {
            Population maps = network.Population("maps", 3 * 4 * 4, new NirIf { R = 1 / ms });
            network.Connect(last, maps, Convolution((2, 6, 6), new WeightTensor(Weights(54), 3, 2, 3, 3)), delay: 0 * ms);
            last = maps;
            if (random.Next(2) == 0)
            {
                Population pooled = network.Population("pooled", 3 * 2 * 2, new NirLif { Tau = 20 * ms, R = 20 });
                network.Connect(last, pooled, SumPooling((3, 4, 4), 2), delay: 0 * ms);
                last = pooled;
            }
        }

        for (int layer = 0, layers = random.Next(1, 4); layer < layers; layer++)
        {
            int size = random.Next(2, 9);
            Population next = random.Next(3) switch
            {
                0 => network.Population($"n{layer}", size, new NirLif { Tau = 10 * ms, R = 10, VThreshold = 0.5 + random.NextDouble() }),
                1 => network.Population($"n{layer}", size, i => new NirLif { Tau = (5 + i) * ms, R = 5 + i, VReset = -0.1 * i }),
                _ => network.Population($"n{layer}", size, i => new NirCubaLif { TauSyn = (2 + i) * ms, TauMem = 12 * ms, R = 12, WIn = 1 + (0.5 * i) }),
            };
            network.Connect(last, next, Dense(new WeightTensor(Weights(size * last.Size), size, last.Size)), delay: (random.Next(3) == 0 ? 3 : 0) * ms);
            if (random.Next(2) == 0) network.Connect(next, next, Dense(new WeightTensor(Weights(size * size), size, size)));
            if (random.Next(2) == 0) network.Drive(next, new Myelin.Inputs.ConstantInput(Weights(size)));
            last = next;
        }

        return network;
    }

    [Fact]
    public void Projections_become_nodes()
    {
        var network = new Network();
        Population input = network.Population("in", 2 * 6 * 6, new Parrot());
        Population maps = network.Population("maps", 3 * 4 * 4, new NirIf());
        Population pooled = network.Population("pooled", 3 * 2 * 2, new NirLif { Tau = 20 * ms });
        Population cells = network.Population("cells", 4, i => new NirCubaLif { TauMem = (10 + i) * ms });
        network.Connect(input, maps, Convolution((2, 6, 6), new double[3, 2, 3, 3]), delay: 0 * ms);
        network.Connect(maps, pooled, SumPooling((3, 4, 4), 2), delay: 0 * ms);
        network.Connect(pooled, cells, Dense(new double[4, 12]), delay: 3 * ms);
        network.Connect(cells, cells, Dense(new double[4, 4]));
        network.Drive(cells, ConstantInput(1, 2, 3, 4));
        NirGraph graph = network.ToNir(milliseconds).Graph;
        graph.Problems().ShouldBeEmpty();
        graph.Nodes.Select(n => $"{n.Key} {n.Value.Type}").ShouldBe([
            "cells CubaLIF", "cells_cells_weights Linear", "in Input", "in_maps_conv Conv2d", "maps IF", "maps_pooled_pool SumPool2d", "output Output", "pooled LIF",
            "pooled_cells_delay Delay", "pooled_cells_flatten Flatten", "pooled_cells_weights Affine"]);
        graph.Nodes["pooled_cells_delay"].ShouldBeOfType<DelayNode>().Delay.ToArray().ShouldAllBe(d => d == 3);
        graph.Nodes["cells"].ShouldBeOfType<CubaLifNode>().TauMem.ToArray().ShouldBe([10, 11, 12, 13]);
        graph.Nodes["pooled_cells_weights"].ShouldBeOfType<AffineNode>().Bias.ToArray().ShouldBe([1, 2, 3, 4]);
        graph.ToNetwork(back).Network.Projections.Select(p => p.Rule.GetType()).ShouldBe([typeof(Dense), typeof(Convolution), typeof(Pooling), typeof(Dense)], ignoreOrder: true);
    }

    [Fact]
    public void Projections_that_differ_in_the_delay_of_their_sources_alone_are_one_delay_node()
    {
        Network Parts(bool isAxonal)
        {
            var network = new Network();
            Population input = network.Population("in", 3, new Parrot());
            Population cells = network.Population("cells", 2, new NirIf());
            network.Connect(input, cells, new Explicit([0, 0], [0, 1], new WeightTensor([1, 2], 2)), delay: 0 * ms);
            network.Connect(input, cells, new Explicit([isAxonal ? 2 : 0], [1], new WeightTensor([3], 1)), delay: 4 * ms);
            network.Drive(cells, ConstantInput(0.5, 0.25));
            return network;
        }

        NirGraph graph = Parts(isAxonal: true).ToNir(milliseconds).Graph;
        graph.Problems().ShouldBeEmpty();
        graph.Edges.Select(e => $"{e.Source} {e.Target}").ShouldBe(["cells output", "in in_cells_delay", "in_cells_delay in_cells_weights", "in_cells_weights cells"], ignoreOrder: true);
        graph.Nodes["in_cells_delay"].ShouldBeOfType<DelayNode>().Delay.ToArray().ShouldBe([0, 0, 4]);
        AffineNode weights = graph.Nodes["in_cells_weights"].ShouldBeOfType<AffineNode>();
        weights.Weight.ToArray().ShouldBe([1, 0, 0, 2, 0, 3]);
        weights.Bias.ToArray().ShouldBe([0.5, 0.25]);
        Network read = graph.ToNetwork(back).Network;
        read.Projections.Select(p => p.Delay.ToString()).Count().ShouldBe(2);
        read.ToNir(milliseconds).Graph.ShouldBe(graph);

        // A source with two delays needs a way for each.
        Parts(isAxonal: false).ToNir(milliseconds).Graph.Nodes.Values.Count(n => n is LinearNode or AffineNode).ShouldBe(2);
    }

    [Fact]
    public void What_cannot_be_expressed_is_said()
    {
        var network = new Network();
        Population source = network.Population("source", 3, new Parrot());
        Population soft = network.Population("soft", 3, new Leaky { Beta = 0.9 });
        Population delta = network.Population("delta", 3, new LifDelta { Refractory = 2 * ms });
        network.Connect(source, soft, Dense(new double[3, 3]), delay: 0 * ms);
        network.Connect(source, delta, FixedIndegree(2), 3 * mV, delay: 1 * ms, release: new Synapses.TsodyksMarkram());
        network.Drive(source, Poisson(100 * Hz, 1.0));
        string[] notes = [.. network.ToNir(milliseconds).Report.Select(n => n.ToString())];
        notes.ShouldContain("lost, 'soft': the reset by subtraction of the threshold; NIR sets the membrane to v_reset. Tell the reader.");
        notes.ShouldContain("lost, 'delta': the refractory period of 2 ms; NIR has none.");
        notes.ShouldContain("lost, 'projection source -> delta': short-term plasticity; NIR has none.");
        notes.ShouldContain(n => n.StartsWith("lost, 'source': its input Poisson", StringComparison.Ordinal));
        notes.ShouldContain("changed, 'projection source -> delta': FixedIndegree became a matrix of 3 x 3 weights.");
    }

    [Fact]
    public void Leaky_neurons_of_discrete_time_come_back_with_the_same_membrane()
    {
        Network network = new();
        Population input = network.Population("in", 1, new Parrot());
        Population cells = network.Population("cells", 1, new Leaky { Beta = 0.8, Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep });
        network.Connect(input, cells, Dense(new double[,] { { 0.3 } }), delay: 0 * ms);
        NirGraph graph = network.ToNir(milliseconds).Graph;
        double[] spikes = [.. Enumerable.Range(0, 60).Select(i => i % 7 < 5 ? 1.0 : 0)];
        double u = 0;
        double[] expected = [.. spikes.Select(s =>
        {
            u = (0.8 * u) + (0.3 * s);
            bool fires = u > 1;
            if (fires) u = 0;
            return fires ? 1.0 : 0;
        })];
        expected.Sum().ShouldBeGreaterThan(3);
        GraphRun.Output(graph, spikes, back).ShouldBe(expected);
    }

    [Fact]
    public void What_has_no_node_is_refused()
    {
        Network With(INeuronModel model)
        {
            var network = new Network();
            network.Population("cells", 2, model);
            return network;
        }

        Should.Throw<ArgumentException>(() => With(new Izhikevich()).ToNir()).Message.ShouldStartWith("Population 'cells' of the model Izhikevich has no node in NIR");
        Network random = With(new NirLif());
        random.Connect(random.Populations[0], random.Populations[0], AllToAll(), Normal(0.0, 1.0));
        Should.Throw<ArgumentException>(() => random.ToNir()).Message.ShouldContain("its weights are drawn from a law");
    }
}
