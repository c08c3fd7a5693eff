using Myelin.Connectivity;
using Myelin.Connectivity.Distance;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class DistanceDependentTests
{
    public static TheoryData<DistanceKernel, Layout> Cases => new()
    {
        { GaussianKernel(0.8, 0.05), Line() },
        { GaussianKernel(1, 0.2), Ring() },
        { GaussianKernel(0.9, 0.1), Grid() },
        { GaussianKernel(0.9, 0.1), Grid(periodic: true) },
        { ExponentialKernel(0.7, 2), Ring(30) },
        { ExponentialKernel(1, 0.1), Grid(1.5, periodic: true) },
        { BoxcarKernel(0.3, 0.2), Grid() },
        { BoxcarKernel(1, 0.1), Ring() },
        { GaussianKernel(0.8, 0.4), Placed(225, i => new Position(Math.Cos(i * i), i % 7), new Position(1.5, double.PositiveInfinity)) },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_pair_is_connected_with_the_probability_at_its_distance(DistanceKernel kernel, Layout layout)
    {
        const int Neurons = 225;
        const int Networks = 40;
        DistanceDependent rule = DistanceDependent(kernel, layout, autapses: false);
        int[] counts = new int[Neurons * Neurons];
        for (ulong seed = 0; seed < Networks; seed++)
        {
            List<Connection> list = rule.List(Neurons, Neurons, true, seed);
            list.HasMultapses().ShouldBeFalse();
            foreach (Connection connection in list) counts[(connection.Source * Neurons) + connection.Target]++;
        }

        // By probability, in tenths: the counts of all pairs are binomial.
        double expectedTotal = 0;
        double[] observed = new double[11], expected = new double[11], variance = new double[11];
        for (int source = 0; source < Neurons; source++)
        {
            for (int target = 0; target < Neurons; target++)
            {
                double probability = source == target ? 0 : kernel.Probability(Distance(layout, source, target, Neurons));
                int count = counts[(source * Neurons) + target];
                if (probability == 0) count.ShouldBe(0);
                if (probability == 1) count.ShouldBe(Networks);
                int tenth = (int)(probability * 10);
                observed[tenth] += count;
                expected[tenth] += probability * Networks;
                variance[tenth] += probability * (1 - probability) * Networks;
                expectedTotal += probability;
            }
        }

        for (int i = 0; i < observed.Length; i++) Math.Abs(observed[i] - expected[i]).ShouldBeLessThanOrEqualTo((5 * Math.Sqrt(variance[i])) + 1e-6);
        rule.ExpectedConnections(Neurons, Neurons, samePopulation: true).ShouldBe(expectedTotal, 1e-6 * expectedTotal);
    }

    [Fact]
    public void A_boxcar_on_a_ring_connects_the_nearest_neighbours_on_both_sides()
    {
        // A radius of exactly three places: rounding must not lose the third neighbour anywhere.
        List<Connection> list = DistanceDependent(BoxcarKernel(1, 0.03), Ring(), autapses: false).List(100, 100, samePopulation: true);
        for (int source = 0; source < 100; source++)
        {
            list.Where(c => c.Source == source).Select(c => (c.Target - source + 150) % 100 - 50).Order().ShouldBe([-3, -2, -1, 1, 2, 3]);
        }
    }

    [Fact]
    public void A_boxcar_on_a_line_ends_at_the_ends() =>
        DistanceDependent(BoxcarKernel(1, 0.01), Line()).List(100, 100).Outdegrees(100).Sum().ShouldBe(298);

    [Fact]
    public void Populations_of_different_sizes_lie_over_one_another()
    {
        List<Connection> list = DistanceDependent(BoxcarKernel(1, 0.08), Grid(), Grid()).List(25, 100);
        list.Count.ShouldBe(100);
        list.Where(c => c.Source == 0).Select(c => c.Target).Order().ShouldBe([0, 1, 10, 11]);
        list.Where(c => c.Source == 24).Select(c => c.Target).Order().ShouldBe([88, 89, 98, 99]);
    }

    [Theory]
    [InlineData(2e-4, 0.3)] // whole districts of targets are skipped at once
    [InlineData(0.01, 0.05)] // near districts are searched, far ones are not
    public void Large_populations_have_the_same_law(double peak, double length)
    {
        const int Neurons = 20_000;
        DistanceKernel kernel = ExponentialKernel(peak, length);
        double[] observed = new double[20], expected = new double[20];
        foreach (Connection connection in DistanceDependent(kernel, Line()).List(Neurons, Neurons))
            observed[Math.Abs(connection.Source - connection.Target) / 1000]++;
        for (int apart = 0; apart < Neurons; apart++)
            expected[apart / 1000] += (apart == 0 ? 1 : 2) * (Neurons - apart) * kernel.Probability((double)apart / Neurons);

        // Probabilities are small, so the counts are as good as Poisson.
        for (int i = 0; i < observed.Length; i++) Math.Abs(observed[i] - expected[i]).ShouldBeLessThan(1 + (5 * Math.Sqrt(expected[i])));
    }

    [Fact]
    public void Only_a_neuron_itself_is_within_a_kernel_narrower_than_the_grid() =>
        DistanceDependent(GaussianKernel(0.5, 0.001), Grid(periodic: true)).List(10_000, 10_000).ShouldAllBe(c => c.Source == c.Target);

    [Fact]
    public void A_large_estimate_is_close()
    {
        // On a ring every source has the same mean, so the sample is exact up to the resolution of the ring.
        double expected = DistanceDependent(GaussianKernel(0.1, 0.01), Ring()).ExpectedConnections(10_000, 10_000);
        expected.ShouldBe(10_000.0 * 10_000 * 0.1 * 0.01 * Math.Sqrt(2 * Math.PI), 1e-6 * expected);
    }

    [Fact]
    public void Errors_say_what_would_be_right()
    {
        DistanceDependent(GaussianKernel(1.2, 1), Line()).Message(5, 5)
            .ShouldBe("E to I: the connection probability must be between 0 and 1, got a peak of 1.2.");
        DistanceDependent(ExponentialKernel(1, double.NaN), Line()).Message(5, 5)
            .ShouldBe("E to I: the length of a distance kernel must be positive and finite, got NaN.");
        DistanceDependent(BoxcarKernel(1, -2), Line()).Message(5, 5)
            .ShouldBe("E to I: the radius of a distance kernel must be positive and finite, got -2.");
        DistanceDependent(GaussianKernel(1, 0), Line()).Message(5, 5)
            .ShouldBe("E to I: the sigma of a distance kernel must be positive and finite, got 0.");
        DistanceDependent(GaussianKernel(1, 1), Line(0)).Message(5, 5)
            .ShouldBe("E to I, sources: the length of a line must be positive and finite, got 0.");
        DistanceDependent(GaussianKernel(1, 1), Line(), Grid(-1)).Message(5, 4)
            .ShouldBe("E to I, targets: the side of a grid must be positive and finite, got -1.");
        DistanceDependent(GaussianKernel(1, 1), Grid()).Message(1000, 1000)
            .ShouldBe("E to I, sources: a square grid holds 961 or 1024 neurons, got 1000.");
        DistanceDependent(GaussianKernel(1, 1), Placed(4, _ => default)).Message(5, 4)
            .ShouldBe("E to I, sources: there are positions for 4 neurons, but the population has 5.");
        DistanceDependent(GaussianKernel(1, 1), Placed(2, i => new Position(0, i / 0.0))).Message(2, 2)
            .ShouldBe("E to I, sources: positions must be finite, but neuron 0 is at (0, NaN).");
        DistanceDependent(GaussianKernel(1, 1), Placed(1, _ => default, new Position(1))).Message(1, 1)
            .ShouldBe("E to I, sources: the periods of a layout must be positive, infinite where an axis does not wrap, got (1, 0).");
        DistanceDependent(GaussianKernel(1, 1), Line(), Ring()).Message(5, 5)
            .ShouldBe("E to I: sources and targets must be periodic alike, got Line(1) and Ring(1).");
    }

    [Fact]
    public void Text_tells_positions_apart()
    {
        DistanceDependent(GaussianKernel(0.5, 2), Ring(10)).ToString().ShouldBe("DistanceDependent(GaussianKernel(0.5, 2), Ring(10))");
        DistanceDependent(BoxcarKernel(1, 2), Line(), Grid(2, periodic: true), autapses: false).ToString()
            .ShouldBe("DistanceDependent(BoxcarKernel(1, 2), Line(1), Grid(2, periodic: true), autapses: false)");
        Placed(3, i => new Position(i)).ShouldBe(Placed(3, i => new Position(i)));
        Placed(3, i => new Position(i)).ToString().ShouldBe(Placed(3, i => new Position(i)).ToString());
        Placed(3, i => new Position(i)).ToString().ShouldNotBe(Placed(3, i => new Position(-i)).ToString());
        Placed(3, i => new Position(i), new Position(2, 4)).ToString().ShouldEndWith(", period: (2, 4))");
        Placed(3, i => new Position(i)).GetHashCode().ShouldBe(Placed(3, i => new Position(i)).GetHashCode());
    }

    [Fact]
    public void Kernels_have_their_shape()
    {
        GaussianKernel(0.5, 2).Probability(2).ShouldBe(0.5 * Math.Exp(-0.5), 1e-15);
        ExponentialKernel(0.5, 2).Probability(2).ShouldBe(0.5 * Math.Exp(-1), 1e-15);
        ExponentialKernel(0.5, 2).Probability(1e6).ShouldBe(0);
        BoxcarKernel(0.5, 2).Probability(2).ShouldBe(0.5);
        BoxcarKernel(0.5, 2).Probability(2.001).ShouldBe(0);
    }

    /// <summary>The distance, written as plainly as possible: the shortest over all copies of the target.</summary>
    private static double Distance(Layout layout, int source, int target, int neurons)
    {
        Position a = layout.Locate(source, neurons), b = layout.Locate(target, neurons);
        double shortest = double.PositiveInfinity;
        foreach (double shiftX in Shifts(layout.Period.X))
        {
            foreach (double shiftY in Shifts(layout.Period.Y))
            {
                (double dx, double dy) = (a.X - b.X + shiftX, a.Y - b.Y + shiftY);
                shortest = Math.Min(shortest, Math.Sqrt((dx * dx) + (dy * dy)));
            }
        }

        return shortest;
    }

    private static double[] Shifts(double period) => double.IsInfinity(period) ? [0] : [-2 * period, -period, 0, period, 2 * period];
}
