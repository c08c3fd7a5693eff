using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class FixedProbabilityTests
{
    [Fact]
    public void Targets_ascend_so_no_pair_is_connected_twice() =>
        Prop.ForAll(
            (from neurons in Gen.Choose(1, 80)
             from probability in Gen.Choose(0, 100)
             from autapses in Gen.Elements(true, false)
             from seed in Gen.Choose(0, int.MaxValue)
             select (neurons, Probability: probability / 100.0, autapses, seed)).ToArbitrary(),
            c =>
            {
                List<Connection> list = FixedProbability(c.Probability, c.autapses).List(c.neurons, c.neurons, true, (ulong)c.seed);
                bool ascending = list.Zip(list.Skip(1), (a, b) => a.Source < b.Source || a.Target < b.Target).All(ok => ok);
                return ascending && (c.autapses || !list.HasAutapses());
            }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(1e-5, 3000)]
    [InlineData(9e-5, 3000)]
    [InlineData(0.02, 1000)]
    [InlineData(0.5, 300)]
    [InlineData(0.97, 300)]
    public void The_number_of_connections_is_binomial(double probability, int neurons)
    {
        double pairs = neurons * (neurons - 1.0);
        FixedProbability rule = FixedProbability(probability, autapses: false);
        for (ulong seed = 0; seed < 4; seed++)
        {
            double count = rule.List(neurons, neurons, true, seed).Count;
            Math.Abs(count - (pairs * probability)).ShouldBeLessThan(5 * Math.Sqrt(pairs * probability * (1 - probability)));
        }

        rule.ExpectedConnections(neurons, neurons, samePopulation: true).ShouldBe(pairs * probability, pairs * 1e-12);
    }

    [Fact]
    public void Every_pair_is_as_likely_as_any_other()
    {
        int[] counts = new int[20 * 20];
        for (ulong seed = 0; seed < 4000; seed++)
        {
            foreach (Connection connection in FixedProbability(0.1).List(20, 20, seed: seed)) counts[(connection.Source * 20) + connection.Target]++;
        }

        // A pair's count is binomial: its variance is (1 - p) of a Poisson's, and the total is not fixed, so all 400 deviations are free.
        double chi = counts.Sum(count => (count - 400) * (count - 400) / (400 * 0.9));
        Math.Abs((chi - 400) / Math.Sqrt(2 * 400)).ShouldBeLessThan(5);
    }

    [Fact]
    public void Neighbouring_targets_are_independent()
    {
        int both = 0;
        const int Sources = 50_000;
        foreach (IGrouping<int, Connection> source in FixedProbability(0.3).List(Sources, 2).GroupBy(c => c.Source)) both += source.Count() == 2 ? 1 : 0;
        Math.Abs(both - (Sources * 0.09)).ShouldBeLessThan(5 * Math.Sqrt(Sources * 0.09 * 0.91));
    }

    [Fact]
    public void Probabilities_of_0_and_1_and_almost_0_are_exact()
    {
        FixedProbability(0).List(100, 100).ShouldBeEmpty();
        FixedProbability(1).List(100, 100).Count.ShouldBe(10_000);
        FixedProbability(1, autapses: false).List(100, 100, samePopulation: true).Count.ShouldBe(9_900);
        FixedProbability(1e-300).List(100, 100).ShouldBeEmpty();
    }

    [Theory]
    [InlineData(-0.1, "-0.1")]
    [InlineData(1.5, "1.5")]
    [InlineData(double.NaN, "NaN")]
    public void A_number_that_is_no_probability_is_refused(double probability, string shown) =>
        FixedProbability(probability).Message(10, 10)
            .ShouldBe($"E to I: the connection probability must be between 0 and 1, got {shown}.");

    [Fact]
    public void Text_is_what_a_user_writes()
    {
        FixedProbability(0.02).ToString().ShouldBe("FixedProbability(0.02)");
        FixedProbability(0.02, autapses: false).ToString().ShouldBe("FixedProbability(0.02, autapses: false)");
    }
}
