using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests;

public sealed class SteeringTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rates_that_are_set_are_the_rates_of_the_spikes(int threads)
    {
        var network = new Network(seed: 3);
        Population sources = network.Population("sources", 300, new InhomogeneousPoisson());
        Drive rates = network.Drive(sources, Steered("Hz"));
        using var run = new Simulator(network, dt: 1 * ms, r => r.Counts(sources), new SimulationOptions { Threads = threads });
        int[] counts = new int[300];
        run.Run(100 * ms);
        run.TakeCounts(sources, counts);
        counts.ShouldAllBe(c => c == 0);
        run.Steer(rates, [.. Enumerable.Range(0, 300).Select(n => n < 150 ? 0.0 : 100)]);
        run.Run(1000 * ms);
        run.TakeCounts(sources, counts);
        counts[..150].ShouldAllBe(c => c == 0);

        // 1 - exp(-0.1) of 1000 steps, 150 neurons: standard error of the mean 0.76.
        counts[150..].Average().ShouldBe(1000 * (1 - Math.Exp(-0.1)), 3.5);
        run.TakeCounts(sources, counts);
        counts.ShouldAllBe(c => c == 0);
    }

    [Fact]
    public void Steering_in_single_steps_is_a_current_over_time()
    {
        var network = new Network();
        Population steered = network.Population("steered", 1, new LifExp());
        Population played = network.Population("played", 1, new LifExp());
        double[] course = [0, 500, 300, -100, 900, 900, 0, 0];
        Drive drive = network.Drive(steered, Steered("pA"), "Current");
        network.Drive(played, ReplayedCurrent(course), "Current");
        using var run = new Simulator(network, dt: 0.1 * ms);
        foreach (double current in course)
        {
            run.Steer(drive, [current]);
            run.RunSteps(1);
            run.Peek(steered, "U", 0).ShouldBe(run.Peek(played, "U", 0));
        }
    }

    [Fact]
    public void States_are_read_and_set()
    {
        var network = new Network();
        Population cells = network.Population("cells", 40, new LifExp());
        using var run = new Simulator(network, dt: 0.1 * ms, options: new SimulationOptions { Threads = 2, Precision = Precision.Double });
        double[] set = [.. Enumerable.Range(0, 40).Select(n => -65.0 + (n / 10.0))], got = new double[40];
        run.SetState(cells, "U", set);
        run.GetState(cells, "U", got);
        got.ShouldBe(set);
        run.Peek(cells, "U", 17).ShouldBe(set[17]);
    }

    [Fact]
    public void Wrong_steering_says_what_is_wrong()
    {
        var network = new Network();
        Population cells = network.Population("cells", 2, new LifExp());
        Drive steered = network.Drive(cells, Steered("pA"), "Current"), constant = network.Drive(cells, new Myelin.Inputs.ConstantInput([1, 2], unit: "pA"), "Current");
        var other = new Network();
        Drive foreign = other.Drive(other.Population("cells", 2, new LifExp()), Steered("pA"), "Current");
        using var run = new Simulator(network, dt: 0.1 * ms);
        Message(() => run.Steer(steered, [1])).ShouldStartWith("The drive of cells needs 2 numbers, one for each neuron, got 1.");
        Message(() => run.Steer(steered, [1, double.NaN])).ShouldStartWith("The drive of cells is steered by finite numbers, got NaN.");
        Message(() => run.Steer(constant, [1, 2])).ShouldStartWith("The drive of cells is a ConstantInput, which cannot be steered; drive the neurons with a SteeredInput.");
        Message(() => run.Steer(foreign, [1, 2])).ShouldStartWith("The drive of cells belongs to another network than the one that is simulated.");
        Message(() => run.SetState(cells, "U", [1])).ShouldStartWith("'cells' has 2 neurons, got 1 numbers for their U.");
        Message(() => run.SetState(cells, "U", [1, double.PositiveInfinity])).ShouldStartWith("U of 'cells' is set to finite numbers");
        Should.Throw<InvalidOperationException>(() => run.TakeCounts(cells, new int[2])).Message.ShouldStartWith("The spikes of 'cells' are not counted");
    }

    private static string Message(Action action) => Should.Throw<ArgumentException>(action).Message;
}
