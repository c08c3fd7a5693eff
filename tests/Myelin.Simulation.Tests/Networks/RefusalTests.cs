using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Networks;

/// <summary>Bad networks: each is refused by one sentence that names the thing, the value and what would be right.</summary>
public class RefusalTests
{
    private static readonly Time dt = 0.1 * ms;
    private readonly Network network = new();
    private readonly Population exc;
    private readonly Population inh;

    public RefusalTests()
    {
        exc = network.Population("exc", 20, new LifExp());
        inh = network.Population("inh", 10, new LifExp());
    }

    public static TheoryData<LifExp, string> BadParameters => new()
    {
        { new LifExp { TauM = -1 * ms }, "TauM.*-1 ms" },
        { new LifExp { TauM = 0 * ms }, "TauM.*0 ms" },
        { new LifExp { TauSynE = double.NaN * ms }, "TauSynE.*NaN" },
        { new LifExp { Capacitance = double.PositiveInfinity * pF }, "Capacitance.*(Infinity|∞)" },
        { new LifExp { Rest = double.NaN * mV }, "Rest.*NaN" },
        { new LifExp { Bias = double.NegativeInfinity * pA }, "Bias.*(Infinity|∞)" },
        { new LifExp { Refractory = -2 * ms }, "Refractory.*-2 ms" },
        { new LifExp { Refractory = 1e9 * ms }, "Refractory.*steps" },
        { new LifExp { Threshold = -80 * mV }, "Threshold of -80 mV must be above Reset of -70 mV" },
    };

    [Theory]
    [MemberData(nameof(BadParameters))]
    public void A_parameter_out_of_range(LifExp model, string message)
    {
        var bad = new Network();
        bad.Population("fine", 3, new LifExp());
        bad.Population("cells", 3, model);
        Refused(() => bad.Simulate(1 * ms, dt)).ShouldMatch($"^Population 'cells': .*{message}");

        var each = new Network();
        each.Population("cells", 30, i => i == 21 ? model : new LifExp());
        Refused(() => each.Simulate(1 * ms, dt)).ShouldMatch($"^Neuron 21 of population 'cells': .*{message}");
    }

    [Fact]
    public void Populations()
    {
        Refused(() => network.Population("more", 0, new LifExp())).ShouldBe("Population 'more' must have at least 1 neuron, got 0.");
        Refused(() => network.Population("more", -5, i => new LifExp())).ShouldBe("Population 'more' must have at least 1 neuron, got -5.");
        Refused(() => network.Population("exc", 5, new LifExp())).ShouldBe("The network already has a population named 'exc'.");
        Refused(() => network.Population(" ", 5, new LifExp()));
        Should.Throw<ArgumentOutOfRangeException>(() => exc[15..21]).Message.ShouldContain("Population 'exc' has 20 neurons; the range 15..21 does not lie within them");
        Refused(() => new Network().Simulate(1 * ms, dt)).ShouldBe("The network has no population.");
    }

    [Fact]
    public void Steps()
    {
        foreach (double step in (double[])[0, -0.1, double.NaN, double.PositiveInfinity])
            Refused(() => network.Simulate(1 * ms, step * ms)).ShouldStartWith("The time step must be positive and finite, got ");
    }

    [Theory]
    [InlineData(0.05, "the delay of 0.05 ms is below one step of 0.1 ms")]
    [InlineData(1e-9, "the delay of 1E-09 ms is below one step of 0.1 ms")]
    [InlineData(3276.8, "the delay of 3276.8 ms is 32768 steps of 0.1 ms; at most 32767 are possible")]
    public void A_delay_that_the_step_cannot_do(double delay, string message)
    {
        network.Connect(exc, inh, AllToAll(), 1 * pA, delay * ms);
        Refused(() => network.Simulate(1 * ms, dt)).ShouldContain($"projection exc -> inh: {message}");

        var listed = new Network();
        Population cells = listed.Population("cells", 2, new LifExp());
        listed.Connect(cells, cells, Explicit([0, 1], [1, 0], new[] { 1.0, 1 }, [1, delay], "pA"));
        Refused(() => listed.Simulate(1 * ms, dt)).ShouldContain($"projection cells -> cells: {message}");
    }

