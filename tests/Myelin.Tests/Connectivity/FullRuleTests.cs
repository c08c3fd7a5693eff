using FsCheck;
using FsCheck.Fluent;
using Myelin.Connectivity;
using static Myelin.Syntax;

namespace Myelin.Tests.Connectivity;

public class FullRuleTests
{
    [Fact]
    public void All_to_all_connects_every_pair_once() =>
        Prop.ForAll(Gen.Choose(0, 20).Two().ToArbitrary(), sizes =>
        {
            List<Connection> list = AllToAll().List(sizes.Item1, sizes.Item2);
            return list.Count == sizes.Item1 * sizes.Item2 && !list.HasMultapses();
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void All_to_all_without_autapses_leaves_out_only_a_neuron_itself() =>
        Prop.ForAll(Gen.Choose(0, 20).ToArbitrary(), neurons =>
        {
            AllToAll rule = AllToAll(autapses: false);
            List<Connection> list = rule.List(neurons, neurons, samePopulation: true);
            return list.Count == neurons * (neurons - 1) && !list.HasMultapses() && !list.HasAutapses()
                && rule.ExpectedConnections(neurons, neurons, samePopulation: true) == list.Count;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Autapses_are_no_matter_between_different_populations() =>
        AllToAll(autapses: false).List(3, 3).Count.ShouldBe(9);

    [Fact]
    public void One_to_one_connects_equal_indices() =>
        OneToOne().List(5, 5).Select(c => (c.Source, c.Target)).ShouldBe([(0, 0), (1, 1), (2, 2), (3, 3), (4, 4)]);

    [Fact]
    public void One_to_one_of_unequal_sizes_names_both() =>
        OneToOne().Message(5, 7).ShouldBe("E to I: one-to-one needs equal sizes, got 5 sources and 7 targets.");

    [Fact]
    public void Expected_connections_are_exact()
    {
        AllToAll().ExpectedConnections(100_000, 100_000).ShouldBe(1e10);
        OneToOne().ExpectedConnections(7, 7).ShouldBe(7);
    }

    [Fact]
    public void Text_is_what_a_user_writes()
    {
        AllToAll().ToString().ShouldBe("AllToAll()");
        AllToAll(autapses: false).ToString().ShouldBe("AllToAll(autapses: false)");
        OneToOne().ToString().ShouldBe("OneToOne()");
    }
}
