using Myelin.Networks;
using Myelin.Plasticity;
using static Myelin.Syntax;

namespace Myelin.Simulation.Tests.Plasticity;

public sealed class RectangularStdpTests
{
    [Theory]
    [InlineData(10, 15, 52)] // within the window
    [InlineData(10, 20, 52)] // a whole window later
    [InlineData(10, 21, 50)]
    [InlineData(15, 15, 50)] // at once
    [InlineData(20, 16, 47)]
    [InlineData(20, 14, 47)]
    [InlineData(20, 13, 50)]
    public void A_pair_counts_within_its_window_only(double pre, double post, double expected) => WeightOf([pre], [post], 50).ShouldBe(expected);

    [Fact]
    public void Only_the_last_spike_counts() => WeightOf([10, 12, 14], [16], 50).ShouldBe(52);

    [Theory]
    [InlineData(126, new double[] { 10 }, new double[] { 11, 12, 13 }, 127)]
    [InlineData(1, new double[] { 12, 13, 14 }, new double[] { 11 }, -1)]
    [InlineData(-9, new double[] { 10 }, new double[] { 11 }, -7)] // stays beyond the bound on the way up
    [InlineData(-9, new double[] { 12 }, new double[] { 11 }, -1)]
    public void A_bound_stops_what_moves_towards_it(double weight, double[] pre, double[] post, double expected) => WeightOf(pre, post, weight).ShouldBe(expected);

    private static double WeightOf(double[] pre, double[] post, double weight)
    {
        var rule = new RectangularStdp { MinWeight = -1, MaxWeight = 127, Potentiation = 2, Depression = 3, PreWindow = 10 * ms, PostWindow = 6 * ms };
        var pair = new SpikePair(pre, post, rule, weight, 1 * ms, 1 * ms, DelayPlace.Beside);
        using Simulator run = pair.Build(Precision.Double);
        run.Run(40 * ms);
        return run.Weights(pair.Projection).Values[0];
    }
}
