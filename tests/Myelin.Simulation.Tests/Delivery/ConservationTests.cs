using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Simulation.Recording;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Delivery;

/// <summary>Each source fires once: what arrives at each target is the sum of the weights that the rule streams, no more and no less.</summary>
public class ConservationTests
{
    private static readonly Config config = Config.QuickThrowOnFailure.WithMaxTest(60);

    [Fact]
    public void What_arrives_is_what_the_rule_streams() => Prop.ForAll<int>(Check).Check(config);

    [Fact]
    public void Ranges_that_begin_and_end_anywhere_receive_only_their_own()
    {
        foreach (int threads in (int[])[1, 2, 3])
        {
            ConnectionRule[] rules =
            [
                OneToOne(), AllToAll(), FixedIndegree(5), Dense(Dyadic(new Random(1), 23 * 23, 23, 23)),
                SumPooling((23, 1, 1), 1), Convolution((1, 1, 23), new WeightTensor([1.0, 2, 4], 1, 1, 3), padding: 1),
            ];
            foreach (ConnectionRule rule in rules)
            {
                var network = new Network(7);
                Population source = network.Population("source", 131, new Parrot());
                Population between = network.Population("between", 17, Probe);
                Population target = network.Population("target", 200, Probe);
                network.Drive(source, SpikeReplay([.. Enumerable.Repeat(EndOf(0), 131)], [.. Enumerable.Range(0, 131)]));
                Projection projection = network.Connect(source[49..72], target[57..80], rule);
                using Simulator run = new(network, Dt, null, Double(threads));
                run.RunSteps(2);
                double[] expected = Expected(network, projection);
                for (int n = 0; n < 200; n++) run.Peek(target, "U", n).ShouldBe(n is >= 57 and < 80 ? expected[n - 57] : 0, $"{rule}, {threads} threads, neuron {n}");
                for (int n = 0; n < 17; n++) run.Peek(between, "U", n).ShouldBe(0);
            }
        }
    }

