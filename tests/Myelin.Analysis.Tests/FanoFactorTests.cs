using Myelin.Quantities;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Analysis.Tests;

public class FanoFactorTests
{
    private static readonly IReadOnlyList<SpikeTrain> Trials = Reference.TrainsOf("fano_factor/spikes.csv");

    [Fact]
    public void Agrees_with_the_reference() => FanoFactor.Of(Trials).ShouldAgree(1.1554562383612663, "whole duration");

    [Fact]
    public void Windows_agree_with_the_reference()
    {
        double[][] expected = Reference.Table("fano_factor/windows_200ms.csv");
        double[] factors = FanoFactor.InWindows(Trials, 200 * ms);
        factors.Length.ShouldBe(expected.Length);
        for (int w = 0; w < factors.Length; w++)
        {
            factors[w].ShouldAgree(expected[w][1], $"window {w}");
            Time start = expected[w][0] * ms;
            Trials.Average(t => (double)t.Slice(start, start + (200 * ms)).Count).ShouldAgree(expected[w][2], $"mean count of window {w}");
        }
    }

    [Fact]
    public void Of_counts_is_variance_over_mean()
    {
        FanoFactor.Of([1, 3]).ShouldBe(0.5);
        FanoFactor.Of([4, 4, 4]).ShouldBe(0);
        FanoFactor.Of([0, 0]).ShouldBe(double.NaN);
    }

    [Fact]
    public void Refuses_trials_it_cannot_compare()
    {
        Should.Throw<ArgumentException>(() => FanoFactor.Of(Array.Empty<int>())).Message.ShouldContain("at least 1 trial");
        Should.Throw<ArgumentException>(() => FanoFactor.InWindows([], 1 * ms)).Message.ShouldContain("at least 1 trial");
        Should.Throw<ArgumentException>(() => FanoFactor.InWindows([new([], 1 * s), new([], 2 * s)], 1 * ms)).Message.ShouldContain("0 ms to 2000 ms");
        Should.Throw<ArgumentException>(() => FanoFactor.InWindows(Trials, 3 * s)).Message.ShouldContain("3000 ms");
    }
}
