using Myelin.Quantities;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Tests.Synapses;

/// <summary>Quantal release against the probabilities that its equations say.</summary>
public sealed class QuantalReleaseTests
{
    private static readonly Time dt = 0.1 * Syntax.ms;

    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(5, 0.5)]
    [InlineData(32, 0.07)]
    [InlineData(32, 0.95)]
    public void First_spikes_release_binomially(int sites, double probability)
    {
        const int Trials = 20_000;
        var counts = new double[sites + 1];
        ReleaseRun<Scalar> run = ReleaseRun<Scalar>.Of(new QuantalRelease { Sites = sites, Probability = probability, TauRec = 100 * Syntax.ms }, dt);
        for (int i = 0; i < Trials; i++) counts[(int)Math.Round(run.Spike(new(1e6)).Number * sites)]++;
        double mean = 0, square = 0;
        for (int k = 0; k <= sites; k++) (mean, square) = (mean + (k * counts[k] / Trials), square + (k * k * counts[k] / Trials));
        double sd = Math.Sqrt(sites * probability * (1 - probability) / Trials);
        mean.ShouldBe(sites * probability, 5 * sd);
        (square - (mean * mean)).ShouldBe(sites * probability * (1 - probability), 0.05 * sites * probability * (1 - probability));
        if (sites == 5)
        {
            double[] expected = [1, 5, 10, 10, 5, 1];
            for (int k = 0; k <= 5; k++) counts[k].ShouldBe(expected[k] / 32 * Trials, 5 * Math.Sqrt(expected[k] / 32 * Trials));
        }
    }

    // The mean of the vesicles obeys a linear recursion: what is spared, and of what is missing the part that has come back.
    [Fact]
    public void Regular_spikes_release_the_mean_of_the_recursion()
    {
        const double Interval = 40, Tau = 100, Probability = 0.6;
        const int Sites = 8, Runs = 4000, Spikes = 6;
        var sums = new double[Spikes];
        ReleaseRun<Scalar> run = ReleaseRun<Scalar>.Of(new QuantalRelease { Sites = Sites, Probability = Probability, TauRec = Tau * Syntax.ms }, dt);
        for (int r = 0; r < Runs; r++)
        {
            for (int i = 0; i < Spikes; i++) sums[i] += run.Spike(new(i == 0 ? double.PositiveInfinity : Interval)).Number;
        }

        double filled = 1;
        for (int i = 0; i < Spikes; i++)
        {
            if (i > 0) filled = 1 - ((1 - filled) * Math.Exp(-Interval / Tau));
            (sums[i] / Runs).ShouldBe(Probability * filled, 5 * Math.Sqrt(0.25 / Sites / Runs), $"spike {i}");
            filled *= 1 - Probability;
        }
    }

    [Fact]
    public void Certain_and_impossible_release_need_no_luck()
    {
        ReleaseRun<Scalar> certain = ReleaseRun<Scalar>.Of(new QuantalRelease { Probability = 1, TauRec = 1e9 * Syntax.ms }, dt);
        certain.Spike(new(double.PositiveInfinity)).Number.ShouldBe(1);
        certain.Spike(new(1)).Number.ShouldBe(0);
        ReleaseRun<Scalar> never = ReleaseRun<Scalar>.Of(new QuantalRelease { Probability = 0 }, dt);
        for (int i = 0; i < 10; i++) never.Spike(new(1)).Number.ShouldBe(0);
        ReleaseRun<Simd> atOnce = ReleaseRun<Simd>.Of(new QuantalRelease { Probability = 1, TauRec = 0 * Syntax.ms }, dt);
        for (int i = 0; i < 10; i++) atOnce.Spike(Simd.Constant(0.1)).ToString().ShouldBe(Simd.One.ToString());
    }

    [Theory]
    [InlineData(0, 0.5, 800, "QuantalRelease.Sites must be between 1 and 32, got 0")]
    [InlineData(33, 0.5, 800, "QuantalRelease.Sites must be between 1 and 32, got 33")]
    [InlineData(5, 1.5, 800, "QuantalRelease.Probability must be between 0 and 1, got 1.5")]
    [InlineData(5, 0.5, -1, "QuantalRelease.TauRec must be at least 0, got -1 ms")]
    public void Impossible_parameters_are_refused_in_words(int sites, double probability, double recovery, string words)
    {
        IReleaseModel rule = new QuantalRelease { Sites = sites, Probability = probability, TauRec = recovery * Syntax.ms };
        Should.Throw<ArgumentException>(() => rule.LowerConstants(dt)).Message.ShouldContain(words);
    }
}
