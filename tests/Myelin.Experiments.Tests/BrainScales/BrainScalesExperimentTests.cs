using Myelin.Experiments.BrainScales;
using Myelin.Experiments.Pong;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.BrainScales;

public sealed class BrainScalesExperimentTests
{
    [Fact]
    public void A_quick_run_measures_every_claim()
    {
        RunRecord record = Executed.Record(new BrainScalesExperiment { Columns = 8, Decisions = 300, TestDecisions = 100 });
        record.Claims.ShouldAllBe(c => c.Measured != null);

        // 300 decisions to learn and 2 x 100 to judge, of 100 steps of a microsecond.
        record.Results["time that the chip takes to learn"].Value.ShouldBe(0.05, 1e-9);
    }

    [Fact]
    public void A_chip_is_the_same_chip_each_time_and_another_one_is_not()
    {
        var wanted = new LifDelta { TauM = 10 * ms / 1000, Refractory = 2 * ms / 1000 };
        LifDelta[] Of(ulong chip, double mismatch) => [.. Enumerable.Range(0, 200).Select(new AnalogChip(chip, mismatch).Made(wanted))];
        Of(1, 0.2).ShouldBe(Of(1, 0.2));
        Of(2, 0.2).ShouldNotBe(Of(1, 0.2));
        Of(1, 0).All(n => n == wanted with { Threshold = n.Threshold } && Math.Abs(n.Threshold.InMillivolts + 55) < 1e-12).ShouldBeTrue();
        double[] taus = [.. Of(1, 0.2).Select(n => n.TauM.InMilliseconds * 1000)];
        double mean = taus.Average(), deviation = Math.Sqrt(taus.Select(t => (t - mean) * (t - mean)).Average());
        mean.ShouldBe(10, 0.5);
        deviation.ShouldBe(2, 0.3);
    }

    [Fact]
    public void A_thousand_times_faster_it_decides_as_in_biological_time()
    {
        using Player slow = new(columns: 8, learningRate: 1, seed: 1), fast = new(columns: 8, learningRate: 1, seed: 1, new Fast());
        for (int i = 0; i < 40; i++)
        {
            fast.Aim(i % 8).ShouldBe(slow.Aim(i % 8));
            fast.Learn(i % 8, reward: 1, learns: true);
            slow.Learn(i % 8, reward: 1, learns: true);
        }

        double[] weights = slow.Weights;
        fast.Weights.Select((w, i) => Math.Abs(w - weights[i])).Max().ShouldBeLessThan(1e-3);
        fast.Elapsed.InMilliseconds.ShouldBe(40 * 100 / 1000.0, 1e-9);
    }

    private sealed class Fast : Substrate
    {
        public override double Acceleration => 1000;
    }
}
