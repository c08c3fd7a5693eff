using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class FixedTotalNumberTests
{
    private static Arbitrary<(int Neurons, int Count, bool Multapses, bool Autapses, int Seed)> Cases =>
        (from neurons in Gen.Choose(2, 40)
         from count in Gen.Choose(0, neurons * (neurons - 1))
         from multapses in Gen.Elements(true, false)
         from autapses in Gen.Elements(true, false)
         from seed in Gen.Choose(0, int.MaxValue)
         select (neurons, count, multapses, autapses, seed)).ToArbitrary();

    [Fact]
    public void The_total_is_exact_and_the_options_are_kept() =>
        Prop.ForAll(Cases, c =>
        {
            List<Connection> list = FixedTotalNumber(c.Count, c.Multapses, c.Autapses).List(c.Neurons, c.Neurons, true, (ulong)c.Seed);
            return list.Count == c.Count && (c.Multapses || !list.HasMultapses()) && (c.Autapses || !list.HasAutapses());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void All_pairs_without_multapses_is_all_to_all() =>
        FixedTotalNumber(12 * 11, multapses: false, autapses: false).List(12, 12, samePopulation: true)
            .Select(c => (c.Source, c.Target)).Order()
            .ShouldBe(AllToAll(autapses: false).List(12, 12, samePopulation: true).Select(c => (c.Source, c.Target)));

    [Fact]
    public void Sources_and_targets_are_uniform()
    {
        List<Connection> list = FixedTotalNumber(500_000).List(400, 700);
        Math.Abs(Connections.ChiSquareExcess(list.Outdegrees(400))).ShouldBeLessThan(5);
        Math.Abs(Connections.ChiSquareExcess(list.Indegrees(700))).ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    [InlineData(false, 6)] // more than half of the pairs
    public void Every_way_to_connect_is_as_likely_as_its_number_of_orders(bool multapses, int count)
    {
        // 3 sources and 3 targets: the out-degrees follow the multinomial or, without repetition, the hypergeometric law.
        const int Networks = 40_000;
        Dictionary<(int, int, int), int> observed = [];
        for (ulong seed = 0; seed < Networks; seed++)
        {
            int[] degrees = FixedTotalNumber(count, multapses).List(3, 3, seed: seed).Outdegrees(3);
            (int, int, int) key = (degrees[0], degrees[1], degrees[2]);
            observed[key] = observed.GetValueOrDefault(key) + 1;
        }

        double chi = 0;
        int cells = 0;
        for (int a = 0; a <= count; a++)
        {
            for (int b = 0; a + b <= count; b++)
            {
                int c = count - a - b;
                double probability = multapses
                    ? Choose(count, a) * Choose(count - a, b) / Math.Pow(3, count)
                    : Choose(3, a) * Choose(3, b) * Choose(3, c) / Choose(9, count);
                double expected = Networks * probability;
                double seen = observed.GetValueOrDefault((a, b, c));
                if (probability == 0)
                {
                    seen.ShouldBe(0);
                    continue;
                }

                chi += (seen - expected) * (seen - expected) / expected;
                cells++;
            }
        }

        Math.Abs((chi - (cells - 1)) / Math.Sqrt(2.0 * (cells - 1))).ShouldBeLessThan(5);
    }

    [Theory]
    [InlineData(true, 1.0)]
    [InlineData(false, 0.5)]
    public void Outdegrees_vary_as_they_should(bool multapses, double fraction)
    {
        // Half of 2000 * 400 pairs: without repetition the out-degrees vary half as much.
        int[] degrees = FixedTotalNumber(400_000, multapses).List(2000, 400).Outdegrees(2000);
        double variance = degrees.Sum(degree => Math.Pow(degree - 200, 2)) / 1999;
        variance.ShouldBe(200 * fraction, 5 * 200 * fraction * Math.Sqrt(2 / 1999.0));
    }

    [Fact]
    public void Outdegrees_of_many_sources_are_drawn_at_once()
    {
        // 300 million connections of 100,000 sources: opening must not visit connections, filling one source only its own.
        ConnectionStream stream = FixedTotalNumber(300_000_000).Open(100_000, 100_000, true, 3, 0);
        Partners partners = new();
        stream.Fill(99_999, partners);
        Math.Abs(partners.Count - 3000).ShouldBeLessThan(5 * 55);
    }

    [Fact]
    public void Errors_say_what_would_be_right()
    {
        FixedTotalNumber(-5).Message(10, 10).ShouldBe("E to I: the number of connections must be at least 0, got -5.");
        FixedTotalNumber(101, multapses: false).Message(10, 10)
            .ShouldBe("E to I: 101 connections without multapses need as many pairs, there are 100.");
        FixedTotalNumber(91, multapses: false, autapses: false).Message(10, 10, samePopulation: true)
            .ShouldBe("E to I: 91 connections without multapses need as many pairs, there are 90.");
        FixedTotalNumber(1).Message(0, 10).ShouldBe("E to I: 1 connections need at least one pair of neurons, there is none.");
        FixedTotalNumber(5_000_000_000).Message(2, 10)
            .ShouldBe("E to I: 5000000000 connections of 2 sources are more than 1073741824 per source.");
    }

    [Fact]
    public void Text_is_what_a_user_writes()
    {
        FixedTotalNumber(300_000_000).ToString().ShouldBe("FixedTotalNumber(300000000)");
        FixedTotalNumber(3, multapses: false).ToString().ShouldBe("FixedTotalNumber(3, multapses: false)");
        FixedTotalNumber(3).ExpectedConnections(10, 10).ShouldBe(3);
    }

    private static double Choose(int n, int k)
    {
        double ways = 1;
        for (int i = 0; i < k; i++) ways *= (n - i) / (i + 1.0);
        return ways;
    }
}
