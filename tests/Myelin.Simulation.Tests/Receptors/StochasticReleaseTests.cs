using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Simulation.Recording;
using Myelin.Synapses;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Receptors;

/// <summary>Stochastic release in the engine: every synapse for itself, whatever the threads and snapshots.</summary>
public sealed class StochasticReleaseTests
{
    private static readonly Time dt = 0.1 * ms;

    [Fact]
    public void Synapses_of_one_neuron_release_independently_and_binomially()
    {
        const int Targets = 2000, Sites = 4;
        const double Probability = 0.3;
        double[] arrived = First(new QuantalRelease { Sites = Sites, Probability = Probability }, seed: 1);
        double mean = arrived.Average(), variance = arrived.Select(a => a * a).Average() - (mean * mean);
        mean.ShouldBe(100 * Probability, 5 * 100 * Math.Sqrt(Probability * (1 - Probability) / Sites / Targets));
        variance.ShouldBe(1e4 * Probability * (1 - Probability) / Sites, 0.15 * 1e4 * Probability * (1 - Probability) / Sites);
        foreach (double a in arrived) (a / 25).ShouldBe(Math.Round(a / 25), 1e-4);
        First(new QuantalRelease { Sites = Sites, Probability = Probability }, seed: 2).ShouldNotBe(arrived);

        static double[] First(QuantalRelease rule, ulong seed)
        {
            var network = new Network(seed);
            Population source = network.Population("source", 1, new Parrot()), targets = network.Population("targets", Targets, new LifExp());
            network.Drive(source, SpikeReplay([1.0], [0]));
            network.Connect(source, targets, AllToAll(), 100 * pA, 1 * ms, release: rule);
            using Simulator run = network.Simulate(2 * ms, dt);
            return [.. Enumerable.Range(0, Targets).Select(n => run.Peek(targets, "Ie", n))];
        }
    }

    [Fact]
    public void Several_synapses_between_two_neurons_differ()
    {
        var network = new Network(4);
        Population source = network.Population("source", 1, new Parrot()), target = network.Population("target", 1, new LifExp { Threshold = 1e6 * mV });
        network.Drive(source, SpikeReplay([1.0], [0]));
        network.Connect(source, target, Explicit(new int[400], new int[400], Enumerable.Repeat(1.0, 400).ToArray(), unit: "pA"), release: new QuantalRelease { Sites = 1 });
        using Simulator run = network.Simulate(1.1 * ms, dt, options: new SimulationOptions { Precision = Precision.Double });
        run.Peek(target, "Ie", 0).ShouldBeInRange(150, 250);
    }

    // With one site and certain release, what recovers between two spikes is all or nothing.
    [Fact]
    public void Recovery_counts_the_time_between_spikes_whatever_the_delay()
    {
        foreach (double delay in (double[])[0, 0.1, 7])
        {
            var network = new Network(4);
            Population source = network.Population("source", 1, new Parrot()), targets = network.Population("targets", 1600, new LifExp { Threshold = 1e6 * mV, TauSynE = 1e-3 * ms });
            network.Drive(source, SpikeReplay([1.0, 31.0], [0, 0]));
            network.Connect(source, targets, AllToAll(), 1 * pA, delay * ms, release: new QuantalRelease { Sites = 1, Probability = 1, TauRec = 50 * ms });
            using Simulator run = network.Simulate((1.0 + delay) * ms, dt, r => r.State(targets, "Ie"));
            Mean().ShouldBe(1);
            run.Run(30 * ms);
            Mean().ShouldBe(1 - Math.Exp(-30.0 / 50), 5 * Math.Sqrt(0.25 / 1600));

            double Mean() => Enumerable.Range(0, 1600).Average(n => Math.Round(run.Peek(targets, "Ie", n)));
        }
    }

    [Theory]
    [InlineData(Precision.Single)]
    [InlineData(Precision.Double)]
    public void Result_does_not_depend_on_threads_and_snapshots(Precision precision)
    {
        using var folder = new TemporaryFolder();
        long[] expected;
        using (Simulator whole = Recurrent().Simulate(60 * ms, dt, options: Options(1)))
        {
            whole.SpikeCount.ShouldBeGreaterThan(300);
            expected = whole.States();
        }

        using (Simulator first = Recurrent().Simulate(31 * ms, dt, options: Options(2))) first.Save(folder["snapshot"]);
        foreach (int threads in (int[])[2, 3, 5])
        {
            using Simulator run = Recurrent().Simulate(60 * ms, dt, options: Options(threads));
            run.States().ShouldBe(expected);
            using Simulator restored = Simulator.Restore(folder["snapshot"], Recurrent(), dt, options: Options(threads));
            restored.Run(29 * ms);
            restored.States().ShouldBe(expected);
        }

        SimulationOptions Options(int threads) => new() { Precision = precision, Threads = threads };
    }

    private static Network Recurrent()
    {
        var network = new Network(11);
        Population cells = network.Population("cells", 300, new LifExp { Bias = 500 * pA }), others = network.Population("others", 150, new LifExp { Bias = 390 * pA });
        network.Initialize(cells, "U", Uniform(-70 * mV, -55 * mV));
        QuantalRelease rule = new() { Sites = 3, TauRec = 100 * ms };
        network.Connect(cells, cells, FixedIndegree(10), 60 * pA, Uniform(0.5 * ms, 5 * ms), release: rule);
        network.Connect(cells, cells, FixedIndegree(10), -40 * pA, 2 * ms, release: rule);
        network.Connect(cells, others, FixedIndegree(10), Uniform(20 * pA, 90 * pA), 1 * ms, release: rule);
        network.Connect(others, cells, FixedIndegree(5), -20 * pA, 1 * ms, release: new QuantalRelease { Probability = 0.2 });
        network.Connect(cells, others, FixedIndegree(5), 20 * pA, 0 * ms, release: rule);
        network.Connect(cells, others, FixedIndegree(5), 30 * pA, 1 * ms, release: new TsodyksMarkram());
        return network;
    }
}
