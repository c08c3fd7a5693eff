using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Randomness;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Delivery;

/// <summary>Dense, convolution and pooling projections deliver what the same connections do as a list, bit for bit on weights that add exactly.</summary>
public class SharedWeightTests
{
    private static readonly int[] threadCounts = [1, 2];

    public static TheoryData<ConnectionRule, int> Rules => new()
    {
        { Dense(Weights(90, 126, 126, 90), "pA"), 1 },
        { Dense(Weights(90, 126, 126, 90), "pA"), 5 },
        { Dense(Weights(90, 126, 126, 90), "pA"), 0 },
        { Convolution((2, 5, 9), Weights(14, 18, 14, 2, 3, 3), stride: (2, 3), padding: 1, unit: "pA"), 1 },
        { Convolution((2, 5, 9), Weights(14, 18, 14, 2, 3, 3), stride: (2, 3), padding: 1, unit: "pA"), 0 },
        { Convolution((2, 5, 9), Weights(4, 4, 4, 1, 2, 2), dilation: 2, groups: 2, unit: "pA"), 7 },
        { Convolution((6, 1, 15), Weights(9, 18, 9, 6, 3), padding: 1, unit: "pA"), 2 },
        { SumPooling((2, 5, 9), 2, unit: "pA"), 1 },
        { AveragePooling((2, 5, 9), 2, 1, 1, unit: "pA"), 0 },
    };

    [Theory]
    [MemberData(nameof(Rules))]
    public void Equal_to_the_same_connections_as_a_list(ConnectionRule rule, int delay)
    {
        const int Sources = 90;
        int targets = rule switch
        {
            Convolution c => (int)c.OutputShape.Count,
            Pooling p => (int)p.OutputShape.Count,
            _ => 126,
        };
        Explicit list = AsList(rule, Sources, targets);
        foreach (int threads in threadCounts)
        {
            foreach (Precision precision in (Precision[])[Precision.Double, Precision.Single])
            {
                var options = new SimulationOptions { Threads = threads, Precision = precision };
                using Simulator shared = Run(rule, targets, delay, options), listed = Run(list, targets, delay, options);
                shared.SpikeList(shared.Network.Populations[1]).ShouldBe(listed.SpikeList(listed.Network.Populations[1]));
                shared.SpikeList(shared.Network.Populations[1]).ShouldNotBeEmpty();
                shared.States().ShouldBe(listed.States());
                shared.Synapses.ShouldBe(listed.Synapses);
                shared.SynapticEvents.ShouldBe(listed.SynapticEvents);
            }
        }
    }

    [Fact]
    public void A_dense_projection_may_draw_its_delays()
    {
        var network = new Network(4);
        Population source = network.Population("source", 4, new Parrot());
        Population target = network.Population("target", 5, Probe);
        network.Drive(source, SpikeReplay([EndOf(0)], [2]));
        network.Connect(source, target, Dense(Weights(4, 5, 5, 4)), delay: Uniform(1 * Dt, 9 * Dt));
        using Simulator run = new(network, Dt, r => r.State(target, "U"), Double());
        run.RunSteps(12);
        for (int n = 0; n < 5; n++) run.State(target, "U").Of(n).Sum().ShouldBe(Weights(4, 5, 5, 4)[(n * 4) + 2]);
    }

    private static Simulator Run(ConnectionRule rule, int targets, int delay, SimulationOptions options)
    {
        var network = new Network(3);
        Population source = network.Population("source", 90, new Parrot());
        Population target = network.Population("target", targets, new LifExp { Bias = 376 * pA, TauSynE = 1 * ms });
        network.Initialize(target, "U", Uniform(-60 * mV, -55.5 * mV));
        var random = new Random(8);
        network.Drive(source, SpikeReplay([.. Enumerable.Range(0, 3000).Select(_ => EndOf(random.Next(300)))], [.. Enumerable.Range(0, 3000).Select(_ => random.Next(90))]));
        network.Connect(source, target, rule, delay: delay * Dt);
        var run = new Simulator(network, Dt, r => r.Spikes(), options);
        run.RunSteps(300);
        return run;
    }

    private static Explicit AsList(ConnectionRule rule, int sources, int targets)
    {
        ConnectionStream stream = rule.Open(sources, targets, false, 3, 0);
        List<int> from = [], to = [];
        List<double> weights = [];
        var partners = new Partners();
        for (int s = 0; s < sources; s++)
        {
            stream.Fill(s, partners);
            for (int i = 0; i < partners.Count; i++)
            {
                from.Add(s);
                to.Add(partners.Indices[i]);
                weights.Add(partners.Weights[i]);
            }
        }

        return Explicit([.. from], [.. to], weights.ToArray(), unit: "pA");
    }

    private static WeightTensor Weights(int a, int b, params int[] shape)
    {
        var random = new Random(a + b);
        return new([.. Enumerable.Range(0, a * b).Select(_ => (random.Next(0, 96) - 32) / 2.0)], shape);
    }
}
