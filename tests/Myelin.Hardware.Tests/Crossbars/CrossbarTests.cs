using Myelin.Connectivity;
using Myelin.Hardware.Crossbars;
using Myelin.Hardware.Faults;
using Myelin.Hardware.Tests.Faults;
using Myelin.Networks;
using Myelin.Neurons;

namespace Myelin.Hardware.Tests.Crossbars;

/// <summary>Weights as differences of conductances.</summary>
public sealed class CrossbarTests
{
    [Fact]
    public void Perfect_devices_hold_the_weights()
    {
        double[] original = Samples.Weights(Samples.Layers(), 0);
        foreach (Crossbar perfect in (Crossbar[])[new(), new() { Least = 1000 * Syntax.nS }, new() { Effects = [new ConductanceLevels(1 << 20)] }])
        {
            double[] held = Samples.Weights(perfect.Apply(Samples.Layers(), 1), 0);
            for (int i = 0; i < original.Length; i++) held[i].ShouldBe(original[i], 1e-5);
        }
    }

    [Fact]
    public void Levels_of_devices_are_levels_of_weights()
    {
        // 5 levels for each sign: multiples of a quarter of the largest weight.
        double[] original = Samples.Weights(Samples.Layers(), 0), held = Samples.Weights(new Crossbar { Least = 100 * Syntax.nS, Effects = [new ConductanceLevels(5)] }.Apply(Samples.Layers(), 1), 0);
        double quarter = original.Max(Math.Abs) / 4;
        for (int i = 0; i < original.Length; i++) held[i].ShouldBe(Math.Round(original[i] / quarter) * quarter, 1e-9);
    }

    [Fact]
    public void A_pair_stuck_on_on_both_sides_holds_nothing() =>
        Samples.Weights(new Crossbar { Effects = [new StuckDevices(1, 0)] }.Apply(Samples.Layers(), 1), 0).ShouldAllBe(w => w == 0);

    [Fact]
    public void Wires_take_from_weights_and_the_solved_ones_about_as_much()
    {
        double[] original = Samples.Weights(Samples.Layers(), 0);
        double[] fast = Samples.Weights(new Crossbar { Wire = 100 * Syntax.Ohm }.Apply(Samples.Layers(), 1), 0);
        double[] solved = Samples.Weights(new Crossbar { Wire = 100 * Syntax.Ohm, SolvesWires = true }.Apply(Samples.Layers(), 1), 0);
        solved.Sum(Math.Abs).ShouldBeLessThan(0.99 * original.Sum(Math.Abs));
        for (int i = 0; i < original.Length; i++) fast[i].ShouldBe(solved[i], 0.01 * original.Max(Math.Abs));
    }

    [Fact]
    public void Tiles_are_arrays_of_their_own()
    {
        // Cut into arrays of one device each, every weight is in series with two segments.
        double[] original = Samples.Weights(Samples.Layers(), 0), held = Samples.Weights(new Crossbar { Wire = 1000 * Syntax.Ohm, Tile = (1, 1) }.Apply(Samples.Layers(), 1), 0);
        double largest = original.Max(Math.Abs);
        for (int i = 0; i < original.Length; i++)
        {
            double x = Math.Abs(original[i]) / largest;
            held[i].ShouldBe(Math.Sign(original[i]) * largest * x / (1 + (2 * 1000 * 25e-6 * x)), 1e-9);
        }
    }

    [Fact]
    public void Kernels_and_lists_lie_in_arrays_too()
    {
        var network = new Network();
        Population a = network.Relay("a", 16), b = network.Population("b", 8, new Leaky()), c = network.Population("c", 3, new Leaky());
        network.Connect(a, b, Syntax.Convolution(new MapShape(1, 4, 4), new WeightTensor([.. Enumerable.Range(1, 18).Select(i => i / 10.0)], 2, 1, 3, 3)));
        network.Connect(b, c, new Explicit([0, 3, 7], [2, 0, 1], new WeightTensor([0.5, -1.0, 0.25])));
        Network held = new Crossbar { Wire = 200 * Syntax.Ohm }.Apply(network, 1);
        held.Projections[0].Rule.ShouldBeOfType<Convolution>();

        // In the list each device has an input and an output of its own, but not the way along the wires: (3 to 0) has one segment along its row and 5 down its column of 8.
        double[] weights = Samples.Weights(held, 1);
        weights[1].ShouldBe(-1.0 / (1 + (200 * 25e-6 * (1 + 5))), 1e-9);
        Network twice = new();
        twice.Connect(twice.Relay("a", 2), twice.Population("b", 2, new Leaky()), new Explicit([0, 0], [1, 1], new WeightTensor([0.5, -1.0])));
        Should.Throw<ArgumentException>(() => new Crossbar { Wire = 1 * Syntax.Ohm }.Apply(twice, 1)).Message
            .ShouldBe("Two synapses from neuron 0 to neuron 1 cannot lie at one crossing of wires; give them one weight.");
    }

    [Fact]
    public void Phase_change_memory_is_off_by_some_percent_and_by_more_later()
    {
        var network = new Network();
        network.Connect(network.Relay("a", 50), network.Population("b", 50, new Leaky()), Syntax.Dense(new WeightTensor([.. Enumerable.Range(0, 2500).Select(i => ((i * 37) % 101 / 50.0) - 1)], 50, 50)));
        double soon = Error(1 * Syntax.s), later = Error(30 * 86_400 * Syntax.s);
        soon.ShouldBeInRange(0.02, 0.08);
        later.ShouldBeGreaterThan(1.2 * soon);

        double Error(Quantities.Time after)
        {
            double[] original = Samples.Weights(network, 0), held = Samples.Weights(Crossbar.PhaseChange(after).Apply(network, 1), 0);
            return Math.Sqrt(original.Zip(held, (o, h) => (o - h) * (o - h)).Average());
        }
    }

    [Fact]
    public void Conductances_that_make_no_sense_are_refused()
    {
        Should.Throw<ArgumentException>(() => new Crossbar { Least = 30_000 * Syntax.nS }.Apply(Samples.Layers(), 1)).Message.ShouldContain("The largest conductance of a device must be above the smallest");
        Should.Throw<ArgumentException>(() => new Crossbar { Tile = (0, 5) }.Apply(Samples.Layers(), 1)).Message.ShouldBe("A tile has at least one row and one column, got 0 x 5.");
        Should.Throw<ArgumentException>(() => new Crossbar { Wire = -1 * Syntax.Ohm }.Apply(Samples.Layers(), 1)).Message.ShouldContain("The resistance of a segment of wire must be at least 0 and finite");
    }
}
