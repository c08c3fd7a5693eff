using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Simulation.Recording;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Delivery;

public class DelayTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 7, 1)]
    [InlineData(15, 1, 1)]
    [InlineData(16, 3, 2)]
    [InlineData(17, 1, 2)]
    [InlineData(1000, 2, 1)]
    [InlineData(1000, 1, 3)]
    public void A_spike_goes_round_a_ring_at_the_pace_of_its_delay(int size, int delay, int threads)
    {
        var network = new Network();
        Population ring = Ring(network, size, delay);
        using Simulator run = new(network, Dt, r => r.Spikes(), Double(threads));
        run.RunSteps((size * delay) + 10);
        run.SpikeList(ring).ShouldBe(Enumerable.Range(0, size + (10 / delay) + 1)
            .Select(i => (i * delay, i % size)).Where(s => s.Item1 < (size * delay) + 10));
        run.Synapses.ShouldBe(size);
    }

    [Fact]
    public void The_longest_delay_is_exact()
    {
        const int Longest = NetworkValidation.MaximumDelaySteps;
        var network = new Network();
        Population ring = Ring(network, 2, Longest);
        using Simulator run = new(network, Dt, r => r.Spikes());
        run.RunSteps((2 * Longest) + 2);
        run.SpikeList(ring).ShouldBe([(0, 0), (Longest, 1), (2 * Longest, 0)]);
    }

    [Fact]
    public void Every_connection_of_a_list_keeps_its_delay_and_weight()
    {
        int[] delays = [1, 2, 3, 3, 17, 64, 65, 500, 500, 1000];
        double[] weights = [0.5, -2, 1, 4, -0.25, 8, 16, 1, 1, 2];
        int[] targets = [0, 1, 2, 2, 129, 64, 63, 7, 7, 0];
        var network = new Network();
        Population source = network.Population("source", 1, new Parrot());
        Population probes = network.Population("probes", 130, Probe);
        network.Drive(source, SpikeReplay([EndOf(4)], [0]));
        network.Connect(source, probes, Explicit(new int[delays.Length], targets, weights, [.. delays.Select(d => d * Dt.InMilliseconds)]));
        foreach (int threads in (int[])[1, 3])
        {
            using Simulator run = new(network, Dt, r => r.State(probes, "U"), Double(threads));
            run.RunSteps(1010);
            Trace trace = run.State(probes, "U");
            for (int step = 0; step < 1010; step++)
            {
                for (int n = 0; n < probes.Size; n++)
                {
                    double expected = Enumerable.Range(0, delays.Length).Where(i => targets[i] == n && 4 + delays[i] == step).Sum(i => weights[i]);
                    double arrived = trace[step, n];
                    if (arrived != expected) arrived.ShouldBe(expected, $"step {step}, neuron {n}");
                }
            }

            run.SynapticEvents.ShouldBe(delays.Length);
        }
    }

    [Fact]
    public void A_drawn_delay_arrives_once_and_never_in_its_own_step()
    {
        var network = new Network(seed: 3);
        Population sources = network.Population("sources", 100, new Parrot());
        Population probes = network.Population("probes", 100, Probe);
        network.Drive(sources, SpikeReplay([.. Enumerable.Repeat(EndOf(0), 100)], [.. Enumerable.Range(0, 100)]));
        network.Connect(sources, probes, FixedOutdegree(50), weight: 1.0, delay: Normal(2 * Dt, 3 * Dt));
        using Simulator run = new(network, Dt, r => r.State(probes, "U"), Double(2));
        run.RunSteps(60);
        Trace trace = run.State(probes, "U");
        double[] perStep = [.. Enumerable.Range(0, 60).Select(s => Enumerable.Range(0, 100).Sum(n => trace[s, n]))];
        perStep.Sum().ShouldBe(5000);
        perStep[0].ShouldBe(0);

        // What a normal law with mean 2 and deviation 3 puts below 1.5 is one step: 43 %.
        perStep[1].ShouldBe(2169, 4 * Math.Sqrt(5000 * 0.434 * 0.566));
        perStep[2].ShouldBe(5000 * 0.1324, 4 * Math.Sqrt(5000 * 0.1324 * 0.8676));
    }

    [Fact]
    public void Two_projections_with_different_delays_share_a_table()
    {
        var network = new Network();
        Population source = network.Population("source", 20, new Parrot());
        Population near = network.Population("near", 20, new Parrot());
        Population far = network.Population("far", 20, new Parrot());
        network.Drive(source, SpikeReplay([EndOf(0), EndOf(5)], [3, 19]));
        network.Connect(source, far, OneToOne(), delay: 30 * Dt);
        network.Connect(source, near, OneToOne(), delay: 2 * Dt);
        using Simulator run = new(network, Dt, r => r.Spikes(), Double());
        run.RunSteps(50);
        run.SpikeList(near).ShouldBe([(2, 3), (7, 19)]);
        run.SpikeList(far).ShouldBe([(30, 3), (35, 19)]);
    }

    [Fact]
    public void One_step_is_the_delay_where_none_is_given_whatever_the_step()
    {
        foreach (double step in (double[])[0.01, 0.1, 1, 5])
        {
            var network = new Network();
            Population source = network.Population("source", 1, new Parrot());
            Population target = network.Population("target", 1, new Parrot());
            network.Drive(source, SpikeReplay([3 * step], [0]));
            network.Connect(source, target, OneToOne());
            using Simulator run = new(network, step * ms, r => r.Spikes());
            run.RunSteps(10);
            run.SpikeList(target).ShouldBe([(3, 0)]);
        }
    }

    private static Population Ring(Network network, int size, int delay)
    {
        Population ring = network.Population("ring", size, new Parrot());
        int[] all = [.. Enumerable.Range(0, size)];
        network.Connect(ring, ring, Explicit(all, [.. all.Select(i => (i + 1) % size)]), delay: delay * Dt);
        network.Drive(ring[..1], SpikeReplay([EndOf(0)], [0]));
        return ring;
    }
}
