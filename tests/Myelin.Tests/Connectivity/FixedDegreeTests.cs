using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class FixedDegreeTests
{
    /// <summary>Population sizes and a degree that is possible without multapses and autapses, and a seed.</summary>
    private static Arbitrary<(int Neurons, int Others, int Degree, int Seed)> Cases =>
        (from neurons in Gen.Choose(1, 60)
         from others in Gen.Choose(1, 300)
         from degree in Gen.Choose(0, others)
         from seed in Gen.Choose(0, int.MaxValue)
         select (neurons, others, degree, seed)).ToArbitrary();

    private static Arbitrary<(int Neurons, int Degree, int Seed)> Recurrent =>
        (from neurons in Gen.Choose(1, 100)
         from degree in Gen.Choose(0, neurons - 1)
         from seed in Gen.Choose(0, int.MaxValue)
         select (neurons, degree, seed)).ToArbitrary();

    [Fact]
    public void Every_target_has_the_indegree() =>
        Prop.ForAll(Cases, c => FixedIndegree(c.Degree).List(c.Others, c.Neurons, seed: (ulong)c.Seed)
            .Indegrees(c.Neurons).All(degree => degree == c.Degree)).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_source_has_the_outdegree() =>
        Prop.ForAll(Cases, c => FixedOutdegree(c.Degree).List(c.Neurons, c.Others, seed: (ulong)c.Seed)
            .Outdegrees(c.Neurons).All(degree => degree == c.Degree)).QuickCheckThrowOnFailure();

    [Fact]
    public void Without_multapses_no_pair_is_connected_twice() =>
        Prop.ForAll(Cases, c =>
        {
            List<Connection> into = FixedIndegree(c.Degree, multapses: false).List(c.Others, c.Neurons, seed: (ulong)c.Seed);
            List<Connection> from = FixedOutdegree(c.Degree, multapses: false).List(c.Neurons, c.Others, seed: (ulong)c.Seed);
            return !into.HasMultapses() && into.Count == c.Degree * c.Neurons && !from.HasMultapses() && from.Count == c.Degree * c.Neurons;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Without_autapses_no_neuron_is_connected_to_itself(bool multapses) =>
        Prop.ForAll(Recurrent, c =>
        {
            List<Connection> into = FixedIndegree(c.Degree, multapses, autapses: false).List(c.Neurons, c.Neurons, true, (ulong)c.Seed);
            List<Connection> from = FixedOutdegree(c.Degree, multapses, autapses: false).List(c.Neurons, c.Neurons, true, (ulong)c.Seed);
            return !into.HasAutapses() && !from.HasAutapses() && (multapses || (!into.HasMultapses() && !from.HasMultapses()));
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(5, true, true)]
    [InlineData(5, true, false)]
    [InlineData(1, false, true)] // a hash table of what is drawn: one of 100
    [InlineData(30, false, true)] // a bitmap
    [InlineData(30, false, false)]
    [InlineData(80, false, true)] // those left out are drawn
    [InlineData(80, false, false)]
    public void Sources_are_drawn_uniformly(int degree, bool multapses, bool autapses)
    {
        const int Neurons = 100;
        int[] outdegrees = new int[Neurons];
        for (ulong seed = 0; seed < 100; seed++)
        {
            int[] drawn = FixedIndegree(degree, multapses, autapses).List(Neurons, Neurons, true, seed).Outdegrees(Neurons);
            for (int i = 0; i < Neurons; i++) outdegrees[i] += drawn[i];
        }

        // Without repetition the counts vary less than a multinomial's, by the fraction that is left out.
        double fraction = multapses ? 1 : 1 - (degree / (double)(autapses ? Neurons : Neurons - 1));
        double mean = outdegrees.Average();
        double chi = outdegrees.Sum(count => (count - mean) * (count - mean) / mean) / fraction;
        Math.Abs((chi - (Neurons - 1)) / Math.Sqrt(2 * (Neurons - 1))).ShouldBeLessThan(5);
    }

    [Fact]
    public void Pairs_of_sources_are_drawn_together_as_often_as_any_other()
    {
        // 2 of 6 without repetition: 15 sets, equally likely.
        Dictionary<(int, int), int> sets = [];
        foreach (IGrouping<int, Connection> target in FixedIndegree(2, multapses: false).List(6, 30_000).GroupBy(c => c.Target))
        {
            int[] pair = [.. target.Select(c => c.Source).Order()];
            sets[(pair[0], pair[1])] = sets.GetValueOrDefault((pair[0], pair[1])) + 1;
        }

        sets.Count.ShouldBe(15);
        Math.Abs(Connections.ChiSquareExcess(sets.Values)).ShouldBeLessThan(5);
    }

    [Fact]
    public void Few_of_many_are_drawn_without_repetition() =>
        FixedOutdegree(200, multapses: false).List(20, 1_000_000).HasMultapses().ShouldBeFalse();

    [Fact]
    public void A_full_degree_is_every_partner() =>
        FixedOutdegree(64, multapses: false).List(3, 64).Where(c => c.Source == 2).Select(c => c.Target).Order()
            .ShouldBe(Enumerable.Range(0, 64));

    [Fact]
    public void Neurons_and_projections_and_seeds_draw_different_partners()
    {
        int[] Targets(int source, ulong seed, uint projection) =>
            [.. FixedOutdegree(50).List(2, 1000, seed: seed, projection: projection).Where(c => c.Source == source).Select(c => c.Target)];
        int[] first = Targets(0, 1, 0);
        Targets(1, 1, 0).ShouldNotBe(first);
        Targets(0, 2, 0).ShouldNotBe(first);
        Targets(0, 1, 1).ShouldNotBe(first);
        Targets(0, 1, 0).ShouldBe(first);
    }

    [Fact]
    public void Errors_say_what_would_be_right()
    {
        FixedIndegree(-1).Message(10, 10).ShouldBe("E to I: the in-degree must be at least 0, got -1.");
        FixedIndegree(11, multapses: false).Message(10, 20)
            .ShouldBe("E to I: an in-degree of 11 without multapses needs as many possible sources, there are 10.");
        FixedIndegree(10, multapses: false, autapses: false).Message(10, 10, samePopulation: true)
            .ShouldBe("E to I: an in-degree of 10 without multapses needs as many possible sources, there are 9.");
        FixedIndegree(1, autapses: false).Message(1, 1, samePopulation: true)
            .ShouldBe("E to I: an in-degree of 1 needs at least one possible source, there is none.");
        FixedOutdegree(-1).Message(10, 10).ShouldBe("E to I: the out-degree must be at least 0, got -1.");
        FixedOutdegree(11, multapses: false).Message(20, 10)
            .ShouldBe("E to I: an out-degree of 11 without multapses needs as many possible targets, there are 10.");
        FixedOutdegree(3).Message(10, 0).ShouldBe("E to I: an out-degree of 3 needs at least one possible target, there is none.");
    }

    [Fact]
    public void Expected_connections_are_exact()
    {
        FixedIndegree(1000).ExpectedConnections(10, 100_000_000).ShouldBe(1e11);
        FixedOutdegree(1000).ExpectedConnections(100_000_000, 10).ShouldBe(1e11);
    }

    [Fact]
    public void Text_is_what_a_user_writes()
    {
        FixedIndegree(800).ToString().ShouldBe("FixedIndegree(800)");
        FixedOutdegree(3, multapses: false, autapses: false).ToString().ShouldBe("FixedOutdegree(3, multapses: false, autapses: false)");
    }
}
