using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class KernelRateTests
{
    [Fact]
    public void Agrees_with_the_reference()
    {
        var train = SpikeTrain.FromMilliseconds([.. Reference.Table("gaussian_rate/spikes.csv").Select(row => row[0])], 0 * s, 2 * s);
        double[][] expected = Reference.Table("gaussian_rate/rate.csv.gz");
        Frequency[] rates = KernelRate.Gaussian(train, 20 * ms, [.. expected.Select(row => row[0] * ms)]);
        for (int i = 0; i < rates.Length; i++) rates[i].InHertz.ShouldAgree(expected[i][1], $"rate at {expected[i][0]} ms");
    }

    [Fact]
    public void Is_the_sum_over_all_spikes() => Draws.Holds(Draws.Trains, train =>
    {
        Time[] at = [-5 * ms, 0 * ms, 33.25 * ms, 1000 * ms];
        Frequency[] rates = KernelRate.Gaussian(train, 1.5 * ms, at);
        return Enumerable.Range(0, at.Length).All(i => rates[i].InHertz == train.TimesInMilliseconds.ToArray()
            .Sum(t => Math.Exp(-0.5 * ((at[i].Value - t) / 1.5) * ((at[i].Value - t) / 1.5))) * (1 / (Math.Sqrt(2 * Math.PI) * 0.0015)));
    });

    [Theory]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Refuses_a_width_that_is_not_valid(double sigma) =>
        Should.Throw<ArgumentException>(() => KernelRate.Gaussian(new([], 1 * s), sigma * ms, [])).Message.ShouldContain($"got {sigma} ms");
}