    [Fact]
    public void Connections_between_the_same_two_neurons_add_up()
    {
        var network = new Network();
        Population source = network.Population("source", 2, new Parrot());
        Population target = network.Population("target", 2, Probe);
        network.Drive(source, SpikeReplay([EndOf(0), EndOf(0)], [0, 1]));
        network.Connect(source, target, Explicit([0, 0, 0, 1], [1, 1, 1, 1], new[] { 1.0, 2, 4, 8 }));
        network.Connect(source, target, AllToAll(), 16.0);
        network.Connect(source, target, AllToAll(), 16.0);
        using Simulator run = new(network, Dt);
        run.RunSteps(2);
        run.Peek(target, "U", 1).ShouldBe(1 + 2 + 4 + 8 + 64);
        run.Peek(target, "U", 0).ShouldBe(64);
        run.Synapses.ShouldBe(12);
        run.SynapticEvents.ShouldBe(12);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_synapse_is_counted_once_also_where_signs_choose_the_port(int threads)
    {
        ConnectionRule[] rules =
        [
            Dense(Dyadic(new Random(5), 100 * 150, 150, 100), "pA"),
            Convolution((1, 10, 10), Dyadic(new Random(6), 6 * 9, 6, 1, 3, 3), stride: 2, padding: 1, unit: "pA"),
        ];
        foreach (ConnectionRule rule in rules)
        {
            var network = new Network();
            Population source = network.Population("source", 100, new Parrot());
            Population target = network.Population("target", 150, new LifExp());
            network.Drive(source, SpikeReplay([EndOf(0), EndOf(0)], [50, 99]));
            Projection projection = network.Connect(source, target, rule);
            using Simulator run = new(network, Dt, null, Double(threads));
            run.RunSteps(2);
            run.Synapses.ShouldBe((long)projection.ExpectedSynapses);
            ConnectionStream stream = rule.Open(100, 150, false, 0, 0);
            var partners = new Partners();
            int events = 0;
            foreach (int spiking in (int[])[50, 99])
            {
                stream.Fill(spiking, partners);
                events += partners.Count;
            }

            run.SynapticEvents.ShouldBe(events);
        }
    }

    private static void Check(int seed)
    {
        var random = new Random(seed);
        int sources = random.Next(1, 180), targets = random.Next(1, 180), steps = 1 + random.Next(20);
        var network = new Network((ulong)random.NextInt64());
        Population source = network.Population("source", sources, new Parrot());
        Population target = network.Population("target", targets, Probe);
        network.Drive(source, SpikeReplay([.. Enumerable.Range(0, sources).Select(_ => EndOf(random.Next(steps)))], [.. Enumerable.Range(0, sources)]));
        (int s0, int s1) = Range(random, sources);
        (int t0, int t1) = Range(random, targets);
        ConnectionRule rule = Rule(random, s1 - s0, t1 - t0);
        Distribution? weight = rule.WeightUnit is null ? random.Next(-8, 9) / 4.0 : null;
        Distribution? delay = rule.HasDelays ? null : random.Next(4) switch
        {
            0 => 0 * Dt,
            1 => null,
            2 => random.Next(1, 40) * Dt,
            _ => rule.Storage == ConnectionStorage.Procedural ? 3 * Dt : Uniform(1 * Dt, 40 * Dt),
        };
        Projection projection = network.Connect(source[s0..s1], target[t0..t1], rule, weight, delay);
        double[] expected = Expected(network, projection);
        using Simulator run = new(network, Dt, r => r.State(target, "U"), random.Next(2) == 0 ? Double(random.Next(1, 4)) : Single(random.Next(1, 4)));
        run.RunSteps(steps + 50);
        Trace trace = run.State(target, "U");
        for (int n = 0; n < targets; n++) trace.Of(n).Sum().ShouldBe(n >= t0 && n < t1 ? expected[n - t0] : 0, $"{rule} to neuron {n}");
        run.SynapticEvents.ShouldBe(run.Synapses);
    }

    private static (int Start, int End) Range(Random random, int size)
    {
        int start = random.Next(2) == 0 ? 0 : random.Next(size);
        return (start, random.Next(2) == 0 ? size : random.Next(start + 1, size + 1));
    }

    private static ConnectionRule Rule(Random random, int sources, int targets)
    {
        int connections = random.Next(300);
        return random.Next(9) switch
        {
            0 => AllToAll(),
            1 => FixedIndegree(random.Next(1, 20)),
            2 => FixedOutdegree(random.Next(1, 20)),
            3 => FixedProbability(random.NextDouble()),
            4 => FixedTotalNumber(connections),
            5 => Dense(Dyadic(random, sources * targets, targets, sources)),
            6 => Explicit(Draw(random, connections, sources), Draw(random, connections, targets), Dyadic(random, connections, connections)),
            7 => Explicit(
                Draw(random, connections + 1, sources),
                Draw(random, connections + 1, targets),
                Dyadic(random, connections + 1, connections + 1),
                [.. Draw(random, connections + 1, 40).Select(d => (d + 1) * Dt.InMilliseconds)]),
            _ => sources == targets ? OneToOne() : AllToAll(),
        };
    }

    private static int[] Draw(Random random, int count, int below) => [.. Enumerable.Range(0, count).Select(_ => random.Next(below))];

    private static WeightTensor Dyadic(Random random, int count, params int[] shape) =>
        new([.. Enumerable.Range(0, count).Select(_ => random.Next(-16, 17) / 8.0)], shape);

    private static double[] Expected(Network network, Projection projection)
    {
        int sources = projection.Source.Count, targets = projection.Target.Count;
        ConnectionStream stream = projection.Rule.Open(sources, targets, projection.IsRecurrent, network.Seed, (uint)projection.Index);
        var partners = new Partners();
        var expected = new double[targets];
        for (int i = 0; i < (stream.BySource ? sources : targets); i++)
        {
            stream.Fill(i, partners);
            for (int p = 0; p < partners.Count; p++)
                expected[stream.BySource ? partners.Indices[p] : i] += stream.HasWeights ? partners.Weights[p] : projection.Weight!.ConstantValue!.Value;
        }

        return expected;
    }
}
