using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation.Recording;
using Myelin.Synapses;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Receptors;

/// <summary>Short-term plasticity in the engine: every spike arrives with what its source released, whatever the delays, threads and snapshots.</summary>
public sealed class ReleaseNetworkTests
{
    private static readonly Time dt = 0.1 * ms;
    private static readonly double[] spikes = [10, 30, 31, 60, 200];

    [Theory]
    [InlineData(Precision.Double, 1e-12)]
    [InlineData(Precision.Single, 1e-5)]
    public void Spikes_arrive_with_the_weight_times_the_release(Precision precision, double tolerance)
    {
        TsodyksMarkram rule = new() { U = 0.4, TauRec = 300 * ms, TauFac = 100 * ms };
        var network = new Network();
        Population source = network.Population("source", 40, new Parrot());
        Population target = network.Population("target", 2, new LifExp { Threshold = 1000 * mV });
        network.Drive(source, SpikeReplay(spikes, [.. spikes.Select(_ => 33)]));
        network.Drive(source, SpikeReplay([10.0], [5]));
        network.Connect(source[33..34], target[..1], AllToAll(), 100 * pA, 1.5 * ms, release: rule);
        network.Connect(source[33..34], target[..1], AllToAll(), 10 * pA, 70 * ms, release: rule with { });
        network.Connect(source[33..34], target[1..], AllToAll(), 7 * pA, 1.5 * ms);
        using Simulator run = network.Simulate(300 * ms, dt, r => r.State(target, "Ie"), new SimulationOptions { Precision = precision, Threads = 2 });
        Trace current = run.State(target, "Ie");
        double decay = Math.Exp(-0.1 / 2);
        double x = 0, u = 0, last = double.NegativeInfinity;
        foreach (double time in spikes)
        {
            x = 1 + ((x - (x * u) - 1) * Math.Exp(-(time - last) / 300));
            u = 0.4 + (u * 0.6 * Math.Exp(-(time - last) / 100));
            double release = x * u;
            last = time;
            Jump(0, time + 1.5).ShouldBe(100 * release, 100 * tolerance);
            Jump(0, time + 70).ShouldBe(10 * release, 100 * tolerance);
            Jump(1, time + 1.5).ShouldBe(7, 100 * tolerance);
        }

        run.SynapticEvents.ShouldBe(15);

        double Jump(int neuron, double time)
        {
            int sample = (int)Math.Round(time / 0.1) - 1;
            return current[sample, neuron] - (decay * current[sample - 1, neuron]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Result_does_not_depend_on_threads_and_snapshots(int threads)
    {
        double[] expected = Run(60 * ms, new SimulationOptions { Threads = 1 });
        Run(60 * ms, new SimulationOptions { Threads = threads }).ShouldBe(expected);

        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.snapshot");
        try
        {
            (Network first, Population _) = Recurrent();
            using (Simulator run = first.Simulate(30 * ms, dt, options: new SimulationOptions { Threads = 2 })) run.Save(path);
            (Network second, Population cells) = Recurrent();
            using Simulator restored = Simulator.Restore(path, second, dt, options: new SimulationOptions { Threads = threads });
            restored.Run(30 * ms);
            Values(restored, cells).ShouldBe(expected);
        }
        finally
        {
            File.Delete(path);
        }

        static double[] Run(Time duration, SimulationOptions options)
        {
            (Network network, Population cells) = Recurrent();
            using Simulator run = network.Simulate(duration, dt, options: options);
            run.SpikeCount.ShouldBeGreaterThan(100);
            return Values(run, cells);
        }

        static double[] Values(Simulator run, Population cells) =>
            [.. Enumerable.Range(0, cells.Size).SelectMany(n => new[] { run.Peek(cells, "U", n), run.Peek(cells, "Ie", n) })];
    }

    [Fact]
    public void Impossible_releases_are_refused_in_words()
    {
        var network = new Network();
        Population cells = network.Population("cells", 2, new LifExp());
        network.Connect(cells, cells, AllToAll(), 1 * pA, release: new TsodyksMarkram { U = 2 });
        network.Describe().ShouldContain("release TsodyksMarkram");
        Should.Throw<ArgumentException>(() => new Simulator(network, dt))
            .Message.ShouldBe("projection cells -> cells: TsodyksMarkram: U of 2 must be at most 1, because a spike cannot release more than there is.");
    }

    private static (Network Network, Population Cells) Recurrent()
    {
        var network = new Network(11);
        Population cells = network.Population("cells", 100, new LifExp { Bias = 500 * pA });
        network.Initialize(cells, "U", Uniform(-70 * mV, -55 * mV));
        network.Connect(cells, cells, FixedIndegree(10), 60 * pA, Uniform(0.5 * ms, 5 * ms), release: new TsodyksMarkram { TauRec = 100 * ms });
        network.Connect(cells, cells, FixedIndegree(10), -40 * pA, 2 * ms, release: new TsodyksUzielMarkram());
        network.Connect(cells, cells, FixedIndegree(5), -20 * pA, 1 * ms);
        return (network, cells);
    }
}
