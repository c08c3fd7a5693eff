using Myelin.Hardware.Chips;
using Myelin.Hardware.Mapping;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Quantities;
using static Myelin.Syntax;

namespace Myelin.Hardware.Tests.Mapping;

public sealed class ChipMapperTests
{
    private static readonly Chip loihi = ChipCatalogue.Get("loihi");

    [Fact]
    public void A_small_network_fits_and_every_neuron_is_on_one_core()
    {
        Network network = Layers(40, 3000, 10);
        ChipMapping mapping = loihi.Map(network, 1 * ms);
        mapping.Violations.ShouldBeEmpty();
        mapping.Cores.Sum(c => c.Neurons).ShouldBe(3010, "the relays are outside");
        mapping.Cores.Count.ShouldBe(4, "three by their neurons; the synapses of the last layer do not fit beside the third");
        mapping.Cores.ShouldAllBe(c => c.Neurons <= 1024 && c.Synapses * 18 <= 1 << 20 && c.Axons <= 4096);
        mapping.Cores.Sum(c => c.Synapses).ShouldBe((40 * 3000) + (3000 * 10));
        mapping.Places.Distinct().Count().ShouldBe(4);
        mapping.Cores[0].Axons.ShouldBe(40);
        mapping.Notes.ShouldContain("Spikes without delay reach the next layer within the step here and one step later on the chip: the last layer's spikes come 2 steps later there.");
    }

    [Theory]
    [InlineData("truenorth", "cores.input-axons", "A neuron of 'out' receives from 3000 neurons, 2744 more than the 256 axons of a core of truenorth.")]
    [InlineData("truenorth", "neurons.fan-in", "10 of 10 neurons of 'out' have more than the 256 synapses of a neuron of truenorth, at most 3000, 2744 too many.")]
    [InlineData("odin", "cores.count", "The network needs 22 cores, 21 more than the 1 that 1 chips of odin have; about 9 % of its neurons would fit.")]
    public void A_network_that_is_too_large_says_by_how_much(string chip, string limit, string reason) =>
        ChipCatalogue.Get(chip).Map(Layers(40, 3000, 10), 1 * ms).Violations.Where(v => v.Limit == limit).Select(v => v.Reason).ShouldContain(reason);

    [Fact]
    public void A_model_that_a_chip_does_not_have_names_the_chips_that_do()
    {
        var network = new Network();
        network.Population("hh", 3, new HodgkinHuxley());
        loihi.Map(network, 0.05 * ms).Violations.Select(v => v.Reason).ShouldBe(["loihi has no HodgkinHuxley, of which population 'hh' is; spinnaker has."]);
        var adaptive = new Network();
        adaptive.Population("a", 3, new AdExPscExp());
        loihi.Map(adaptive, 0.1 * ms).Violations.Select(v => v.Reason).ShouldBe(["loihi has no AdExPscExp, of which population 'a' is; dynap-se and spinnaker have."]);
    }

    [Fact]
    public void Delays_learning_and_steps_have_limits()
    {
        var network = new Network();
        Population a = network.Population("a", 3, new LifExp()), b = network.Population("b", 3, new LifExp());
        network.Connect(a, b, OneToOne(), weight: 1 * pA, delay: 90 * ms);
        Reasons(loihi, network).ShouldBe(["The delay of projection a -> b is 90 steps, 28 more than the 62 of loihi."]);
        var quick = new Network();
        quick.Population("a", 3, new LifExp());
        ChipCatalogue.Get("spinnaker").Map(quick, 0.1 * ms).Violations.Single().Reason
            .ShouldBe("Steps of 0.1 ms are shorter than the 1 ms that spinnaker keeps in real time; it would run 10 times slower.");
    }

    [Fact]
    public void A_network_that_does_not_fit_does_not_run()
    {
        ChipMapping mapping = ChipCatalogue.Get("odin").Map(Layers(40, 3000, 10), 1 * ms);
        Should.Throw<InvalidOperationException>(mapping.ThrowIfTooLarge).Message.ShouldEndWith("more limits are not kept.)");
    }

    [Fact]
    public void Placement_shortens_the_ways_of_a_ring()
    {
        // A ring of 64 cores, numbered at random, in a mesh of 8 x 8.
        int[] order = [.. Enumerable.Range(0, 64).OrderBy(i => (i * 37) % 64)];
        var traffic = new Dictionary<(int, int), double>();
        for (int i = 0; i < 64; i++) traffic[(order[i], order[(i + 1) % 64])] = 10;
        var placement = new CorePlacement(traffic, 64, 8, 8);
        double before = placement.Cost;
        placement.Improve(200_000, 1);
        placement.Place.Distinct().Count().ShouldBe(64);
        placement.Cost.ShouldBeLessThan(0.4 * before);
        placement.Cost.ShouldBeGreaterThanOrEqualTo(640, "each of 64 links is a hop at least");
    }

    [Theory]
    [InlineData(34, 64, 64)]
    [InlineData(7, 8, 16)]
    [InlineData(12, 2, 6)]
    [InlineData(1, 1, 1)]
    public void Cores_lie_together(int cores, int width, int height)
    {
        var traffic = new Dictionary<(int, int), double>();
        for (int i = 0; i + 1 < cores; i++) traffic[(i, i + 1)] = 1;
        var placement = new CorePlacement(traffic, cores, width, height);
        placement.Improve(1000, 1);
        placement.Place.Distinct().Count().ShouldBe(cores);
        int side = Math.Max((int)Math.Ceiling(Math.Sqrt(cores)), (cores + Math.Min(width, height) - 1) / Math.Min(width, height));
        placement.Place.ShouldAllBe(p => p % width <= side && p / width <= side && p / width < height);
    }

    [Fact]
    public void More_bits_than_the_chip_has_are_refused() =>
        Should.Throw<ArgumentException>(() => loihi.Map(Layers(4, 16, 2), 1 * ms, new MappingOptions { WeightBits = [16] })).Message
            .ShouldBe("projection in -> hidden: 16 bits were asked for a weight; loihi has 8.");

    private static string[] Reasons(Chip chip, Network network) => [.. chip.Map(network, 1 * ms).Violations.Select(v => v.Reason)];

    private static Network Layers(int inputs, int hidden, int outputs)
    {
        var random = new Random(2);
        double[,] Weights(int rows, int columns)
        {
            var weights = new double[rows, columns];
            for (int i = 0; i < rows; i++)
            {
                for (int j = 0; j < columns; j++) weights[i, j] = random.NextDouble() - 0.3;
            }

            return weights;
        }

        var network = new Network();
        Population source = network.Population("in", inputs, new Parrot()), middle = network.Population("hidden", hidden, new NirLif { Tau = 20 * ms, R = 20 }), last = network.Population("out", outputs, new NirLif { Tau = 20 * ms, R = 20 });
        network.Connect(source, middle, Dense(Weights(hidden, inputs)), delay: 0 * ms);
        network.Connect(middle, last, Dense(Weights(outputs, hidden)), delay: 0 * ms);
        network.Drive(source, Poisson(100 * Hz, 1));
        return network;
    }
}
