using Myelin.Experiments.Expressivity;
using Myelin.Experiments.Models;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Expressivity;

public sealed class ExpressivityTests
{
    // Without leak a constant current c gives floor(c t / threshold) spikes by step t: trains change at the fractions k / t up to 1, of which Euler's totients count the new ones of each t.
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(5, 10)]
    [InlineData(12, 46)]
    [InlineData(24, 180)]
    public void Without_leak_trains_change_at_fractions_of_the_threshold(int steps, int fractions)
    {
        var random = new RandomStream(1, StreamPurpose.Data);
        var network = new LayeredCode(new Leaky { Beta = 1, ResetTiming = ResetTiming.SameStep }, 1, 1, 1, ref random);
        List<double> changes = network.Changes(c => c, steps, -0.5, 2.5);
        changes.Count.ShouldBe(fractions);
        foreach (double change in changes) Enumerable.Range(1, steps).Min(t => Math.Abs((change * t) - Math.Round(change * t)) / t).ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void A_network_spikes_as_its_neurons_do_one_by_one()
    {
        var random = new RandomStream(4, StreamPurpose.Data);
        var model = new Leaky { Beta = 0.75, ResetTiming = ResetTiming.SameStep };
        var network = new LayeredCode(model, 2, 5, 2, ref random);
        double[] point = [0.7, -1.1];
        ulong[][] code = network.Of(point, 20);
        SingleNeuron neuron = SingleNeuron.Of(model, 1 * Syntax.ms, 0, 0);
        for (int n = 0; n < 5; n++) LayeredCode.Train(neuron, [0], network.Current(n, point), 20).ShouldBe(code[0][n]);
        code[0].ShouldContain(train => train != 0);
    }

    [Fact]
    public void Latency_divides_and_depth_does_not()
    {
        RunRecord record = Executed.Record(new ExpressivityExperiment { Networks = 2, Width = 5, Layers = 3, Latency = 12, Side = 10 });
        Executed.Missed(record).Where(missed => !missed.Contains("exponent", StringComparison.Ordinal)).ShouldBeEmpty();
        record.Results["exponent of the changes of one neuron, β = 1"].Value.ShouldBe(1.86, 0.05);
    }
}
