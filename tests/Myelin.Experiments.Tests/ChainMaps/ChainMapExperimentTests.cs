using Myelin.Experiments.ChainMaps;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.ChainMaps;

public sealed class ChainMapExperimentTests
{
    [Fact]
    public void Weak_coupling_leaves_period_four_beside_chaos()
    {
        RunRecord record = Executed.Record(new ChainMapExperiment { LargestCoupling = 0.01, Strengths = 3, Starts = 4, Transient = 4000 });
        record.Claims[0].Measured!.Value.ShouldBeGreaterThanOrEqualTo(1);
        record.Claims[1].Holds.ShouldBe(true);
    }

    [Fact]
    public void A_step_is_that_of_the_coupled_equations()
    {
        MapChain chain = new(3, new ChialvoMap { B = 0.5, K = 0.1 }, new ChaoticRulkovMap { Alpha = 4, Mu = 0.01, Sigma = 0.3 }, 0.2);
        double[] x = [0.4, -1.1, 1.3], y = [1.2, -2.9, 0.8];
        x.CopyTo(chain.X, 0);
        y.CopyTo(chain.Y, 0);
        chain.Step();
        chain.X[0].ShouldBe((0.4 * 0.4 * Math.Exp(1.2 - 0.4)) + 0.1 + (0.2 * (-1.1 - 0.4)), 1e-14);
        chain.Y[0].ShouldBe((0.89 * 1.2) - (0.5 * 0.4) + 0.28, 1e-14);
        chain.X[1].ShouldBe((4 / (1 + (1.1 * 1.1))) - 2.9 + (0.2 * (0.4 + 1.3 + 2.2)), 1e-14);
        chain.Y[1].ShouldBe(-2.9 - (0.01 * (-1.1 + 1)) + (0.01 * 0.3), 1e-14);
        chain.X[2].ShouldBe((1.3 * 1.3 * Math.Exp(0.8 - 1.3)) + 0.1 + (0.2 * (-1.1 - 1.3)), 1e-14);
    }

    // Without drive Chialvo's first variable stays at 0, and the second forgets a part 1 - a of its distance from rest in every iteration.
    [Fact]
    public void A_resting_chain_has_period_one_and_the_exponent_of_its_slowest_variable()
    {
        MapChain Chain() => new(1, new ChialvoMap { K = 0 }, new ChaoticRulkovMap(), 0);
        Attractor rest = Attractor.Of(Chain(), Chain(), 2000);
        rest.Kind.ShouldBe(AttractorKind.Periodic);
        rest.Period.ShouldBe(1);
        rest.Exponent.ShouldBe(Math.Log(0.89), 0.001);
    }

    [Fact]
    public void A_chaotic_map_has_a_positive_exponent_and_one_that_grows_has_no_attractor()
    {
        MapChain Chain(double coupling) => new(3, new ChialvoMap { B = 0.66, K = -0.07 }, new ChaoticRulkovMap { Alpha = 4.42, Mu = 0.028, Sigma = 0.917 }, coupling);
        Attractor.Of(Chain(0.1), Chain(0.1), 2000).Kind.ShouldBe(AttractorKind.Chaotic);
        MapChain far = Chain(3);
        far.X[0] = -2;
        Attractor.Of(far, Chain(3), 2000).Kind.ShouldBe(AttractorKind.None);
    }

    [Fact]
    public void Doublings_are_counted_along_the_longest_sequence()
    {
        ChainMapExperiment.Doublings(new HashSet<int> { 3, 5, 6, 12, 40 }).ShouldBe(2);
        ChainMapExperiment.Doublings(new HashSet<int> { 4, 9 }).ShouldBe(0);
    }

    [Fact]
    public void Synchrony_of_equal_opposite_and_turned_series()
    {
        double[] a = [.. Enumerable.Range(0, 400).Select(t => Math.Cos(t * 2 * Math.PI / 40))], b = [.. Enumerable.Range(0, 400).Select(t => Math.Sin(t * 2 * Math.PI / 40))];
        double[] minusA = [.. a.Select(v => -v)], minusB = [.. b.Select(v => -v)];
        Synchrony.CrossCorrelation(a, a).ShouldBe(1, 1e-12);
        Synchrony.CrossCorrelation(a, minusA).ShouldBe(-1, 1e-12);
        Synchrony.CrossCorrelation(a, b).ShouldBe(0, 1e-12);
        Synchrony.OrderParameter([a, a], [b, b]).ShouldBe(1, 1e-12);
        Synchrony.OrderParameter([a, minusA], [b, minusB]).ShouldBe(0, 1e-12);
        Synchrony.OrderParameter([a, b], [b, minusA]).ShouldBe(Math.Sqrt(0.5), 1e-9);
    }
}
