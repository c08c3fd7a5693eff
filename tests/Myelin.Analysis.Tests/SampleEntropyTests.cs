using Shouldly;
using Xunit;

namespace Myelin.Analysis.Tests;

public sealed class SampleEntropyTests
{
    [Fact]
    public void A_constant_or_alternating_series_has_none()
    {
        SampleEntropy.Of(new double[50], 2, 0).ShouldBe(0);
        double[] alternating = [.. Enumerable.Range(0, 100).Select(i => i % 2 == 0 ? 1.0 : -1.0)];
        SampleEntropy.Of(alternating).ShouldBe(0);
    }

    [Fact]
    public void Counted_by_hand()
    {
        // Stretches of one sample, without the last: 1 2 1 2 1. Alike: 3 pairs of 1, 1 pair of 2; next samples 2 2 3 and 1 1: stay alike 1 and 1.
        double[] series = [1, 2, 1, 2, 1, 3];
        SampleEntropy.Of(series, 1, 0).ShouldBe(Math.Log(4.0 / 2), 1e-12);
    }

    [Fact]
    public void Independent_uniform_numbers_have_minus_the_logarithm_of_their_probability_to_be_alike()
    {
        // |x - y| <= r has the probability 2 r - r^2 for x, y uniform in [0, 1).
        var random = new Random(5);
        double[] series = [.. Enumerable.Range(0, 3000).Select(_ => random.NextDouble())];
        SampleEntropy.Of(series, 2, 0.1).ShouldBe(-Math.Log(0.19), 0.05);
    }

    [Fact]
    public void The_logistic_map_has_about_its_known_entropy()
    {
        // ln 2 per iteration.
        double x = 0.3;
        double[] series = new double[2000];
        for (int i = 0; i < series.Length; i++) series[i] = x = 4 * x * (1 - x);
        SampleEntropy.Of(series, 2, 0.02).ShouldBe(Math.Log(2), 0.1);
    }

    [Fact]
    public void A_scaled_series_has_the_same()
    {
        var random = new Random(6);
        double[] series = [.. Enumerable.Range(0, 300).Select(_ => random.NextDouble())], scaled = [.. series.Select(v => (1024 * v) + 8)];
        SampleEntropy.Of(scaled).ShouldBe(SampleEntropy.Of(series), 1e-9);
    }

    [Fact]
    public void None_alike_is_not_a_number_and_none_that_stays_so_is_infinite()
    {
        double.IsNaN(SampleEntropy.Of([1, 2, 3, 4], 1, 0)).ShouldBeTrue();
        SampleEntropy.Of([1, 2, 1, 3], 1, 0).ShouldBe(double.PositiveInfinity);
    }

    [Fact]
    public void Wrong_arguments_are_named()
    {
        Should.Throw<ArgumentException>(() => SampleEntropy.Of([1, 2, 3], 0, 0)).Message.ShouldContain("0 samples");
        Should.Throw<ArgumentException>(() => SampleEntropy.Of([1, 2, 3], 1, double.NaN)).Message.ShouldContain("NaN");
        Should.Throw<ArgumentException>(() => SampleEntropy.Of([1, 2], 1, 0)).Message.ShouldContain("at least 3");
    }
}
