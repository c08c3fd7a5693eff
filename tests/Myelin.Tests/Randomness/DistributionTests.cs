using Myelin.Randomness;
using static Myelin.Syntax;

namespace Myelin.Tests.Randomness;

public class DistributionTests
{
    public static TheoryData<Distribution, double> Drawn => new()
    {
        { Uniform(2, 5), Math.Sqrt(9.0 / 12) },
        { Uniform(-1 * mV, 1 * mV), Math.Sqrt(4.0 / 12) },
        { Normal(10, 3), 3 },
        { Normal(87.8 * pA, 8.78 * pA), 8.78 },
        { LogNormal(2 * nS, 0.5), 2 * Math.Exp(0.125) * Math.Sqrt(Math.Exp(0.25) - 1) },
        { LogNormal(-1, 0.25), Math.Exp(0.03125) * Math.Sqrt(Math.Exp(0.0625) - 1) },
        { Exponential(4 * ms), 4 },
        { Exponential(-0.5), 0.5 },
    };

    [Theory]
    [MemberData(nameof(Drawn))]
    public void Numbers_have_the_mean_and_the_spread(Distribution distribution, double deviation)
    {
        distribution.Validate("weight");
        float[] values = Fill(distribution, 400_000);
        double mean = values.Average(value => (double)value);
        double spread = Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));

        mean.ShouldBe(distribution.Mean, 4 * deviation / Math.Sqrt(values.Length));
        spread.ShouldBe(deviation, 0.01 * deviation);
        values.ShouldAllBe(value => float.IsFinite(value));
    }

    // Against the closed form for symmetric bounds, and the integral of the density for others.
    [Theory]
    [InlineData(0.0, null, 0.7978845608028654)]
    [InlineData(-1.0, 1.0, 0.0)]
    [InlineData(1.0, null, 1.5251352761609807)]
    [InlineData(null, -1.0, -1.5251352761609807)]
    public void Bounds_cut_the_normal_distribution(double? min, double? max, double mean)
    {
        Distribution distribution = Normal(0, 1, min, max);
        distribution.Validate("delay");
        float[] values = Fill(distribution, 200_000);

        distribution.Mean.ShouldBe(mean, 1e-6);
        values.Average(value => (double)value).ShouldBe(mean, 4 / Math.Sqrt(values.Length));
        values.ShouldAllBe(value => value >= (min ?? double.NegativeInfinity) && value <= (max ?? double.PositiveInfinity));
    }

    [Fact]
    public void Redrawn_numbers_keep_the_shape_within_the_bounds()
    {
        float[] values = Fill(Normal(0, 1, -0.5, 0.5), 400_000);
        long[] counts = new long[20];
        foreach (float value in values) counts[Math.Min((int)((value + 0.5f) * 20), 19)]++;

        double[] mass = Enumerable.Range(0, 20)
            .Select(i => Enumerable.Range(0, 100).Sum(j => Math.Exp(-Math.Pow(-0.5 + ((i + ((j + 0.5) / 100)) / 20), 2) / 2)))
            .ToArray();
        double total = mass.Sum();
        Math.Abs(ChiSquare.Excess(counts, i => mass[i] / total)).ShouldBeLessThan(3);
    }

    [Fact]
    public void Numbers_keep_to_the_ends_of_their_range()
    {
        Fill(Uniform(0.1, 0.3), 200_000).ShouldAllBe(value => value >= 0.1f && value <= 0.3f);
        Fill(Exponential(1), 200_000).ShouldAllBe(value => value >= 0);
        Fill(LogNormal(1, 2), 200_000).ShouldAllBe(value => value > 0);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(15)]
    [InlineData(16)]
    [InlineData(17)]
    [InlineData(100)]
    public void A_shorter_span_gets_the_beginning_of_a_longer_one(int length)
    {
        foreach (Distribution distribution in new[] { Uniform(1, 2), Normal(1, 2), LogNormal(1, 2), Exponential(3) })
            Fill(distribution, length).ShouldBe(Fill(distribution, 128)[..length]);
    }

    [Fact]
    public void A_distribution_knows_its_unit_and_its_name()
    {
        Normal(87.8 * pA, 8.78 * pA, min: 0 * pA).Unit.ShouldBe("pA");
        Normal(87.8 * pA, 8.78 * pA, min: 0 * pA).ToString().ShouldBe("Normal(87.8, 8.78, min 0) pA");
        Normal(1.5 * ms, 0.75 * ms, 0.1 * ms, 5 * ms).ToString().ShouldBe("Normal(1.5, 0.75, min 0.1, max 5) ms");
        Normal(1, 2, max: 3).ToString().ShouldBe("Normal(1, 2, max 3)");
        Uniform(-1 * mV, 1 * mV).ToString().ShouldBe("Uniform(-1, 1) mV");
        Uniform(0, 1).ToString().ShouldBe("Uniform(0, 1)");
        LogNormal(1 * nS, 0.5).ToString().ShouldBe("LogNormal(median 1, sigma 0.5) nS");
        Exponential(1 * s).ToString().ShouldBe("Exponential(1000) ms");
        Exponential(0.5).Unit.ShouldBe("");
    }

    [Fact]
    public void A_spread_of_zero_is_a_constant()
    {
        Normal(3, 0).ConstantValue.ShouldBe(3);
        LogNormal(3, 0).ConstantValue.ShouldBe(3);
        Normal(3, 0.1).ConstantValue.ShouldBeNull();
        Fill(Normal(3, 0, 1, 4), 20).ShouldAllBe(value => value == 3);
    }

    public static TheoryData<Distribution, string> Wrong => new()
    {
        { Uniform(double.NaN, 1), "weight of E to I: the bounds of Uniform(NaN, 1) must be finite." },
        { Uniform(0, double.PositiveInfinity), "weight of E to I: the bounds of Uniform(0, Infinity) must be finite." },
        { Uniform(2 * mV, 1 * mV), "weight of E to I: the lower bound of Uniform(2, 1) mV must not be above the upper bound." },
        { Normal(double.NaN, 1), "weight of E to I: the mean of Normal(NaN, 1) must be finite." },
        { Normal(0, -1), "weight of E to I: the standard deviation of Normal(0, -1) must be finite and at least 0." },
        { Normal(0, double.NaN), "weight of E to I: the standard deviation of Normal(0, NaN) must be finite and at least 0." },
        { Normal(0, 1, 2, 1), "weight of E to I: the lower bound of Normal(0, 1, min 2, max 1) must not be above the upper bound." },
        { Normal(0, 1, double.NaN), "weight of E to I: the lower bound of Normal(0, 1, min NaN) must be a number." },
        { Normal(0, 1, null, double.NaN), "weight of E to I: the upper bound of Normal(0, 1, max NaN) must be a number." },
        { Normal(0, 1, 4), "weight of E to I: fewer than one in 1000 numbers of Normal(0, 1, min 4) are within the bounds; widen them." },
        {
            Normal(0, 1, 12, 13),
            "weight of E to I: fewer than one in 1000 numbers of Normal(0, 1, min 12, max 13) are within the bounds; widen them."
        },
        { Normal(0, 0, 1), "weight of E to I: fewer than one in 1000 numbers of Normal(0, 0, min 1) are within the bounds; widen them." },
        { LogNormal(double.NegativeInfinity, 1), "weight of E to I: the median of LogNormal(median -Infinity, sigma 1) must be finite." },
        { LogNormal(1, -1), "weight of E to I: the sigma of LogNormal(median 1, sigma -1) must be between 0 and 10." },
        { Exponential(double.NaN), "weight of E to I: the mean of Exponential(NaN) must be finite." },
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public void Wrong_parameters_are_refused_in_one_sentence(Distribution distribution, string message) =>
        Should.Throw<ArgumentException>(() => distribution.Validate("weight of E to I")).Message.ShouldBe(message);

    private static float[] Fill(Distribution distribution, int length)
    {
        RandomStream stream = new(21, StreamPurpose.Weights, 1, 2);
        float[] values = new float[length];
        distribution.Fill(ref stream, values);
        return values;
    }
}
