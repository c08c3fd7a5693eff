using FsCheck.Fluent;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class AvalancheTests
{
    private static readonly Avalanches Found = Avalanches.Of(SpikeCounts.PerBin(ReadRaster(), 1 * ms));

    [Fact]
    public void Sizes_and_durations_agree_with_the_reference()
    {
        double[][] expected = Reference.Table("avalanches/avalanche_list.csv");
        Found.Count.ShouldBe(437);
        Found.Sizes.ToArray().ShouldBe(expected.Select(row => (int)row[0]));
        Found.Durations.ToArray().ShouldBe(expected.Select(row => (int)row[1]));
    }

    [Fact]
    public void Branching_ratio_and_size_against_duration_agree_with_the_reference()
    {
        Found.BranchingRatio.ShouldAgree(0.9700978584925439, "branching ratio");
        Found.SizeDurationExponent(20).ShouldAgree(1.5288180535698865, "slope");
    }

    [Theory]
    [InlineData(1, 437, 1.5379759326013538, -1316.2513470292497, 0.028956846587691598)]
    [InlineData(2, 273, 1.5710199628720813, -1025.8463485190935, 0.025759827627045317)]
    public void Power_law_of_the_sizes_agrees_with_the_reference(int smallest, int n, double exponent, double logLikelihood, double ks) =>
        ShouldAgree(PowerLaw.Fit(Found.Sizes, smallest), n, exponent, logLikelihood, ks);

    [Fact]
    public void Power_law_of_the_durations_agrees_with_the_reference() =>
        ShouldAgree(PowerLaw.Fit(Found.Durations), 437, 1.667021556303707, -1077.621205250373, 0.09580136571218856);

    [Fact]
    public void Truncated_power_laws_agree_with_the_reference()
    {
        ShouldAgree(PowerLaw.FitTruncated(Found.Sizes, 1, 1397), 432, 1.5190466640124554, -1245.1409000478332);
        ShouldAgree(PowerLaw.FitTruncated(Found.Durations, 1, 94), 432, 1.5627613228937856, -1016.19723257112);
    }

    [Fact]
    public void Avalanches_are_what_is_between_empty_bins() => Draws.Holds(Gen.Choose(0, 2).ListOf().ToArbitrary(), bins =>
    {
        string[] runs = string.Concat(bins).Split('0', StringSplitOptions.RemoveEmptyEntries);
        var avalanches = Avalanches.Of([.. bins]);
        return avalanches.Sizes.SequenceEqual(runs.Select(r => r.Sum(c => c - '0')).ToArray())
            && avalanches.Durations.SequenceEqual(runs.Select(r => r.Length).ToArray());
    });

    [Fact]
    public void Branching_ratio_of_few_bins()
    {
        Avalanches.Of([2, 4, 1, 0, 1]).BranchingRatio.ShouldBe((2 + 0.25 + 0) / 3);
        Avalanches.Of([0, 0]).BranchingRatio.ShouldBe(double.NaN);
        Should.Throw<ArgumentException>(() => Avalanches.Of([1, -2])).Message.ShouldBe("Bin 1 has -2 spikes; a count must be at least 0.");
    }

    [Fact]
    public void Size_against_duration_of_a_square_is_two()
    {
        // Durations 1, 2, 3 and sizes 1, 4, 9; the two avalanches of duration 2 count by their mean.
        Avalanches.Of([1, 0, 1, 2, 0, 2, 3, 0, 3, 3, 3]).SizeDurationExponent(10).ShouldBe(2, 1e-12);
        Avalanches.Of([1, 0, 1]).SizeDurationExponent(10).ShouldBe(double.NaN);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(2_000_000)]
    public void Power_law_is_the_most_likely_one(int smallest)
    {
        int[] values = [.. new[] { 1.0, 1, 1.5, 2, 3.1, 9 }.Select(x => (int)(x * smallest))];
        PowerLaw best = PowerLaw.Fit(values, smallest);
        double LogLikelihood(double exponent)
        {
            // The sum to a far end, and the integral from there.
            double norm = 0, far = smallest + 2e6;
            for (double x = smallest; x < far; x++) norm += Math.Pow(x / smallest, -exponent);
            norm += smallest * Math.Pow((far - 0.5) / smallest, 1 - exponent) / (exponent - 1);
            return values.Sum(x => (-exponent * Math.Log((double)x / smallest)) - Math.Log(norm));
        }

        best.Count.ShouldBe(6);
        best.LogLikelihood.ShouldBe(LogLikelihood(best.Exponent), 1e-9);
        LogLikelihood(best.Exponent + 0.001).ShouldBeLessThan(best.LogLikelihood);
        LogLikelihood(best.Exponent - 0.001).ShouldBeLessThan(best.LogLikelihood);
    }

    [Fact]
    public void A_truncated_power_law_may_rise()
    {
        PowerLaw rising = PowerLaw.FitTruncated([8, 9, 9, 10, 10, 10, 2], 1, 10);
        rising.Exponent.ShouldBeLessThan(0);
        rising.KolmogorovSmirnov.ShouldBeInRange(0, 1);
    }

    [Fact]
    public void Refuses_values_without_a_power_law()
    {
        Should.Throw<ArgumentException>(() => PowerLaw.Fit([1, 2], 0)).Message.ShouldContain("got 0 to");
        Should.Throw<ArgumentException>(() => PowerLaw.Fit([1, 2], 3)).Message.ShouldContain("at least 1 value");
        Should.Throw<ArgumentException>(() => PowerLaw.Fit([1, 1, 1])).Message.ShouldContain("The 3 values from 1 to 1");
        Should.Throw<ArgumentException>(() => PowerLaw.FitTruncated([1, 2], 5, 4)).Message.ShouldContain("got 5 to 4");
        Should.Throw<ArgumentException>(() => PowerLaw.FitTruncated([5, 5], 1, 5)).Message.ShouldContain("The 2 values from 5 to 5");
        Should.Throw<ArgumentException>(() => PowerLaw.FitTruncated([5, 5], 1, int.MaxValue)).Message.ShouldContain("at most 16777216 values");
    }

    private static Raster ReadRaster()
    {
        double[][] rows = Reference.Table("avalanches/raster.csv.gz");
        return new Raster([.. rows.Select(r => (int)r[0])], [.. rows.Select(r => (int)r[1])], 60, 6000, 1 * ms);
    }

    private static void ShouldAgree(PowerLaw fit, int n, double exponent, double logLikelihood, double? ks = null)
    {
        fit.Count.ShouldBe(n);
        // The reference's optimiser stopped at about 1e-8; the likelihood is flat there.
        fit.Exponent.ShouldBe(exponent, 1e-7);
        fit.LogLikelihood.ShouldAgree(logLikelihood, "log likelihood");
        if (ks is { } distance) fit.KolmogorovSmirnov.ShouldBe(distance, 1e-7);
    }
}
