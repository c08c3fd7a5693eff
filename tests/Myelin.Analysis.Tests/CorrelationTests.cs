using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class CorrelationTests
{
    [Fact]
    public void Counts_agree_with_the_reference()
    {
        double[][] expected = Reference.Table("correlations/binned_counts.csv");
        for (int i = 0; i < expected.Length; i++)
            SpikeCounts.PerBin(Reference.Trains[i], 5 * ms).ShouldBe(expected[i].Select(x => (int)x));
    }

    [Fact]
    public void Covariances_agree_with_the_reference() =>
        CountCorrelation.Covariance(Reference.Trains, 5 * ms).ShouldAgree("correlations/covariance.csv");

    [Fact]
    public void Correlations_agree_with_the_reference() =>
        CountCorrelation.Pearson(Reference.Trains, 5 * ms).ShouldAgree("correlations/correlation.csv");

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 5)]
    [InlineData(3, 6)]
    public void Cross_correlograms_agree_with_the_reference(int a, int b)
    {
        double[][] expected = Reference.Table($"correlations/cch_{a}_{b}.csv");
        expected[0][0].ShouldBe(-20);
        CrossCorrelogram.Counts(Reference.Trains[a], Reference.Trains[b], 5 * ms, 20).ShouldBe(expected.Select(row => (long)row[1]));
    }

    [Fact]
    public void Spike_time_tiling_agrees_with_the_reference() =>
        Pairwise.Matrix(Reference.Trains, (a, b) => SpikeTimeTiling.Coefficient(a, b, 10 * ms)).ShouldAgree("correlations/sttc_10ms.csv");

    [Fact]
    public void Bins_hold_every_spike_once_and_the_end_of_the_recording_is_in_the_last() => Draws.Holds(Draws.Trains, train =>
    {
        int[] counts = SpikeCounts.PerBin(train, 2 * ms);
        return counts.Length == 50
            && counts.Sum() == train.Count
            && Enumerable.Range(0, 49).All(k => counts[k] == train.TimesInMilliseconds.ToArray().Count(t => t >= 2 * k && t < 2 * (k + 1)));
    });

    [Fact]
    public void Only_whole_bins_count()
    {
        var train = new SpikeTrain([0 * ms, 6.9 * ms, 7 * ms, 8 * ms], 8 * ms);
        SpikeCounts.PerBin(train, 3.5 * ms).ShouldBe([1, 1]);
        // On a grid of 0.1 ms, 3 * 0.1 is a little above 0.3 and 0.3 / 0.1 a little below 3.
        SpikeCounts.PerBin(new SpikeTrain([0.3 * ms], 0.6 * ms), 0.1 * ms).ShouldBe([0, 0, 0, 1, 0, 0]);
        Should.Throw<ArgumentException>(() => SpikeCounts.PerBin(train, 9 * ms)).Message.ShouldContain("9 ms");
        Should.Throw<ArgumentException>(() => SpikeCounts.PerBin(train, 0 * ms));
        Should.Throw<ArgumentException>(() => SpikeCounts.PerBin(train, double.NaN * ms));
        Should.Throw<ArgumentException>(() => SpikeCounts.PerBin(train, 1e-12 * ms));
    }

    [Fact]
    public void Cross_correlogram_counts_all_pairs_of_spikes() => Draws.Holds(Draws.Pairs, pair =>
    {
        var expected = new long[13];
        foreach (double t in pair.A.TimesInMilliseconds)
        {
            foreach (double u in pair.B.TimesInMilliseconds)
            {
                int lag = (int)Math.Min(49, Math.Floor(u / 2)) - (int)Math.Min(49, Math.Floor(t / 2));
                if (Math.Abs(lag) <= 6) expected[lag + 6]++;
            }
        }

        long[] counts = CrossCorrelogram.Counts(pair.A, pair.B, 2 * ms, 6);
        return counts.SequenceEqual(expected) && CrossCorrelogram.Counts(pair.B, pair.A, 2 * ms, 6).SequenceEqual(counts.Reverse());
    });

    [Fact]
    public void Spike_time_tiling_is_that_of_its_definition() => Draws.Holds(Draws.Pairs, pair =>
    {
        double value = SpikeTimeTiling.Coefficient(pair.A, pair.B, 3 * ms);
        if (pair.A.Count == 0 || pair.B.Count == 0) return double.IsNaN(value);
        double[] a = pair.A.TimesInMilliseconds.ToArray(), b = pair.B.TimesInMilliseconds.ToArray();
        return Draws.Near(value, 0.5 * (Term(Near(a, b), Tiled(b)) + Term(Near(b, a), Tiled(a))))
            && Draws.Near(SpikeTimeTiling.Coefficient(pair.B, pair.A, 3 * ms), value);

        static double Term(double p, double t) => p == 1 && t == 1 ? 1 : (p - t) / (1 - (p * t));
        static double Near(double[] x, double[] y) => x.Count(t => y.Any(u => Math.Abs(t - u) <= 3)) / (double)x.Length;
        // Edges are multiples of 0.25 ms, so a cell of 0.25 ms is inside or outside as a whole.
        static double Tiled(double[] x) => Enumerable.Range(0, 400).Count(k => x.Any(t => Math.Abs((0.25 * k) + 0.125 - t) <= 3)) / 400.0;
    });

    [Fact]
    public void Spike_time_tiling_stays_the_same_when_time_is_shifted() => Draws.Holds(Draws.Pairs, pair =>
        SpikeTimeTiling.Coefficient(Draws.Shift(pair.A, 32 * ms), Draws.Shift(pair.B, 32 * ms), 3 * ms)
            .Equals(SpikeTimeTiling.Coefficient(pair.A, pair.B, 3 * ms)));

    [Fact]
    public void A_train_that_tiles_the_recording_is_one_with_itself() => Draws.Holds(Draws.Trains, train =>
        train.Count == 0 || SpikeTimeTiling.Coefficient(train, train, 100 * ms) == 1);

    [Fact]
    public void A_train_without_change_has_no_correlation()
    {
        double[,] correlation = CountCorrelation.Pearson([new([], 1 * s), new([1 * ms], 1 * s)], 5 * ms);
        correlation[0, 1].ShouldBe(double.NaN);
        correlation[1, 1].ShouldBe(1);
    }

    [Fact]
    public void Refuses_parameters_that_are_not_valid()
    {
        SpikeTrain a = new([], 1 * s), b = new([], 2 * s);
        Should.Throw<ArgumentException>(() => CountCorrelation.Pearson([a, b], 5 * ms)).Message.ShouldContain("one recording interval");
        Should.Throw<ArgumentException>(() => CrossCorrelogram.Counts(a, b, 5 * ms, 3)).Message.ShouldContain("one recording interval");
        Should.Throw<ArgumentException>(() => CrossCorrelogram.Counts(a, a, 5 * ms, -1)).Message.ShouldContain("got -1");
        Should.Throw<ArgumentException>(() => SpikeTimeTiling.Coefficient(a, b, 5 * ms)).Message.ShouldContain("one recording interval");
        Should.Throw<ArgumentException>(() => SpikeTimeTiling.Coefficient(a, a, -5 * ms)).Message.ShouldContain("got -5 ms");
    }
}
