using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Delivery;

/// <summary>Projections without delay: spikes arrive in the step in which they are emitted.</summary>
public class ImmediateTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void A_spike_passes_a_chain_of_layers_within_its_step(int threads)
    {
        const int Layers = 5, Size = 200;
        var network = new Network();
        Population[] layers = [.. Enumerable.Range(0, Layers).Select(i => network.Population($"layer {i}", Size, Gate))];
        int[] steps = [0, 3, 4, 5, 11], neurons = [0, 16, 63, 64, 199];
        network.Drive(layers[0], SpikeReplay([.. steps.Select(EndOf)], neurons));
        for (int i = 1; i < Layers; i++) network.Connect(layers[i - 1], layers[i], OneToOne(), delay: 0 * ms);
        using Simulator run = new(network, Dt, r => r.Spikes(), Double(threads));
        run.RunSteps(20);
        foreach (Population layer in layers) run.SpikeList(layer).ShouldBe(steps.Zip(neurons), layer.Name);
    }

    [Fact]
    public void The_order_in_which_layers_are_described_does_not_matter()
    {
        var network = new Network();
        Population last = network.Population("last", 3, Gate);
        Population middle = network.Population("middle", 3, Gate);
        Population first = network.Population("first", 3, Gate);
        network.Connect(middle, last, OneToOne(), delay: 0 * ms);
        network.Connect(first, middle, OneToOne(), delay: 0 * ms);
        network.Drive(first, SpikeReplay([EndOf(2)], [1]));
        using Simulator run = new(network, Dt, r => r.Spikes());
        run.RunSteps(5);
        foreach (Population layer in network.Populations) run.SpikeList(layer).ShouldBe([(2, 1)]);
    }

    [Fact]
    public void A_layer_waits_for_all_its_sources()
    {
        // The target hears one population at level 0 and one at level 2, and needs both.
        var network = new Network();
        Population start = network.Population("start", 1, Gate);
        Population target = network.Population("target", 1, Probe with { Threshold = 1.5 });
        Population a = network.Population("a", 1, Gate);
        Population b = network.Population("b", 1, Gate);
        network.Drive(start, SpikeReplay([EndOf(4)], [0]));
        network.Connect(start, a, OneToOne(), delay: 0 * ms);
        network.Connect(a, b, OneToOne(), delay: 0 * ms);
        network.Connect(start, target, OneToOne(), delay: 0 * ms);
        network.Connect(b, target, OneToOne(), delay: 0 * ms);
        using Simulator run = new(network, Dt, r => r.Spikes());
        run.RunSteps(8);
        run.SpikeList(target).ShouldBe([(4, 0)]);
    }

    [Fact]
    public void Delayed_and_immediate_projections_between_the_same_populations_both_deliver()
    {
        var network = new Network();
        Population source = network.Population("source", 70, new Parrot());
        Population target = network.Population("target", 70, Probe);
        network.Drive(source, SpikeReplay([EndOf(1)], [66]));
        network.Connect(source, target, OneToOne(), 1.0, 0 * ms);
        network.Connect(source, target, OneToOne(), 2.0, 1 * Dt);
        network.Connect(source, target, OneToOne(), 4.0, 3 * Dt);
        network.Connect(source, target, OneToOne(), 8.0, 0 * ms);
        using Simulator run = new(network, Dt, r => r.State(target[66..67], "U"), Double(2));
        run.RunSteps(6);
        run.State(target[66..67], "U").Of(0).ShouldBe([0, 9, 2, 0, 4, 0]);
    }

    [Fact]
    public void A_loop_is_allowed_where_one_of_its_projections_has_a_delay()
    {
        var network = new Network();
        Population a = network.Population("a", 1, Gate);
        Population b = network.Population("b", 1, Gate);
        network.Connect(a, b, OneToOne(), delay: 0 * ms);
        network.Connect(b, a, OneToOne(), delay: 4 * Dt);
        network.Drive(a, SpikeReplay([EndOf(0)], [0]));
        using Simulator run = new(network, Dt, r => r.Spikes());
        run.RunSteps(10);
        run.SpikeList(a).ShouldBe([(0, 0), (4, 0), (8, 0)]);
        run.SpikeList(b).ShouldBe([(0, 0), (4, 0), (8, 0)]);
    }
}