    [Fact]
    public void A_delay_that_is_none()
    {
        Refused(() => network.Connect(exc, inh, AllToAll(), 1 * pA, -1 * ms)).ShouldBe("projection exc -> inh: the delay must be at least 0 and finite, got -1 ms.");
        Refused(() => network.Connect(exc, inh, AllToAll(), 1 * pA, double.NaN * ms)).ShouldContain("the delay must be at least 0 and finite, got NaN ms");
        Refused(() => network.Connect(exc, inh, AllToAll(), 1 * pA, 3 * mV)).ShouldContain("a delay is a time (ms), got 3 mV");
        Refused(() => network.Connect(exc, inh, AllToAll(), 1 * pA, 3.0)).ShouldContain("a delay is a time (ms), got 3");
        Refused(() => network.Connect(exc, inh, Explicit([0], [0], new[] { 1.0 }, [-1.0], "pA"))).ShouldContain("connection 0 has a delay of -1 ms");
        Refused(() => network.Connect(exc, inh, Explicit([0], [0], new[] { 1.0 }, [2.0], "pA"), delay: 5 * ms)).ShouldContain("brings its own delays, so no delay can be given");
        network.Projections.ShouldBeEmpty();
    }

    [Fact]
    public void A_listed_delay_of_zero_and_a_drawn_one_beyond_the_maximum()
    {
        network.Connect(exc, inh, Explicit([0, 0], [0, 1], new[] { 1.0, 1 }, [1, 0.0], "pA"));
        Refused(() => network.Simulate(1 * ms, dt)).ShouldContain("projection exc -> inh: a delay of 0 in a list of delays");

        var drawn = new Network();
        Population cells = drawn.Population("cells", 20, new LifExp());
        drawn.Connect(cells, cells, AllToAll(), 1 * pA, Uniform(1e6 * ms, 2e6 * ms));
        Refused(() => drawn.Simulate(1 * ms, dt)).ShouldMatch("projection cells -> cells: a drawn delay of [0-9]+ steps is beyond the maximum of 32767 steps");
    }

    [Fact]
    public void A_cycle_without_delay_is_named_and_nothing_else_is()
    {
        Population third = network.Population("third", 10, new LifExp());
        Population behind = network.Population("behind", 10, new LifExp());
        network.Connect(exc, inh, AllToAll(), 1 * pA, 0 * ms);
        network.Connect(inh, third, AllToAll(), 1 * pA, 0 * ms);
        network.Connect(third, exc, AllToAll(), 1 * pA, 0 * ms);
        network.Connect(third, behind, AllToAll(), 1 * pA, 0 * ms);
        network.Connect(behind, exc, AllToAll(), 1 * pA, 1 * ms);
        Refused(() => network.Simulate(1 * ms, dt)).ShouldBe(
            "Projections without delay form a cycle: projection exc -> inh, projection inh -> third, projection third -> exc; give one of them a delay of at least one step.");

        var self = new Network();
        Population cells = self.Population("cells", 10, new LifExp());
        self.Connect(cells[..5], cells[5..], AllToAll(), 1 * pA, 0 * ms);
        Refused(() => self.Simulate(1 * ms, dt)).ShouldContain("form a cycle: projection cells[0..5] -> cells[5..10];");
    }

    [Fact]
    public void Units_and_ports()
    {
        Refused(() => network.Connect(exc, inh, AllToAll(), 1 * mV)).ShouldBe("The weight of projection exc -> inh is in mV, but Excitatory is in pA.");
        Refused(() => network.Connect(exc, inh, AllToAll())).ShouldBe("The weight of projection exc -> inh is a pure number, but Excitatory is in pA.");
        Refused(() => network.Connect(exc, inh, Explicit([0], [0], new[] { 1.0 }))).ShouldContain("is a pure number, but Excitatory is in pA");
        Refused(() => network.Connect(exc, inh, Explicit([0], [0], new[] { 1.0 }, unit: "pA"), 2 * pA)).ShouldContain("brings its own weights, so no weight can be given");
        Refused(() => network.Connect(exc, inh, AllToAll(), double.NaN * pA)).ShouldContain("weight of projection exc -> inh must be finite, got NaN pA");
        Refused(() => network.Connect(exc, inh, AllToAll(), 1 * pA, port: "Exitatory")).ShouldBe("LifExp has no port 'Exitatory'; it has Excitatory, Inhibitory, Current.");
        Refused(() => network.Drive(exc, ConstantCurrent(1 * pA), "Voltage")).ShouldBe("LifExp has no port 'Voltage'; it has Excitatory, Inhibitory, Current.");
        Refused(() => network.Drive(exc, Poisson(5 * Hz, 1 * mV))).ShouldContain("is in mV, but Excitatory is in pA");
        Refused(() => network.Initialize(exc, "V", -60 * mV)).ShouldBe("LifExp has no state variable 'V'; it has U, Ie, Ii, Hold.");
        Refused(() => network.Initialize(exc, "U", -60.0)).ShouldBe("The initial U of exc is a pure number, but U is in mV.");
        Refused(() => network.Initialize(exc, "U", double.NaN * mV)).ShouldContain("initial U of exc must be finite");
        Population sources = network.Population("sources", 3, new PoissonNeuron());
        Refused(() => network.Connect(exc, sources, AllToAll())).ShouldBe("projection exc -> sources: PoissonNeuron receives nothing, it has no port.");
        Refused(() => network.Drive(sources, SpikeReplay([], []))).ShouldBe("drive of sources: PoissonNeuron receives nothing, it has no port.");
        network.Projections.ShouldBeEmpty();
        network.Drives.ShouldBeEmpty();
    }

