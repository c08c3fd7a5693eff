using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class VanRossumTests
{
    [Theory]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(100)]
    public void Agrees_with_the_reference(int tau) =>
        Pairwise.Matrix(Reference.Trains, (a, b) => VanRossum.Distance(a, b, tau * ms)).ShouldAgree($"van_rossum/distance_tau{tau}.csv");

    [Fact]
    public void Is_a_metric() => Draws.Holds(Draws.Triples, t =>
    {
        double ab = VanRossum.Distance(t.A, t.B, 7 * ms), bc = VanRossum.Distance(t.B, t.C, 7 * ms);
        return VanRossum.Distance(t.A, t.C, 7 * ms) <= ab + bc + 1e-12
            && VanRossum.Distance(t.B, t.A, 7 * ms) == ab
            && VanRossum.Distance(t.A, t.A, 7 * ms) == 0
            && (ab > 0 || t.A.Times.SequenceEqual(t.B.Times));
    });

    [Fact]
    public void Stays_the_same_when_time_is_shifted() => Draws.Holds(Draws.Pairs, pair =>
        VanRossum.Distance(Draws.Shift(pair.A, 32 * ms), Draws.Shift(pair.B, 32 * ms), 7 * ms) == VanRossum.Distance(pair.A, pair.B, 7 * ms));

    [Fact]
    public void Is_the_sum_over_all_pairs_of_spikes() => Draws.Holds(Draws.Pairs, pair =>
    {
        double Sum(SpikeTrain x, SpikeTrain y) =>
            x.TimesInMilliseconds.ToArray().Sum(t => y.TimesInMilliseconds.ToArray().Sum(u => Math.Exp(-Math.Abs(t - u) / 7)));
        double squared = Sum(pair.A, pair.A) + Sum(pair.B, pair.B) - (2 * Sum(pair.A, pair.B));
        double distance = VanRossum.Distance(pair.A, pair.B, 7 * ms);
        // The sum over pairs cancels for trains nearly alike: the squares are compared.
        return Draws.Near(distance * distance, squared, 1e-11);
    });

    [Fact]
    public void One_spike_is_one_from_none_and_root_two_from_a_distant_one()
    {
        SpikeTrain none = new([], 2 * s), early = new([1 * ms], 2 * s), late = new([1.9 * s], 2 * s);
        VanRossum.Distance(early, none, 5 * ms).ShouldBe(1);
        VanRossum.Distance(early, late, 5 * ms).ShouldBe(Math.Sqrt(2), 1e-15);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Refuses_a_time_constant_that_is_not_valid(double tau) =>
        Should.Throw<ArgumentException>(() => VanRossum.Distance(new([], 1 * s), new([], 1 * s), tau * ms)).Message.ShouldContain($"got {tau * ms}");
}
