using Myelin.Experiments.Running;
using Myelin.Experiments.SymmetricTeaching;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.SymmetricTeaching;

public sealed class TaughtNetworkTests
{
    private const int Inputs = 784, Neurons = 16, Classes = 3;

    [Fact]
    public void What_was_taught_is_answered_and_asking_teaches_nothing()
    {
        using var network = new TaughtNetwork(Inputs, Neurons, Classes, rate: 0.01, seed: 1, threads: 1);
        int[] counts = new int[Neurons];

        // The labels are not the order of the bars: they come from the teacher alone.
        for (int i = 0; i < 24; i++) network.Teach(Bars(i % 3), (i + 1) % 3, counts);
        network.StopLearning();
        double[] weights = [.. network.Features, .. network.Readout, .. network.Thresholds];
        network.Thresholds.Max().ShouldBeGreaterThan(0);
        for (int i = 0; i < 3; i++) network.Ask(Bars(i), counts).ShouldBe((i + 1) % 3);
        counts.Sum().ShouldBeGreaterThanOrEqualTo(5);
        double[] after = [.. network.Features, .. network.Readout, .. network.Thresholds];
        after.ShouldBe(weights);
        for (int c = 0; c < Classes; c++) Enumerable.Range(0, Neurons).Sum(n => network.Readout[(n * Classes) + c]).ShouldBe(0.3 * Neurons, 1e-3);
    }

    [Fact]
    public void A_quick_run_leaves_a_report()
    {
        RunRecord record = Executed.Record(new SymStdpExperiment { Neurons = 12, Images = 30, TestImages = 60, Drawn = true }, quick: true);
        record.Results["test accuracy"].Value.ShouldBeInRange(0, 100);
        record.Results["threshold, mean rise"].Value.ShouldBeGreaterThan(0);
        record.Claims.ShouldBeEmpty();
    }

    private static float[] Bars(int which)
    {
        float[] image = new float[Inputs];
        for (int i = 0; i < Inputs; i++) image[i] = i % 28 / 7 == which ? 1 : 0;
        return image;
    }
}