    [Fact]
    public void Neurons_of_another_network()
    {
        Population foreign = new Network().Population("foreign", 20, new LifExp());
        Refused(() => network.Connect(foreign, exc, AllToAll(), 1 * pA)).ShouldBe("The source population 'foreign' belongs to another network.");
        Refused(() => network.Connect(exc, foreign[..3], AllToAll(), 1 * pA)).ShouldBe("The target population 'foreign' belongs to another network.");
        Refused(() => network.Drive(foreign, ConstantCurrent(1 * pA))).ShouldContain("'foreign' belongs to another network");
        Refused(() => network.Initialize(foreign, "U", 1 * mV)).ShouldContain("'foreign' belongs to another network");

        const string Message = "The population 'foreign' belongs to another network than the one that is simulated.";
        Refused(() => network.Simulate(1 * ms, dt, r => r.Spikes(foreign))).ShouldBe(Message);
        Refused(() => network.Simulate(1 * ms, dt, r => r.Voltage(foreign[..1]))).ShouldBe(Message);
        using Simulator run = network.Simulate(1 * ms, dt, r => r.Spikes());
        Refused(() => run.Peek(foreign, "U", 0)).ShouldBe(Message);
        Should.Throw<InvalidOperationException>(() => run.Spikes(foreign)).Message.ShouldContain("'foreign' were not recorded");
    }

    [Fact]
    public void Rules_that_do_not_fit()
    {
        Refused(() => network.Connect(exc, inh, OneToOne(), 1 * pA)).ShouldBe("projection exc -> inh: one-to-one needs equal sizes, got 20 sources and 10 targets.");
        Refused(() => network.Connect(exc, inh[..5], Explicit([0], [7], new[] { 1.0 }, unit: "pA"))).ShouldContain("projection exc -> inh[0..5]: connection 0 has the target 7");
        Refused(() => network.Connect(exc, inh, Explicit([0], [7], new[] { double.NaN }, unit: "pA"))).ShouldContain("weights must be finite");
    }

    [Fact]
    public void A_network_that_was_built_does_not_change_any_more()
    {
        using (network.Simulate(1 * ms, dt)) network.Neurons.ShouldBe(30);
        foreach (Action change in (Action[])[
            () => network.Population("more", 1, new LifExp()), () => network.Connect(exc, inh, AllToAll(), 1 * pA),
            () => network.Drive(exc, ConstantCurrent(1 * pA)), () => network.Initialize(exc, "U", 1 * mV)])
        {
            Should.Throw<InvalidOperationException>(change).Message.ShouldBe("The network has been built and cannot change any more; describe a new one.");
        }

        using Simulator again = network.Simulate(1 * ms, dt);
        again.Step.ShouldBe(10);
    }

    [Fact]
    public void A_network_that_was_refused_can_be_mended()
    {
        network.Connect(exc, inh, AllToAll(), 1 * pA, 1 * ms);
        Refused(() => network.Simulate(1 * ms, 2.5 * ms)).ShouldContain("below one step");
        Should.Throw<InsufficientMemoryException>(() => network.Simulate(1 * ms, dt, null, new SimulationOptions { MemoryLimit = 100 }));
        Refused(() => network.Simulate(1 * ms, dt, null, new SimulationOptions { Threads = -1 }));
        Refused(() => network.Simulate(1 * ms, dt, r => r.State(exc, "V")));
        network.Connect(inh, exc, AllToAll(), -1 * pA, 1 * ms);
        using Simulator run = network.Simulate(1 * ms, dt);
        run.Synapses.ShouldBe(400);
    }

    private static string Refused(Action action) => Should.Throw<ArgumentException>(action).Message;
}
