using Myelin.Experiments.Running;
using Myelin.Experiments.SupervisedStdp;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.SupervisedStdp;

public sealed class NudgedNetworkTests
{
    private const int Inputs = 784, Neurons = 24;

    [Fact]
    public void What_was_taught_is_answered_and_the_copy_stays_a_copy()
    {
        using var network = new NudgedNetwork(Inputs, Neurons, answers: 3, rate: 0.1, seed: 1, threads: 1);
        network.CopiedFeatures.ShouldBe(network.Features);
        for (int i = 0; i < 90; i++) network.Teach(Bars(i % 3), (i + 1) % 3, 1);
        network.CopiedFeatures.ShouldBe(network.Features);
        double[] weights = [.. network.Features, .. network.Readout];
        for (int i = 0; i < 3; i++) network.Ask(Bars(i)).ShouldBe((i + 1) % 3);
        double[] after = [.. network.Features, .. network.Readout];
        after.ShouldBe(weights);
    }

    [Fact]
    public void A_neuron_that_is_nudged_up_never_fires_less()
    {
        using var network = new NudgedNetwork(Inputs, Neurons, answers: 3, rate: 0, seed: 2, threads: 1);
        int more = 0;
        for (int i = 0; i < 6; i++)
        {
            network.Teach(Bars(i % 3), i % 3, 1);
            for (int n = 0; n < Neurons; n++)
            {
                if (network.Nudge[n] > 0) network.Change[n].ShouldBeGreaterThanOrEqualTo(0);
                if (network.Nudge[n] < 0) network.Change[n].ShouldBeLessThanOrEqualTo(0);
                if (network.Change[n] > 0) more++;
            }
        }

        more.ShouldBeGreaterThan(0);
    }

    [Fact]
    public void A_quick_run_leaves_a_report()
    {
        RunRecord record = Executed.Record(new StdpSupervisedExperiment { Neurons = 24, Images = 150, TestImages = 100, Rate = 0.05, Drawn = true }, quick: true);
        record.Results["test accuracy"].Value.ShouldBeInRange(20, 100);
        record.Claims.ShouldAllBe(c => c.Measured == null);
    }

    private static float[] Bars(int which)
    {
        float[] image = new float[Inputs];
        for (int i = 0; i < Inputs; i++) image[i] = i % 28 / 7 == which ? 1 : 0;
        return image;
    }
}
