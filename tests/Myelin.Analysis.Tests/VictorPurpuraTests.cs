using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class VictorPurpuraTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(5)]
    [InlineData(20)]
    [InlineData(100)]
    [InlineData(1000)]
    public void Agrees_with_the_reference(int q) =>
        Pairwise.Matrix(Reference.Trains, (a, b) => VictorPurpura.Distance(a, b, q * Hz)).ShouldAgree($"victor_purpura/distance_q{q}.csv");

    [Fact]
    public void Is_a_metric() => Draws.Holds(Draws.Triples, t =>
    {
        double ab = VictorPurpura.Distance(t.A, t.B, 60 * Hz), bc = VictorPurpura.Distance(t.B, t.C, 60 * Hz);
        return VictorPurpura.Distance(t.A, t.C, 60 * Hz) <= ab + bc + 1e-12
            && Draws.Near(VictorPurpura.Distance(t.B, t.A, 60 * Hz), ab)
            && VictorPurpura.Distance(t.A, t.A, 60 * Hz) == 0
            && (ab > 0 || t.A.Times.SequenceEqual(t.B.Times));
    });

    [Fact]
    public void Stays_the_same_when_time_is_shifted() => Draws.Holds(Draws.Pairs, pair =>
        VictorPurpura.Distance(Draws.Shift(pair.A, 32 * ms), Draws.Shift(pair.B, 32 * ms), 60 * Hz)
            == VictorPurpura.Distance(pair.A, pair.B, 60 * Hz));

    [Fact]
    public void Is_the_cheapest_of_all_ways() => Draws.Holds(Draws.Pairs, pair =>
    {
        double[] a = [.. pair.A.TimesInMilliseconds.ToArray().Take(5)], b = [.. pair.B.TimesInMilliseconds.ToArray().Take(5)];
        return Draws.Near(VictorPurpura.Distance(Train(a), Train(b), 60 * Hz), Cheapest(a, b, 0.06));
    });

    [Fact]
    public void At_infinite_cost_counts_what_does_not_coincide() => Draws.Holds(Draws.Pairs, pair =>
        VictorPurpura.Distance(pair.A, pair.B, double.PositiveInfinity * Hz)
            == pair.A.Times.ToArray().Except(pair.B.Times.ToArray()).Count() + pair.B.Times.ToArray().Except(pair.A.Times.ToArray()).Count());

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Refuses_a_cost_that_is_not_valid(double q) =>
        Should.Throw<ArgumentException>(() => VictorPurpura.Distance(Train([]), Train([]), q * Hz)).Message.ShouldContain($"got {q} Hz");

    private static SpikeTrain Train(double[] times) => SpikeTrain.FromMilliseconds(times, 0 * ms, Draws.Stop);

    /// <summary>Tries for the first spike of a to be deleted, or moved to any spike of b; what lies before that is inserted.</summary>
    private static double Cheapest(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double perMillisecond)
    {
        if (a.IsEmpty) return b.Length;
        double best = 1 + Cheapest(a[1..], b, perMillisecond);
        for (int j = 0; j < b.Length; j++)
            best = Math.Min(best, j + (perMillisecond * Math.Abs(a[0] - b[j])) + Cheapest(a[1..], b[(j + 1)..], perMillisecond));
        return best;
    }
}
