using FsCheck;
using FsCheck.Fluent;
using Myelin.Experiments.Running;
using Myelin.Experiments.SparseDendrites;
using Myelin.Randomness;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.SparseDendrites;

public sealed class SdrDendriteExperimentTests
{
    [Fact]
    public void Simulated_segments_agree_with_the_formula()
    {
        RunRecord record = Executed.Record(new SdrDendriteExperiment { Cells = 400, Active = 20, Synapses = 10, Segments = 20, Patterns = 400 });
        record.Claims.Count.ShouldBe(12);
        Executed.Missed(record).ShouldBeEmpty();
    }

    [Fact]
    public void Probabilities_are_those_of_counting_all_sets()
    {
        // Of the 20 sets of 3 of 6 cells, 1 has all of cells 0 to 2, 9 have two of them, 9 one and 1 none.
        MatchProbability.AtLeast(6, 3, 3, 3).ShouldBe(1 / 20.0, 1e-15);
        MatchProbability.AtLeast(6, 3, 3, 2).ShouldBe(10 / 20.0, 1e-15);
        MatchProbability.Exactly(6, 3, 3, 1).ShouldBe(9 / 20.0, 1e-15);
        MatchProbability.AtLeast(6, 3, 3, 4).ShouldBe(0);
    }

    [Fact]
    public void Probabilities_of_all_overlaps_add_up_to_one() => Prop.ForAll(
        ArbMap.Default.ArbFor<(byte, byte, byte)>(),
        draw =>
        {
            int cells = draw.Item1 + 1, active = draw.Item2 % (cells + 1), synapses = draw.Item3 % (cells + 1);
            Math.Abs(Enumerable.Range(0, cells + 1).Sum(b => MatchProbability.Exactly(cells, active, synapses, b)) - 1).ShouldBeLessThan(1e-10);
            Math.Abs(MatchProbability.AtLeast(cells, active, synapses, 0) - 1).ShouldBeLessThan(1e-10);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_drawn_set_has_its_size_and_no_cell_twice()
    {
        var random = new RandomStream(1, StreamPurpose.Data);
        int[] drawn = SegmentPopulation.Draw(ref random, [2, 3, 5, 7, 11, 13], 4);
        drawn.Distinct().Count().ShouldBe(4);
        drawn.ShouldAllBe(cell => new[] { 2, 3, 5, 7, 11, 13 }.Contains(cell));
    }

    [Fact]
    public void A_count_as_expected_lies_no_standard_error_away_and_a_wrong_one_many()
    {
        MatchProbability.StandardErrors(25, 100, 0.25).ShouldBe(0);
        MatchProbability.StandardErrors(35, 100, 0.25).ShouldBe(10 / Math.Sqrt(18.75), 1e-12);
        MatchProbability.StandardErrors(99, 100, 1).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void More_synapses_than_active_cells_are_refused()
        => Should.Throw<ArgumentException>(() => new SdrDendriteExperiment { Active = 20, Synapses = 30 }.Validate()).Message.ShouldContain("30");
}
