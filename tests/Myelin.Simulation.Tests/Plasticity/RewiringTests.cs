using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Simulation.Recording;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

/// <summary>Synapses that come and go while a network runs, and what is recorded of them.</summary>
public sealed class RewiringTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Threads_pieces_and_snapshots_change_no_bit()
    {
        (Network network, Projection plastic) = Describe();
        using var whole = new Simulator(network, 0.1 * ms, r => r.Synapses(plastic, 500), new SimulationOptions { Threads = 1 });
        long before = whole.Synapses;
        whole.Run(200 * ms);
        SynapseValues expected = whole.Weights(plastic);
        expected.Count.ShouldBeLessThanOrEqualTo(5_500);
        expected.Values.Count(w => w == 0.12f).ShouldBeGreaterThan(0);
        whole.Recorded(plastic).Select(s => s.Synapses.Count).Distinct().Count().ShouldBeGreaterThan(2);
        whole.Synapses.ShouldNotBe(before);

        (network, plastic) = Describe();
        using (var pieces = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Threads = 3 }))
        {
            pieces.Run(90 * ms);
            pieces.Run(31.3 * ms);
            pieces.Save(folder["snapshot"]);
            pieces.Run(78.7 * ms);
            Same(pieces.Weights(plastic), expected);
            pieces.SpikeCount.ShouldBe(whole.SpikeCount);
        }

        (network, plastic) = Describe();
        using Simulator restored = Simulator.Restore(folder["snapshot"], network, 0.1 * ms, options: new SimulationOptions { Threads = 2 });
        restored.Run(78.7 * ms);
        Same(restored.Weights(plastic), expected);
        restored.SpikeCount.ShouldBe(whole.SpikeCount);
    }

    [Fact]
    public void A_created_synapse_delivers_and_learns_and_a_removed_one_does_not()
    {
        var network = new Network(1);
        Population source = network.Population("source", 3, new Parrot()), cell = network.Population("cell", 4, new LifDelta());
        network.Drive(source, SpikeReplay([10, 20, 30], [1, 1, 1]));
        Projection plastic = network.Connect(source, cell, Explicit([0], [0], new double[] { 1 }, unit: "mV"), delay: 2 * ms);
        network.Learn(plastic, new PairStdp { MaxWeight = 8 });
        network.Rewire(plastic, new Rewiring { Budget = 3 });
        using var run = new Simulator(network, 0.1 * ms, r => r.Voltage(cell));
        run.Run(15 * ms);
        run.Create(plastic, [1, 1], [3, 2], 4);
        run.Weights(plastic).Targets.ShouldBe([0, 2, 3]);
        run.Run(10 * ms);
        run.Remove(plastic, (s, t, w) => t == 3 && w > 3).ShouldBe(1);
        run.Run(10 * ms);
        double Jump(int neuron, double at) => run.Voltage(cell)[(int)(at * 10) - 1, neuron] - run.Voltage(cell)[(int)(at * 10) - 2, neuron];
        Jump(2, 12).ShouldBe(0, 0.01);
        Jump(2, 22).ShouldBe(4, 0.01);
        Jump(3, 22).ShouldBe(4, 0.01);
        Jump(2, 32).ShouldBe(4, 0.1);
        Jump(3, 32).ShouldBe(0, 0.1);
    }

    [Fact]
    public void A_synapse_that_comes_and_goes_leaves_others_as_they_would_have_been()
    {
        (Network network, Projection plastic) = Describe(new Rewiring { Budget = 100_000 });
        using var run = new Simulator(network, 0.1 * ms, options: new SimulationOptions { Threads = 2 });
        run.Run(30 * ms);
        double[] before = run.Weights(plastic).Values;
        for (int i = 0; i < 20; i++) run.Create(plastic, [i, i + 1], [(i * 13 % 250) + 40, 299], 0.7);
        run.Weights(plastic).Count.ShouldBe(before.Length + 40);
        run.Remove(plastic, (_, _, weight) => weight == 0.7f).ShouldBe(40);
        run.Weights(plastic).Values.ShouldBe(before);
    }

    [Fact]
    public void Recorded_weights_are_those_at_the_time_and_recording_changes_nothing()
    {
        (Network network, Projection plastic) = PlasticNetwork.Describe(new DopamineStdp { MaxWeight = 0.2, APlus = 1e-3, AMinus = 1.5e-3 });
        using var run = new Simulator(network, 0.1 * ms, r => r.Synapses(plastic, 100).Synapses(plastic, 250, "Eligibility"));
        run.Run(55.5 * ms);
        (network, Projection other) = PlasticNetwork.Describe(new DopamineStdp { MaxWeight = 0.2, APlus = 1e-3, AMinus = 1.5e-3 });
        using var plain = new Simulator(network, 0.1 * ms);
        run.Recorded(plastic).Count.ShouldBe(5);
        run.Recorded(plastic, "Eligibility").Count.ShouldBe(2);
        foreach (SynapseSample sample in run.Recorded(plastic))
        {
            plain.Run(10 * ms);
            sample.Time.InMilliseconds.ShouldBe(plain.Now.InMilliseconds, 1e-9);
            sample.Synapses.Values.ShouldBe(plain.Weights(other).Values);
        }

        Should.Throw<InvalidOperationException>(() => plain.Recorded(other)).Message.ShouldContain("was not recorded; ask for it with record: r => r.Synapses(...)");
    }

    [Fact]
    public void What_cannot_be_rewired_is_refused_in_a_sentence()
    {
        (Network network, Projection plastic) = PlasticNetwork.Describe(new PairStdp());
        Refused(() => network.Rewire(plastic, new Rewiring { Budget = 10 })).ShouldContain("a projection that is rewired needs one delay for all synapses, got");
        Population cells = network.Populations[0];
        Projection still = network.Connect(cells, cells, OneToOne(), 1 * mV);
        Refused(() => network.Rewire(still, new Rewiring { Budget = 10 })).ShouldContain("only a projection that learns can be rewired");
        network.Learn(still, new PairStdp());
        Refused(() => network.Rewire(still, new Rewiring { Budget = 0 })).ShouldContain("the budget of synapses must be at least 1, got 0");
        Refused(() => network.Rewire(still, new Rewiring { Budget = 9, Growth = -1 })).ShouldContain("the growth at a tick must be at least 0 synapses, got -1");
        Refused(() => network.Rewire(still, new Rewiring { Budget = 9, Growth = 1, Period = 1 * ms, Threshold = 2, Weight = 1 })).ShouldContain("new synapses of weight 1 would go at once");
        network.Rewire(still, new Rewiring { Budget = 299 });
        Should.Throw<ArgumentException>(() => new Simulator(network, 0.1 * ms)).Message.ShouldContain("300 synapses would exceed the budget of 299");
        network = Describe().Network;
        plastic = network.Projections[0];
        using var run = new Simulator(network, 0.1 * ms);
        Refused(() => run.Create(plastic, [.. Enumerable.Repeat(1, 900)], [.. Enumerable.Repeat(2, 900)], 0.1)).ShouldContain("synapses would exceed the budget of 5500");
        Refused(() => run.Create(plastic, [1], [300], 0.1)).ShouldContain("neuron 300 is no target of it; they are 0 to 299");
        Refused(() => run.Create(plastic, [1], [1, 2], 0.1)).ShouldContain("have 1 sources but 2 targets");
        Refused(() => run.Create(plastic, [1], [1], double.NaN)).ShouldContain("must be finite, got NaN");
    }

    private static string Refused(Action action) => Should.Throw<ArgumentException>(action).Message;

    private static void Same(SynapseValues actual, SynapseValues expected)
    {
        actual.Sources.ShouldBe(expected.Sources);
        actual.Targets.ShouldBe(expected.Targets);
        actual.Values.ShouldBe(expected.Values);
    }

    private static (Network Network, Projection Plastic) Describe(Rewiring? rewiring = null)
    {
        var network = new Network(11);
        Population cells = network.Population("cells", 300, new LifDelta { TauM = 20 * ms, Rest = 0 * mV, Threshold = 20 * mV, Reset = 10 * mV });
        network.Drive(cells, Poisson(20 * kHz, 0.1 * mV));
        Projection plastic = network.Connect(cells, cells, FixedProbability(0.06), Uniform(0.05 * mV, 0.15 * mV), delay: 1.5 * ms);
        network.Learn(plastic, new TripletStdp { MaxWeight = 0.2, A3Plus = 0.004, A2Minus = 0.008, A3Minus = 0.0001 });
        network.Rewire(plastic, rewiring ?? new Rewiring { Budget = 5_500, Period = 20 * ms, Threshold = 0.06, Weight = 0.12, Growth = 150 });
        return (network, plastic);
    }
}
