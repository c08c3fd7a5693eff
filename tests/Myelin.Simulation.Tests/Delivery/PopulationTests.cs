using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Spikes;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Delivery;

public class PopulationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(1000)]
    public void Every_neuron_of_a_population_fires_and_no_other(int size)
    {
        foreach (int threads in (int[])[1, 2, 5])
        {
            var network = new Network();
            Population neurons = network.Population("neurons", size, new LifExp { Bias = 1000 * pA });
            using Simulator run = new(network, Dt, r => r.Spikes(), Single(threads));
            run.RunSteps(100);
            int[] counts = run.Spikes(neurons).SpikeCounts();
            counts.Length.ShouldBe(size);
            counts.ShouldAllBe(c => c == counts[0]);
            counts[0].ShouldBeGreaterThan(1);
            run.SpikeCount.ShouldBe((long)size * counts[0]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(17)]
    [InlineData(150)]
    public void Every_neuron_has_its_own_parameters_and_start(int size)
    {
        LifExp Model(int i) => new() { Bias = (400 + (37 * (i % 23))) * pA, TauM = (8 + (i % 5)) * ms, Refractory = (i % 4) * ms };
        var network = new Network();
        Population neurons = network.Population("neurons", size, Model);
        for (int i = 0; i < size; i++) network.Initialize(neurons[i..(i + 1)], "U", (-70 + (0.05 * i)) * mV);
        foreach (int threads in (int[])[1, 3])
        {
            using Simulator run = new(network, Dt, r => r.Spikes(), Double(threads));
            run.RunSteps(200);
            for (int i = 0; i < size; i++)
            {
                var alone = new Network();
                Population one = alone.Population("one", 1, Model(i));
                alone.Initialize(one, "U", (-70 + (0.05 * i)) * mV);
                using Simulator single = new(alone, Dt, r => r.Spikes(), Double());
                single.RunSteps(200);
                run.StepsOf(neurons, i).ShouldBe(single.StepsOf(one, 0), $"neuron {i}");
                run.Peek(neurons, "U", i).ShouldBe(single.Peek(one, "U", 0));
            }
        }
    }

    [Fact]
    public void More_threads_than_blocks_leave_some_without_neurons()
    {
        var network = new Network();
        Population one = network.Population("one", 1, new Parrot());
        Population few = network.Population("few", 17, new Parrot());
        network.Drive(one, SpikeReplay([EndOf(0)], [0]));
        network.Connect(one, few, AllToAll(), delay: 2 * Dt);
        using Simulator run = new(network, Dt, r => r.Spikes(), Double(6));
        run.RunSteps(5);
        run.SpikeList(few).ShouldBe(Enumerable.Range(0, 17).Select(n => (2, n)));
        run.Threads.ShouldBe(6);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Parrots_repeat_a_raster(int threads)
    {
        var random = new Random(2);
        (int Step, int Neuron)[] spikes = [.. Enumerable.Range(0, 4000).Select(_ => (random.Next(250), random.Next(180))).Distinct().Order()];
        Raster raster = new([.. spikes.Select(s => s.Step)], [.. spikes.Select(s => s.Neuron)], 180, 250, 0.1 * ms);
        double[] times = [.. spikes.Select(s => raster.TimeOf(s.Step).InMilliseconds)];
        var network = new Network();
        Population whole = network.Population("whole", 180, new Parrot());
        Population part = network.Population("part", 300, new Parrot());
        network.Drive(whole, SpikeReplay(times, [.. spikes.Select(s => s.Neuron)]));
        network.Drive(part[77..257], SpikeReplay(times, [.. spikes.Select(s => s.Neuron)]));
        using Simulator run = network.Simulate(25 * ms, 0.1 * ms, r => r.Spikes(), Single(threads));
        run.SpikeList(whole).ShouldBe(spikes);
        run.SpikeList(part).ShouldBe(spikes.Select(s => (s.Step, s.Neuron + 77)));
    }

    [Fact]
    public void An_empty_range_connects_nothing()
    {
        var network = new Network();
        Population neurons = network.Population("neurons", 20, new Parrot());
        network.Connect(neurons[5..5], neurons, AllToAll());
        network.Connect(neurons, neurons[20..], AllToAll());
        network.Drive(neurons[3..3], SpikeReplay([], []));
        network.Drive(neurons, SpikeReplay([EndOf(0)], [5]));
        using Simulator run = new(network, Dt, r => r.Spikes());
        run.RunSteps(5);
        run.SpikeList(neurons).ShouldBe([(0, 5)]);
        run.Synapses.ShouldBe(0);
    }
}
