using Myelin.Connectivity;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Hardware.Running;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Hardware.Tests.Running;

public sealed class ChipRunTests
{
    private static readonly Chip loihi = ChipCatalogue.Get("loihi"), spinnaker = ChipCatalogue.Get("spinnaker");

    [Theory]
    [InlineData(RoutingDetail.Counted)]
    [InlineData(RoutingDetail.Followed)]
    [InlineData(RoutingDetail.Late)]
    public void In_doubles_and_with_spikes_in_time_a_chip_is_the_simulator(RoutingDetail routing)
    {
        Raster plain = Plain(Balanced(), 300);
        using ChipRun run = Run(loihi, Balanced(), 300, new ChipRunOptions { Quantised = false, Routing = routing });
        Same(run.Simulator.Spikes(run.Mapping.Network.Populations[0]), plain);
        plain.Count.ShouldBeGreaterThan(500);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Words_are_the_same_for_any_number_of_threads(int threads)
    {
        using ChipRun one = Run(loihi, Balanced(), 200, new ChipRunOptions { Threads = 2 });
        using ChipRun other = Run(loihi, Balanced(), 200, new ChipRunOptions { Threads = threads });
        Same(one.Simulator.Spikes(one.Mapping.Network.Populations[0]), other.Simulator.Spikes(other.Mapping.Network.Populations[0]));
    }

    [Fact]
    public void Events_spikes_and_packets_are_counted()
    {
        // One neuron drives three on another core and two on its own: a spike makes five events and two packets.
        Network network = Chain();
        Chip chip = Tiny();
        using ChipRun run = Run(chip, network, 40, new ChipRunOptions { Quantised = false, Routing = RoutingDetail.Followed });
        int spikes = run.Simulator.Spikes(network.Populations[1]).Count;
        spikes.ShouldBeGreaterThan(3);
        run.Spikes.ShouldBe(spikes + run.Simulator.Spikes(network.Populations[2]).Count);
        int sent = run.Simulator.Spikes(network.Populations[0]).Count;
        run.SynapticEvents.ShouldBe(sent + (20L * spikes));
        run.Packets.ShouldBe(sent + (2L * spikes), "the twenty targets lie on two cores");
        run.NeuronUpdates.ShouldBe(40 * 21);
        run.Energy.SynapticEvents.ShouldBe(run.SynapticEvents * 10e-3, 1e-9);
        run.Energy.Dynamic.ShouldBe(run.Energy.SynapticEvents + run.Energy.NeuronUpdates + run.Energy.Spikes + run.Energy.Hops, 1e-9);
        run.EventsOfCores.Sum().ShouldBe(run.SynapticEvents);
        run.Traffic.Sum().ShouldBe(run.Hops);
        run.ChipTime.TotalMilliseconds.ShouldBe(40, 1e-6, "it keeps real time");
    }

    [Fact]
    public void A_spike_that_takes_longer_than_a_step_comes_a_step_late()
    {
        // A hop of 2.5 ms at steps of 1 ms: what goes to the neighbouring core comes 2 steps late, and one hop further 5.
        Network InTime() => Chain();
        int[] Steps(double hop)
        {
            Network network = InTime();
            using ChipRun run = Run(Tiny(hop), network, 60, new ChipRunOptions { Quantised = false, Routing = RoutingDetail.Late });
            return [.. run.Simulator.Spikes(network.Populations[2]).StepsOf(19)];
        }

        int[] soon = Steps(1), late = Steps(2.5e3);
        soon.Length.ShouldBeGreaterThan(2);
        late[0].ShouldBeGreaterThan(soon[0]);
    }

    [Fact]
    public void Eight_bits_of_weight_change_some_spikes_and_not_many()
    {
        using ChipRun words = Run(loihi, Balanced(), 300, new ChipRunOptions());
        int exact = Plain(Balanced(), 300).Count;
        ((double)words.Simulator.Spikes(words.Mapping.Network.Populations[0]).Count).ShouldBeInRange(exact * 0.9, exact * 1.1);
    }

    [Fact]
    public void Packets_cannot_come_late_where_cores_are_not_aligned()
    {
        Chip chip = Tiny() with { Cores = Tiny().Cores with { Neurons = 5 } };
        ChipMapping mapping = chip.Map(Chain(), 1 * ms);
        Should.Throw<InvalidOperationException>(() => new ChipRun(mapping, null, new ChipRunOptions { Routing = RoutingDetail.Late })).Message
            .ShouldBe("Cores of tiny hold fewer than sixteen neurons of a population here, so late spikes cannot be imitated; follow packets without.");
    }

    private static ChipRun Run(Chip chip, Network network, int steps, ChipRunOptions options)
    {
        var run = new ChipRun(chip.Map(network, 1 * ms), r => r.Spikes(), options);
        run.RunSteps(steps);
        return run;
    }

    private static Raster Plain(Network network, int steps)
    {
        using var simulator = new Simulator(network, 1 * ms, r => r.Spikes(), new SimulationOptions { Precision = Precision.Double });
        simulator.RunSteps(steps);
        return simulator.Spikes(network.Populations[0]);
    }

    private static void Same(Raster one, Raster other)
    {
        one.Steps.SequenceEqual(other.Steps).ShouldBeTrue();
        one.Neurons.SequenceEqual(other.Neurons).ShouldBeTrue();
    }

    // Real time, cores of sixteen neurons; hops of microseconds.
    private static Chip Tiny(double hopMicroseconds = 1) => spinnaker with
    {
        Name = "tiny",
        Cores = spinnaker.Cores with { Neurons = 16, OneModel = false },
        Time = new ChipTime(true, null, 1, 0, 0, 0),
        Mesh = new MeshShape(32, 24, hopMicroseconds, 0, 100, false),
        Energy = new OperationEnergy(10, 5, 3, 2, 0),
    };

    private static Network Chain()
    {
        var network = new Network(seed: 1);
        Population source = network.Population("source", 1, new Parrot()), first = network.Population("first", 1, new NirLif { Tau = 5 * ms, R = 5 }), last = network.Population("last", 20, new NirLif { Tau = 5 * ms, R = 5 });
        network.Drive(source, Poisson(500 * Hz, 1));
        network.Connect(source, first, OneToOne(), weight: 2, delay: 1 * ms);
        network.Connect(first, last, AllToAll(), weight: 2, delay: 1 * ms);
        return network;
    }

    private static Network Balanced()
    {
        var network = new Network(seed: 3);
        Population excitatory = network.Population("excitatory", 400, new LifExp()), inhibitory = network.Population("inhibitory", 100, new LifExp());
        network.Connect(excitatory, excitatory, FixedIndegree(10), weight: 60 * pA, delay: 2 * ms);
        network.Connect(excitatory, inhibitory, FixedIndegree(10), weight: 60 * pA, delay: 2 * ms);
        network.Connect(inhibitory, excitatory, FixedIndegree(5), weight: -240 * pA, delay: 2 * ms);
        network.Drive(excitatory, Poisson(8000 * Hz, 60 * pA));
        network.Drive(inhibitory, Poisson(8000 * Hz, 60 * pA));
        return network;
    }
}
