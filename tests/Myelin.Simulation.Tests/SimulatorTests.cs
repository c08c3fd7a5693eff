using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation.Building;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests;

public class SimulatorTests
{
    private static readonly Time dt = 0.1 * ms;

    [Theory]
    [InlineData(1.05, "A run of 1.05 ms is not a whole number of steps of 0.1 ms; the nearest that is takes 1")]
    [InlineData(100_000.05, "A run of 100000.05 ms is not a whole number of steps of 0.1 ms")]
    [InlineData(-1, "The duration of a run must be at least 0 ms and at most 17592186044416 steps of 0.1 ms, got -1 ms.")]
    [InlineData(double.NaN, "The duration of a run must be at least 0 ms and at most 17592186044416 steps of 0.1 ms, got NaN ms.")]
    [InlineData(double.PositiveInfinity, "The duration of a run must be at least 0 ms")]
    public void A_duration_that_is_no_number_of_steps(double duration, string message)
    {
        using Simulator run = new(Cells(), dt);
        Should.Throw<ArgumentException>(() => run.Run(duration * ms)).Message.ShouldStartWith(message);
        run.Step.ShouldBe(0);
    }

    [Fact]
    public void A_duration_may_carry_a_rounding_error()
    {
        using Simulator run = new(Cells(), dt);
        run.Run((0.1 + 0.2) * ms);
        run.Step.ShouldBe(3);
        run.Run(0 * ms);
        run.Continue(0.7 * ms).Step.ShouldBe(10);
        run.Now.InMilliseconds.ShouldBe(1);
    }

    [Fact]
    public void A_recording_has_a_longest_length_and_a_run_has_not()
    {
        using Simulator recorded = new(Cells(), dt, r => r.Spikes());
        recorded.RunSteps(10);
        Should.Throw<ArgumentException>(() => recorded.RunSteps(int.MaxValue)).Message
            .ShouldBe("A recording of spikes can be at most 2147483647 steps long; take a snapshot and go on from it.");
        recorded.Step.ShouldBe(10);
        Should.Throw<ArgumentOutOfRangeException>(() => recorded.RunSteps(-1));

        using var stop = new CancellationTokenSource();
        stop.Cancel();
        using Simulator silent = new(Cells(), dt) { Cancellation = stop.Token };
        Should.Throw<OperationCanceledException>(() => silent.RunSteps(3L * int.MaxValue));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5000)]
    public void Threads_out_of_range(int threads) =>
        Should.Throw<ArgumentException>(() => new Simulator(Cells(), dt, null, new SimulationOptions { Threads = threads })).Message
            .ShouldBe($"The number of threads must be between 1 and 1024, or 0 for the engine's choice; got {threads}.");

    [Fact]
    public void A_small_network_gets_one_thread_where_none_is_asked_for()
    {
        using Simulator run = new(Cells(), dt);
        run.Threads.ShouldBe(1);
    }

    [Fact]
    public void More_memory_than_is_allowed()
    {
        var network = new Network();
        Population cells = network.Population("cells", 10_000, new LifExp());
        network.Connect(cells, cells, FixedIndegree(1000), Normal(1 * pA, 1 * pA));
        string message = Should.Throw<InsufficientMemoryException>(() => new Simulator(network, dt, null, new SimulationOptions { MemoryLimit = 20_000_000 })).Message;
        message.ShouldStartWith("The network of 10,000 neurons and 10,000,000 synapses needs about ");
        message.ShouldEndWith(" but 20.0 MB are available; make it smaller.");

        var huge = new Network();
        Population many = huge.Population("many", 2_000_000_000, new LifExp());
        huge.Connect(many, many, FixedIndegree(1_000_000), 1 * pA);
        Should.Throw<InsufficientMemoryException>(() => new Simulator(huge, dt)).Message.ShouldContain("GB, but ");
    }

    [Theory]
    [InlineData(Precision.Single, WeightStorage.Half)]
    [InlineData(Precision.Single, WeightStorage.Full)]
    [InlineData(Precision.Double, WeightStorage.Half)]
    public void The_estimate_of_memory_is_not_far_from_what_is_taken(Precision precision, WeightStorage weights)
    {
        var network = new Network(3);
        Population cells = network.Population("cells", 4000, new LifExp());
        network.Connect(cells, cells, FixedIndegree(400), Normal(1 * pA, 1 * pA), 1.5 * ms);
        var options = new SimulationOptions { Precision = precision, Weights = weights };
        using Simulator run = new(network, dt, null, options);
        MemoryEstimate estimate = MemoryEstimate.Of(network, options);
        estimate.Neurons.ShouldBe(4000);
        estimate.Synapses.ShouldBe(1_600_000);
        run.Synapses.ShouldBe(1_600_000);
        ((double)estimate.Bytes / run.Bytes).ShouldBeInRange(0.9, 2.5);
    }

    [Fact]
    public void Peek_knows_its_neurons_and_variables()
    {
        Network network = Cells();
        using Simulator run = new(network, dt);
        run.Peek(network.Populations[0], "U", 2).ShouldBe(-70);
        Should.Throw<ArgumentOutOfRangeException>(() => run.Peek(network.Populations[0], "U", 3));
        Should.Throw<ArgumentOutOfRangeException>(() => run.Peek(network.Populations[0], "U", -1));
        Should.Throw<ArgumentException>(() => run.Peek(network.Populations[0], "Volt", 0)).Message.ShouldBe("LifExp has no state variable 'Volt'; it has U, Ie, Ii, Hold.");
    }

    [Fact]
    public void After_its_end_a_simulator_says_so()
    {
        Network network = Cells();
        var run = new Simulator(network, dt, r => r.Spikes().Voltage(network.Populations[0]), new SimulationOptions { Threads = 2 });
        run.RunSteps(5);
        run.Dispose();
        run.Dispose();
        Should.Throw<ObjectDisposedException>(() => run.RunSteps(1));
        Should.Throw<ObjectDisposedException>(() => run.Run(1 * ms));
        Should.Throw<ObjectDisposedException>(() => run.Spikes(network.Populations[0]));
        Should.Throw<ObjectDisposedException>(() => run.Voltage(network.Populations[0]));
        Should.Throw<ObjectDisposedException>(() => run.Peek(network.Populations[0], "U", 0));
        Should.Throw<ObjectDisposedException>(() => run.Save(Path.GetTempFileName()));
        run.Step.ShouldBe(5);
    }

    [Fact]
    public void A_spike_file_that_cannot_be_created()
    {
        Should.Throw<DirectoryNotFoundException>(() => new Simulator(Cells(), dt, r => r.SpikesTo("/nowhere/at/all")));
        Should.Throw<ArgumentException>(() => new Simulator(Cells(), dt, r => r.SpikesTo(" ")));
        Should.Throw<ArgumentException>(() => new Simulator(Cells(), dt, r => r.Voltage(Cells().Populations[0], every: 0))).Message.ShouldContain("must be at least 1 step");
    }

    private static Network Cells()
    {
        var network = new Network();
        network.Population("cells", 3, new LifExp());
        return network;
    }
}
