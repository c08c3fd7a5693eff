using Myelin.Data.Generated;
using Myelin.Experiments.Memory;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Memory;

public sealed class MemoryTests
{
    [Fact]
    public void Digits_row_by_row_are_learnt()
    {
        RunRecord record = Executed.Record(new SequentialMnistExperiment { Generated = 400, Steps = 28, Hidden = 32, Epochs = 4, BatchSize = 25 });
        record.Results["test accuracy"].Value.ShouldBeGreaterThan(25);
        record.Results["parameters"].Value.ShouldBe((28 * 32) + 32 + (32 * 32) + (2 * 32) + (32 * 10) + 10);
        record.Results["spikes per neuron and sample"].Value.ShouldBeInRange(0.1, 28);
    }

    [Fact]
    public void Pixels_make_784_steps()
    {
        RunRecord record = Executed.Record(new SequentialMnistExperiment { Generated = 12, Hidden = 8, Epochs = 1, BatchSize = 6 }, quick: true);
        record.Results["epochs"].Value.ShouldBe(1);
        record.Claims.ShouldHaveSingleItem().Holds.ShouldBeNull();
    }

    [Fact]
    public void Steps_that_do_not_divide_an_image_are_refused() =>
        Should.Throw<ArgumentException>(() => new SequentialMnistExperiment { Steps = 30 }.Validate()).Message.ShouldContain("30 steps");

    [Theory]
    [InlineData(BinaryQuestion.Parity)]
    [InlineData(BinaryQuestion.Match)]
    public void Two_bits_are_learnt_and_heads_are_judged_apart(BinaryQuestion question)
    {
        var network = new MemoryNetwork(question, units: 24, heads: 2, rate: 5e-3, seed: 1);
        network.Tau.ShouldBeInRange(1.2, 1.8);
        for (int i = 0; i < 300; i++) network.Learn([2, 3]);
        double[] right = network.Judge([2, 3], 500);
        right[0].ShouldBeGreaterThan(0.9);
        right.Length.ShouldBe(2);
        network.Tau.ShouldBeGreaterThan(0.999);
    }

    [Theory]
    [InlineData(1.5)]
    [InlineData(7)]
    [InlineData(30)]
    public void The_timescale_of_an_exponential_is_its_own(double tau) =>
        NetworkTimescale.Fit([.. Enumerable.Range(0, 60).Select(lag => Math.Exp(-lag / tau))]).ShouldBe(tau, 1e-9);

    [Fact]
    public void Timescales_come_from_the_autocorrelation_of_activity()
    {
        // First-order autoregression: the autocorrelation at a lag is 0.8 to its power, for a timescale of -1 / ln 0.8.
        var random = new Random(3);
        float[][] activity = new float[4000][];
        float[] state = new float[8];
        for (int t = 0; t < activity.Length; t++)
        {
            for (int i = 0; i < 8; i++) state[i] = (0.8f * state[i]) + (float)(random.NextDouble() - 0.5);
            activity[t] = [.. state];
        }

        NetworkTimescale.Mean(activity, units: 2, from: 50).ShouldBe(-1 / Math.Log(0.8), 0.4);
    }

    [Fact]
    public void Curricula_run_at_a_small_size()
    {
        RunRecord record = Executed.Record(new LongTimescalesExperiment { Units = 16, Longest = 3, Updates = 50, Networks = 1 }, quick: true);
        record.Results["N-parity, one N at a time: N solved"].Value.ShouldBeInRange(1, 3);
        record.Results["N-delayed match, all N at once: N solved"].Value.ShouldBeInRange(1, 3);
    }
}
