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
        using var network = new TaughtNetwork(Inputs, Neurons, Classes, rate: 0.05, brightness: 12_000, likeness: 0.76, seed: 1, threads: 1);
        int[] counts = new int[Neurons];

        // The labels are not the order of the bars: they come from the teacher alone.
        for (int i = 0; i < 24; i++) network.Teach(Bars(i % 3), (i + 1) % 3, counts);
        network.Thresholds.Max().ShouldBeGreaterThan(0);
        double[] weights = [.. network.Features, .. network.Readout, .. network.Thresholds];
        for (int i = 0; i < 3; i++) network.Ask(Bars(i), counts).ShouldBe((i + 1) % 3);
        counts.Sum().ShouldBeGreaterThan(0);
        double[] after = [.. network.Features, .. network.Readout, .. network.Thresholds];
        after.ShouldBe(weights);
        for (int c = 0; c < Classes; c++) Enumerable.Range(0, Neurons).Sum(n => network.Readout[(n * Classes) + c]).ShouldBe(0.3 * Neurons, 1e-3);
    }

    [Fact]
    public void Only_the_neurons_of_the_class_that_is_taught_fire_and_learn()
    {
        using var network = new TaughtNetwork(Inputs, Neurons, Classes, rate: 0.05, brightness: 12_000, likeness: 0.76, seed: 2, threads: 1);
        int[] counts = new int[Neurons];
        double[] before = network.Features;
        network.Teach(Bars(0), 1, counts);
        Range own = TaughtNetwork.Share(1, Neurons, Classes);
        counts[own].Sum().ShouldBe(counts.Sum());
        counts.Sum().ShouldBeGreaterThan(1);
        double[] after = network.Features;
        for (int n = 0; n < Neurons; n++)
        {
            double[] change = [.. Enumerable.Range(0, Inputs).Select(i => after[(i * Neurons) + n] - before[(i * Neurons) + n])];
            bool learns = n >= own.Start.Value && n < own.End.Value;
            change.Any(c => c != 0).ShouldBe(learns);
            if (learns) Enumerable.Range(0, Inputs).Sum(i => after[(i * Neurons) + n]).ShouldBe(0.1 * Inputs, 1e-3);
        }
    }

    [Fact]
    public void An_answer_leaves_what_was_risen_and_gives_the_times_of_its_spikes()
    {
        using var network = new TaughtNetwork(Inputs, Neurons, Classes, rate: 0.05, brightness: 12_000, likeness: 0.76, seed: 3, threads: 1);
        int[] counts = new int[Neurons];
        for (int i = 0; i < 12; i++) network.Teach(Bars(i % 3), i % 3, counts);
        double[] risen = [.. network.Thresholds];
        var spikes = new List<(double Time, double Neuron)>();
        network.Ask(Bars(2), counts, spikes);
        spikes.Count(s => s.Neuron >= Inputs && s.Neuron < Inputs + Neurons).ShouldBe(counts.Sum());
        spikes.ShouldAllBe(s => s.Time > 0 && s.Time <= TaughtNetwork.Duration.InMilliseconds && s.Neuron < Inputs + Neurons + Classes);
        spikes.Where(s => s.Neuron < Inputs).ShouldAllBe(s => Bars(2)[(int)s.Neuron] == 1);
        network.Thresholds.ShouldBe(risen);
        network.Teach(Bars(2), 2, counts);
        double[] later = network.Thresholds;
        for (int n = 0; n < Neurons; n++) later[n].ShouldBeGreaterThanOrEqualTo(risen[n] + counts[n] - 0.01);
    }

    [Theory]
    [InlineData(400, 10)]
    [InlineData(16, 3)]
    [InlineData(7, 10)]
    public void Every_neuron_is_of_one_class(int neurons, int classes)
    {
        int next = 0;
        for (int c = 0; c < classes; c++)
        {
            (int start, int count) = TaughtNetwork.Share(c, neurons, classes).GetOffsetAndLength(neurons);
            start.ShouldBe(next);
            next += count;
        }

        next.ShouldBe(neurons);
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
