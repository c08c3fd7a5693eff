using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using static Myelin.Syntax;

namespace Myelin.Interchange.Tests.Mapping;

public sealed class GraphToNetworkTests
{
    private const int Steps = 40;
    private static readonly NirImportOptions milliseconds = new() { Dt = 1 * ms, TimeUnit = 1 * ms };

    [Fact]
    public void Random_graphs_give_what_their_equations_give() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            var random = new Random(seed);
            NirGraph graph = Layers(random);
            graph.Problems().ShouldBeEmpty();
            double[] spikes = [.. Enumerable.Range(0, Steps * 72).Select(_ => random.NextDouble() < 0.3 ? 1.0 : 0)];
            Agree(graph, spikes, milliseconds);
            Agree(graph, spikes, milliseconds with { Input = NirInputKind.Values });
            Agree(graph, [.. spikes.Select(s => s * random.NextDouble())], milliseconds with { Input = NirInputKind.Values });
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Hdf5Theory]
    [InlineData("braille_noDelay_bias_zero.nir")]
    [InlineData("braille_noDelay_noBias_subtract.nir")]
    public void Published_recurrent_networks_give_what_their_equations_give(string file)
    {
        var random = new Random(3);
        NirGraph graph = NirFile.Read(ReferenceFile.Of(file)).Graph;
        double[] spikes = [.. Enumerable.Range(0, 256 * 12).Select(_ => random.NextDouble() < 0.1 ? 1.0 : 0)];
        double[] own = GraphRun.Output(graph, spikes), naive = new NaiveGraph(graph, 1e-4).Run(spikes, new NirShape(12));
        own.Sum().ShouldBeGreaterThan(20);
        own.ShouldBe(naive);
    }

    [Hdf5Fact]
    public void A_published_convolutional_network_gives_what_its_equations_give()
    {
        var random = new Random(3);
        NirGraph whole = NirFile.Read(ReferenceFile.Of("cnn_sinabs.nir")).Graph;

        // Up to the third layer of neurons: deeper ones are silent for a while.
        string[] kept = ["input", "0", "1", "2", "3", "4", "5", "6"];
        var graph = new NirGraph(
            [.. whole.Nodes.Where(n => kept.Contains(n.Key)), new("output", new OutputNode(new NirShape(8, 8, 8)))],
            [.. whole.Edges.Where(e => kept.Contains(e.Source) && kept.Contains(e.Target)), new NirEdge("6", "output")]);
        double[] spikes = [.. Enumerable.Range(0, 4 * 2 * 34 * 34).Select(_ => random.NextDouble() < 0.1 ? 1.0 : 0)];
        NirNetwork network = graph.ToNetwork();
        network.Dt.ShouldBe(1 * s);
        double[] own = GraphRun.Output(network, spikes);
        own.Sum().ShouldBeGreaterThan(5);
        own.ShouldBe(new NaiveGraph(graph, 1).Run(spikes, new NirShape(2, 34, 34)));
    }

    [Fact]
    public void A_graph_within_a_graph_is_the_same_network()
    {
        NirGraph Hidden(string prefix) => new(
            [new("input", new InputNode(new NirShape(3))), new("lif", Cuba(3, new Random(1))), new("w", new LinearNode(Array(new Random(2), 3, 3))), new("output", new OutputNode(new NirShape(3)))],
            [new NirEdge("input", "lif"), new NirEdge("lif", "w"), new NirEdge("w", "lif"), new NirEdge("lif", "output")]);
        var nested = new NirGraph(
            [new("in", new InputNode(new NirShape(3))), new("hidden", Hidden("")), new("out", new OutputNode(new NirShape(3)))],
            [new NirEdge("in", "hidden"), new NirEdge("hidden", "out")]);
        var flat = new NirGraph(
            [new("in", new InputNode(new NirShape(3))), new("lif", Cuba(3, new Random(1))), new("w", new LinearNode(Array(new Random(2), 3, 3))), new("out", new OutputNode(new NirShape(3)))],
            [new NirEdge("in", "lif"), new NirEdge("lif", "w"), new NirEdge("w", "lif"), new NirEdge("lif", "out")]);
        var random = new Random(9);
        double[] spikes = [.. Enumerable.Range(0, 200 * 3).Select(_ => random.NextDouble() < 0.5 ? 1.0 : 0)];
        double[] own = GraphRun.Output(nested, spikes, milliseconds);
        own.Sum().ShouldBeGreaterThan(10);
        own.ShouldBe(GraphRun.Output(flat, spikes, milliseconds));
    }

    [Fact]
    public void Everything_that_a_file_does_not_state_is_reported()
    {
        NirGraph graph = Small(new LifNode(One(10), One(1), One(0), One(1)), [new NirEdge("n", "w"), new NirEdge("w", "n")]);
        string[] notes = [.. graph.ToNetwork(milliseconds).Report.Select(n => n.ToString())];
        notes.ShouldContain("assumed: a step of 1 ms (as asked for); files state none.");
        notes.ShouldContain("assumed: a unit of time of 1 ms; files state none.");
        notes.ShouldContain("assumed, 'n': v_reset is 0; the file does not state it.");
        notes.ShouldContain("assumed, 'n': what comes from 'n' over w arrives one step later, as the cycle has no Delay.");
        notes.ShouldContain(n => n.Contains("explicit Euler"));
    }

    [Fact]
    public void A_reset_by_subtraction_keeps_what_is_above_the_threshold()
    {
        NirGraph graph = Small(new IfNode(One(1), One(1)), []);
        double[] input = [.. Enumerable.Repeat(1.5, 6)];
        GraphRun.Output(graph, input, milliseconds with { Input = NirInputKind.Values, Reset = Neurons.ResetMode.Subtract }).ShouldBe([1, 1, 1, 1, 1, 1]);
        double[] less = [.. Enumerable.Repeat(0.75, 6)];
        GraphRun.Output(graph, less, milliseconds with { Input = NirInputKind.Values, Reset = Neurons.ResetMode.Subtract }).ShouldBe([0, 1, 1, 0, 1, 1], "0.75, 1.5 - 1, 1.25 - 1, 1 is not above 1, 1.75 - 1, 1.5 - 1");
        GraphRun.Output(graph, less, milliseconds with { Input = NirInputKind.Values }).ShouldBe([0, 1, 0, 1, 0, 1]);
    }

    [Fact]
    public void Impossible_graphs_are_refused_in_one_sentence()
    {
        var neuron = new LifNode(One(10), One(1), One(0), One(1));
        Refusal(Small(neuron, [new NirEdge("n", "w"), new NirEdge("w", "n")]), milliseconds with { DelayRecurrentEdges = false }).ShouldBe("The way from 'n' over w to 'n' closes a cycle without a delay.");
        Refusal(Small(neuron, [new NirEdge("w", "w"), new NirEdge("w", "n")]), milliseconds).ShouldBe("The nodes w form a cycle without neurons; a cycle must go over neurons, which remember.");
        Refusal(Small(neuron, [new NirEdge("n", "x")]), milliseconds).ShouldStartWith("The edge 'n -> x' names 'x', but there is no such node");
        Refusal(Small(neuron, []), new NirImportOptions { Dt = 20 * s }).ShouldContain("below the step of 20000 ms");
        Refusal(Small(new LiNode(One(10), One(1), One(0)), [new NirEdge("n", "w"), new NirEdge("w", "n")]), milliseconds).ShouldContain("gives numbers to 'n', but neurons of a network give each other spikes");
        Refusal(Small(new LifNode(One(10), One(1), One(0), One(-1)), []), milliseconds).ShouldContain("VThreshold of -1 must be above VReset of 0.");
        Refusal(new NirGraph([new("in", new InputNode(new NirShape(2_000_000_000))), new("out", new OutputNode(new NirShape(2_000_000_000)))], [new NirEdge("in", "out")]), milliseconds).ShouldContain("from 1 to 10000000 elements are possible");
    }

    [Fact]
    public void Ways_that_multiply_are_refused_before_they_fill_the_memory()
    {
        var nodes = new Dictionary<string, NirNode> { ["in"] = new InputNode(new NirShape(1)), ["n"] = new LifNode(One(10), One(1), One(0), One(1)), ["out"] = new OutputNode(new NirShape(1)) };
        var edges = new List<NirEdge> { new("n", "out") };
        string from = "in";
        for (int i = 0; i < 40; i++)
        {
            foreach (string side in (string[])["a", "b"])
            {
                nodes[side + i] = new ScaleNode(One(0.5));
                edges.Add(new NirEdge(from, side + i));
                edges.Add(new NirEdge(side + i, "j" + i));
            }

            nodes["j" + i] = new ScaleNode(One(1));
            from = "j" + i;
        }

        edges.Add(new NirEdge(from, "n"));
        Refusal(new NirGraph(nodes, edges), milliseconds).ShouldContain("more than 20000 ways");
    }

    [Fact]
    public void What_is_fed_is_checked()
    {
        NirGraph graph = Small(new LifNode(One(10), One(1), One(0), One(1)), []);
        Should.Throw<ArgumentException>(() => graph.ToNetwork(milliseconds).Feed([0, 1, 0.5])).Message.ShouldStartWith("The value for element 0 of the Input 'in' in step 2 is 0.5; spikes are 0 or 1");
        Should.Throw<ArgumentException>(() => graph.ToNetwork(milliseconds with { Input = NirInputKind.Values }).Feed([double.NaN])).Message.ShouldContain("it must be finite");
        Should.Throw<ArgumentException>(() => graph.ToNetwork(milliseconds).Feed([0], "x")).Message.ShouldBe("The graph has no Input node 'x'; it has in.");
    }

    private static void Agree(NirGraph graph, double[] input, NirImportOptions options)
    {
        double[] own = GraphRun.Output(graph, input, options), naive = new NaiveGraph(graph, 1).Run(input, new NirShape(2, 6, 6));
        own.Length.ShouldBe(naive.Length);
        for (int i = 0; i < own.Length; i++) own[i].ShouldBe(naive[i], 1e-9 * (1 + Math.Abs(naive[i])), $"value {i}");
    }

    private static string Refusal(NirGraph graph, NirImportOptions options) => Should.Throw<InvalidDataException>(() => graph.ToNetwork(options)).Message;

    private static NumericArray One(double value) => NumericArray.Of([value], 1);

    private static NumericArray Array(Random random, params int[] shape) => NumericArray.Of([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (random.NextDouble() * 2) - 0.7)], shape);

    private static NumericArray Positive(Random random, double scale, params int[] shape) => NumericArray.Of([.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => scale * (1 + random.NextDouble()))], shape);

    private static CubaLifNode Cuba(int size, Random random) => new(Positive(random, 3, size), Positive(random, 5, size), Positive(random, 2, size), Array(random, size), Positive(random, 0.7, size), null, Positive(random, 2, size));

    private static NirGraph Small(NirNode neuron, NirEdge[] more) => new(
        [new("in", new InputNode(new NirShape(1))), new("n", neuron), new("w", new ScaleNode(One(0.5))), new("out", new OutputNode(new NirShape(1)))],
        [new NirEdge("in", "n"), new NirEdge("n", "out"), new NirEdge("in", "w"), .. more]);

    // Convolution, pooling, scaling, a matrix, recurrence, delays, a readout that leaks.
    private static NirGraph Layers(Random random)
    {
        var padding = new Size2D(random.Next(2), random.Next(2));
        var first = new Conv2dNode(Array(random, 4, 1, 3, 2), Array(random, 4), new Size2D(1, random.Next(1, 3)), padding, new Size2D(random.Next(1, 3), 1), 2, new Size2D(6, 6));
        NirShape one = first.OutputFor(new NirShape(2, 6, 6));
        int[] map = one.Lengths.ToArray();
        NirNode pool = random.Next(2) == 0 ? new SumPool2dNode(2, new Size2D(1, 1), 0) : new AvgPool2dNode(2, new Size2D(2, 1), 1);
        NirShape two = pool.OutputFor(one);
        int flat = (int)two.Count, hidden = random.Next(3, 20);
        var nodes = new Dictionary<string, NirNode>
        {
            ["in"] = new InputNode(new NirShape(2, 6, 6)),
            ["conv"] = first,
            ["if"] = new IfNode(Positive(random, 0.5, map), Positive(random, 1, map), random.Next(2) == 0 ? null : NumericArray.Filled(-0.25, map)),
            ["pool"] = pool,
            ["scale"] = new ScaleNode(Array(random, two.Lengths.ToArray())),
            ["flatten"] = new FlattenNode(0, -1, two),
            ["fc"] = new AffineNode(Array(random, hidden, flat), Array(random, hidden)),
            ["rec"] = Cuba(hidden, random),
            ["w_rec"] = new AffineNode(Array(random, hidden, hidden), Array(random, hidden)),
            ["delay"] = new DelayNode(NumericArray.Of([.. Enumerable.Range(0, hidden).Select(_ => (double)random.Next(4))], hidden)),
            ["same delay"] = new DelayNode(NumericArray.Filled(2, hidden)),
            ["w2"] = new LinearNode(Array(random, 5, hidden)),
            ["lif"] = new LifNode(Positive(random, 4, 5), Positive(random, 3, 5), Array(random, 5), Positive(random, 0.8, 5), NumericArray.Filled(-0.5, 5)),
            ["w3"] = new AffineNode(Array(random, 4, 5), Array(random, 4)),
            ["li"] = new LiNode(Positive(random, 4, 4), Positive(random, 1, 4), Array(random, 4)),
            ["w4"] = new AffineNode(Array(random, 3, 4), Array(random, 3)),
            ["out"] = new OutputNode(new NirShape(3)),
        };
        string middle = random.Next(3) switch { 0 => "delay", 1 => "same delay", _ => "w2" };
        string[] way = ["in", "conv", "if", "pool", "scale", "flatten", "fc", "rec", .. middle == "w2" ? System.Array.Empty<string>() : [middle], "w2", "lif", "w3", "li", "w4", "out"];
        foreach (string unused in (string[])["delay", "same delay"])
        {
            if (unused != middle) nodes.Remove(unused);
        }

        return new NirGraph(nodes, [.. way.Zip(way.Skip(1), (a, b) => new NirEdge(a, b)), new NirEdge("rec", "w_rec"), new NirEdge("w_rec", "rec")]);
    }
}
