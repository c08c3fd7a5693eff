using Myelin.Hardware.Faults;
using Myelin.Networks;

namespace Myelin.Hardware.Tests.Faults;

/// <summary>Neurons that are silent, or fire always.</summary>
public sealed class StuckNeuronTests
{
    [Fact]
    public void Silent_neurons_are_not_seen_and_others_are_seen_as_before()
    {
        int[] original = Samples.Counts(Samples.Layers(), "hidden");
        original.ShouldAllBe(count => count > 0);
        int[] some = Samples.Counts(new SilentNeurons(0.5).Apply(Samples.Layers(), 2), "hidden");
        some.ShouldContain(0);
        some.ShouldContain(count => count > 0);
        for (int i = 0; i < some.Length; i++)
        {
            if (some[i] > 0) some[i].ShouldBe(original[i]);
        }

        Samples.Counts(new SilentNeurons(1).Apply(Samples.Layers(), 2), "hidden").ShouldAllBe(count => count == 0);
    }

    [Fact]
    public void Behind_neurons_that_are_all_silent_nothing_happens() =>
        Samples.Counts(new SilentNeurons(1) { Populations = ["hidden"] }.Apply(Samples.Layers(), 2), "output").ShouldAllBe(count => count == 0);

    [Fact]
    public void Firing_neurons_are_seen_at_every_step()
    {
        int[] original = Samples.Counts(Samples.Layers(), "hidden"), some = Samples.Counts(new FiringNeurons(0.5) { Populations = ["hidden"] }.Apply(Samples.Layers(), 1), "hidden");
        some.ShouldContain(200);
        for (int i = 0; i < some.Length; i++)
        {
            if (some[i] < 200) some[i].ShouldBe(original[i]);
        }

        Samples.Counts(new FiringNeurons(1).Apply(Samples.Layers(), 1), "output").ShouldAllBe(count => count == 200);
    }

    [Fact]
    public void As_many_are_stuck_as_the_rate_says_and_more_at_a_higher_rate()
    {
        bool[] low = Stuck(0.1), high = Stuck(0.3);
        ((double)low.Count(s => s)).ShouldBe(200, 5 * Math.Sqrt(200));
        ((double)high.Count(s => s)).ShouldBe(600, 5 * Math.Sqrt(600));
        for (int i = 0; i < low.Length; i++) (low[i] && !high[i]).ShouldBeFalse();

        static bool[] Stuck(double rate)
        {
            var network = new Network();
            network.Drive(network.Population("cells", 2000, new Myelin.Neurons.Parrot()), Syntax.ReplayedInput([1.0]));
            int[] counts = Samples.Counts(new SilentNeurons(rate) { Populations = ["cells"] }.Apply(network, 4), "cells", 1);
            return [.. counts.Select(c => c == 0)];
        }
    }
}
