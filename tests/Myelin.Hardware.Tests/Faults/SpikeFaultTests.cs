using Myelin.Hardware.Faults;
using Myelin.Networks;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Spikes that are lost, and spikes that nobody emitted.</summary>
public sealed class SpikeFaultTests
{
    [Theory]
    [InlineData(0.1)]
    [InlineData(0.7)]
    public void Spikes_are_lost_with_the_probability(double rate)
    {
        const int Steps = 200, Neurons = 50;
        int[] counts = Samples.Counts(new LostSpikes(rate) { Populations = ["cells"] }.Apply(Firing(Neurons), 1), "cells", Steps);
        const double All = Steps * Neurons;
        ((double)counts.Sum()).ShouldBe(All * (1 - rate), 5 * Math.Sqrt(All * rate * (1 - rate)));

        // Independently: the variance over neurons is that of a binomial law.
        double mean = counts.Average(), variance = counts.Sum(c => (c - mean) * (c - mean)) / (Neurons - 1), expected = Steps * rate * (1 - rate);
        variance.ShouldBe(expected, expected);
    }

    [Fact]
    public void All_targets_miss_a_lost_spike()
    {
        Network network = Firing(1);
        Population a = network.Relay("a", 1), b = network.Relay("b", 1);
        foreach (Population p in (Population[])[a, b]) network.Connect(network.Populations[0], p, Syntax.OneToOne(), delay: 0 * Syntax.ms);
        Network faulty = new LostSpikes(0.5) { Populations = ["cells"] }.Apply(network, 1);
        using Simulation.Simulator run = Run(faulty);
        var seen = new List<int>[2];
        for (int i = 0; i < 2; i++)
        {
            seen[i] = [];
            foreach ((int step, int _) in run.Spikes(faulty.Populations[1 + i])) seen[i].Add(step);
        }

        seen[0].ShouldBe(seen[1]);
        seen[0].Count.ShouldBeInRange(60, 140);
    }

    [Fact]
    public void Spurious_spikes_come_beside_those_of_the_neurons()
    {
        // At most one in a step: 1 - exp(-rate dt) of the steps where the neuron is silent.
        Network silent = new Network();
        silent.Relay("cells", 50);
        int[] counts = Samples.Counts(new SpuriousSpikes(200 * Syntax.Hz) { Populations = ["cells"] }.Apply(silent, 1), "cells");
        double expected = 50 * 200 * (1 - Math.Exp(-0.2));
        ((double)counts.Sum()).ShouldBe(expected, 5 * Math.Sqrt(expected));
        Samples.Counts(new SpuriousSpikes(200 * Syntax.Hz) { Populations = ["cells"] }.Apply(Firing(3), 1), "cells").ShouldBe([200, 200, 200]);
    }

    // Neurons that spike at every step.
    private static Network Firing(int neurons)
    {
        var network = new Network(3);
        network.Drive(network.Relay("cells", neurons), Syntax.ReplayedInput([.. Enumerable.Repeat(1.0, 200)]));
        return network;
    }

    private static Simulation.Simulator Run(Network network)
    {
        var run = new Simulation.Simulator(network, Samples.Dt, r => r.Spikes());
        run.RunSteps(200);
        return run;
    }
}
