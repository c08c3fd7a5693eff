using Myelin.Networks;
using Myelin.Neurons;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests;

public class CancellationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void A_run_that_was_stopped_goes_on_as_if_it_had_not_been(int threads)
    {
        using Simulator whole = new(Cells(), Dt, r => r.Spikes());
        whole.RunSteps(2000);

        using var stop = new CancellationTokenSource();
        var heard = new List<SimulationProgress>();
        var options = new SimulationOptions
        {
            Threads = threads,
            Cancellation = stop.Token,
            Progress = new Listener(p =>
            {
                heard.Add(p);
                if (p.Phase == "Simulating") stop.Cancel();
            }),
        };
        using Simulator stopped = new(Cells(), Dt, r => r.Spikes(), options);
        Should.Throw<OperationCanceledException>(() => stopped.RunSteps(2000));
        stopped.Step.ShouldBeInRange(1, 1999);
        heard[^1].Fraction.ShouldBeInRange(0.0001, 0.9999);
        heard[^1].Detail.ShouldEndWith("s simulated");
        stopped.SpikeList(stopped.Network.Populations[0]).ShouldBe(whole.SpikeList(whole.Network.Populations[0]).Where(s => s.Step < stopped.Step));
        Should.Throw<OperationCanceledException>(() => stopped.RunSteps(1));

        stopped.Cancellation = CancellationToken.None;
        stopped.RunSteps(2000 - stopped.Step);
        stopped.SpikeList(stopped.Network.Populations[0]).SequenceEqual(whole.SpikeList(whole.Network.Populations[0])).ShouldBeTrue();
        stopped.States().ShouldBe(whole.States());
        heard[^1].Fraction.ShouldBe(1);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Building_that_was_stopped_can_be_done_again(int threads)
    {
        foreach (bool atOnce in (bool[])[true, false])
        {
            var network = new Network(1);
            Population cells = network.Population("cells", 8000, new LifExp());
            network.Connect(cells, cells, FixedIndegree(20), 1 * pA);
            network.Connect(cells, cells, FixedOutdegree(20), 1 * pA);
            using var stop = new CancellationTokenSource();
            if (atOnce) stop.Cancel();
            var options = new SimulationOptions { Threads = threads, Cancellation = stop.Token, Progress = new Listener(_ => stop.Cancel()) };
            Should.Throw<OperationCanceledException>(() => new Simulator(network, Dt, null, options));
            stop.IsCancellationRequested.ShouldBeTrue();
            using Simulator built = new(network, Dt, null, new SimulationOptions { Threads = threads });
            built.Synapses.ShouldBe(320_000);
        }
    }

    [Fact]
    public void Progress_ends_at_the_whole()
    {
        var heard = new List<SimulationProgress>();
        using Simulator run = new(Cells(), Dt, null, new SimulationOptions { Progress = new Listener(heard.Add) });
        run.RunSteps(1100);
        heard.ShouldAllBe(p => p.Fraction >= 0 && p.Fraction <= 1);
        heard.Where(p => p.Phase == "Building").ShouldNotBeEmpty();
        heard[^1].Phase.ShouldBe("Simulating");
        heard[^1].Fraction.ShouldBe(1);
    }

    private static Network Cells()
    {
        var network = new Network(6);
        Population cells = network.Population("cells", 100, new LifExp { Bias = 350 * pA });
        network.Drive(cells, Poisson(1 * kHz, 40 * pA));
        network.Connect(cells, cells, FixedIndegree(10), 15 * pA, 1 * ms);
        return network;
    }

    private sealed class Listener(Action<SimulationProgress> hear) : IProgress<SimulationProgress>
    {
        public void Report(SimulationProgress value) => hear(value);
    }
}
