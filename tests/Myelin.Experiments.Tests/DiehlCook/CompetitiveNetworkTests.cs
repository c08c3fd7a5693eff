using Myelin.Experiments.DiehlCook;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.DiehlCook;

public sealed class CompetitiveNetworkTests
{
    private const int Inputs = 784, Neurons = 20;

    [Fact]
    public void Weights_become_images_of_what_is_shown_and_keep_their_sum()
    {
        using var network = new CompetitiveNetwork(Inputs, Neurons, seed: 1, threads: 1);
        float[] image = Bars(0);
        int[] counts = new int[Neurons];
        for (int i = 0; i < 12; i++) network.Show(image, counts);
        counts.Sum().ShouldBeGreaterThanOrEqualTo(5);
        network.Thresholds.Max().ShouldBeGreaterThan(0);
        double[] weights = network.Weights;
        double[] on = new double[Neurons], all = new double[Neurons];
        for (int i = 0; i < weights.Length; i++)
        {
            all[i % Neurons] += weights[i];
            if (image[i / Neurons] > 0) on[i % Neurons] += weights[i];
        }

        all.ShouldAllBe(sum => Math.Abs(sum - 78.4) < 1e-2);

        // A quarter of the pixels is on: of random weights, a quarter of the sum.
        on.Max().ShouldBeGreaterThan(0.35 * 78.4);
    }

    [Fact]
    public void What_has_stopped_learning_stays_as_it_is()
    {
        using var network = new CompetitiveNetwork(Inputs, Neurons, seed: 1, threads: 1);
        int[] counts = new int[Neurons];
        for (int i = 0; i < 3; i++) network.Show(Bars(i % 4), counts);
        network.StopLearning();
        double[] weights = network.Weights, thresholds = [.. network.Thresholds];
        for (int i = 0; i < 3; i++) network.Show(Bars(3), counts);
        counts.Sum().ShouldBeGreaterThan(0);
        network.Weights.ShouldBe(weights);
        network.Thresholds.ShouldBe(thresholds);
    }

    [Fact]
    public void Threads_change_no_bit()
    {
        double[] Learn(int threads)
        {
            using var network = new CompetitiveNetwork(Inputs, 40, seed: 1, threads);
            int[] counts = new int[40];
            for (int i = 0; i < 4; i++) network.Show(Bars(i % 4), counts);
            return [.. network.Weights, .. network.Thresholds];
        }

        Learn(2).ShouldBe(Learn(1));
    }

    [Fact]
    public void A_quick_run_leaves_a_report()
    {
        RunRecord record = Executed.Record(new DiehlCookExperiment { Neurons = 12, Images = 30, TestImages = 10, Drawn = true }, quick: true);
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
