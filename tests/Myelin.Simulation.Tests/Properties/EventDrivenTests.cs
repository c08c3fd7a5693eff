using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Synapses;
using static Myelin.Simulation.Tests.Probes;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Properties;

/// <summary>Passing over neurons at rest changes no bit.</summary>
public class EventDrivenTests
{
    [Fact]
    public void Random_networks_give_the_same_bits() => Prop.ForAll<int>(seed =>
    {
        foreach (Precision precision in (Precision[])[Precision.Single, Precision.Double])
        {
            using Simulator whole = new(new RandomNetwork(seed, exact: false).Describe(), Dt, r => r.Spikes(), new SimulationOptions { Threads = 1, Precision = precision });
            using Simulator driven = new(new RandomNetwork(seed, exact: false).Describe(), Dt, r => r.Spikes(), new SimulationOptions { Threads = 1 + (int)((uint)seed % 3), Precision = precision, EventDriven = true });
            Compare(whole, driven, 160, $"seed {seed}, {precision}");
        }
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(15));

    [Fact]
    public void Networks_that_fall_silent_give_the_same_bits_and_rest() => Prop.ForAll<int>(seed =>
    {
        using Simulator whole = new(Bursts(seed), Dt, r => r.Spikes(), Single());
        using Simulator driven = new(Bursts(seed), Dt, r => r.Spikes(), Single() with { EventDriven = true });
        int all = driven.AwakeBlocks, least = all;
        for (int i = 0; i < 20; i++)
        {
            Compare(whole, driven, 100, $"seed {seed}, part {i}");
            least = Math.Min(least, driven.AwakeBlocks);
        }

        // Only the neurons under noise never rest.
        least.ShouldBeLessThanOrEqualTo(2, $"seed {seed}: {all} blocks");
        driven.SpikeCount.ShouldBeGreaterThan(50);
    }).Check(Config.QuickThrowOnFailure.WithMaxTest(6));

    private static void Compare(Simulator whole, Simulator driven, int steps, string what)
    {
        whole.RunSteps(steps);
        driven.RunSteps(steps);
        foreach ((Population a, Population b) in whole.Network.Populations.Zip(driven.Network.Populations))
            driven.SpikeList(b).ShouldBe(whole.SpikeList(a), $"spikes of {a}, {what}");
        driven.States().ShouldBe(whole.States(), what);
        driven.SynapticEvents.ShouldBe(whole.SynapticEvents, what);
    }

    // Bursts of input, then silence: rows, a matrix, a convolution, receptors, biases, delays.
    private static Network Bursts(int seed)
    {
        var random = new Random(seed);
        var network = new Network((ulong)seed);
        Population input = network.Relay("input", 400);
        Population maps = network.Population("maps", 3 * 18 * 18, new Leaky { Beta = 0.5, Threshold = 0.25 });
        Population biased = network.Population("biased", 50, new Leaky { Beta = 0.75 });
        Population cells = network.Population("cells", 70, new LifExp { TauM = 1 * ms, TauSynE = 0.5 * ms, TauSynI = 0.5 * ms });
        Population behind = network.Population("behind", 40, new LifDelta { TauM = 1 * ms });
        Receptor alpha = network.Receptor(behind, "slow", new AlphaCurrent { Tau = 0.5 * ms });
        Population noisy = network.Population("noisy", 20, new LifExp());
        double[] starts = [.. Enumerable.Range(0, 3).Select(_ => (double)random.Next(0, 1200))];
        (double Time, int Neuron)[] spikes = [.. Enumerable.Range(0, 300).Select(i => (EndOf((int)starts[i % 3] + random.Next(30)), random.Next(400)))];
        network.Drive(input, SpikeReplay([.. spikes.Select(s => s.Time)], [.. spikes.Select(s => s.Neuron)]));
        network.Drive(biased, ConstantInput([.. Enumerable.Range(0, 50).Select(i => 0.004 * i)]));
        network.Drive(noisy, Poisson(8 * kHz, 40 * pA));
        double[] kernel = [.. Enumerable.Range(0, 27).Select(_ => random.NextDouble() - 0.2)];
        network.Connect(input, maps, Convolution((1, 20, 20), new WeightTensor(kernel, 3, 1, 3, 3)), delay: 0 * ms);
        network.Connect(maps, biased, Dense(new WeightTensor([.. Enumerable.Range(0, 50 * maps.Size).Select(_ => (random.NextDouble() * 0.4) - 0.1)], 50, maps.Size)), delay: 0 * ms);
        network.Connect(biased, cells, FixedProbability(0.3), Normal(300 * pA, 100 * pA), Uniform(0.25 * ms, 5 * ms));
        network.Connect(input, cells, FixedProbability(0.1), 500 * pA, 1 * ms);
        network.Connect(cells, behind, FixedIndegree(5), 300 * pA, 2 * ms, port: alpha.Name);
        network.Connect(cells, behind, FixedIndegree(5), 6 * mV, 2 * ms);
        return network;
    }
}
