using Myelin.Experiments.ElmNeuron;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.ElmNeuron;

public sealed class ElmNeuronExperimentTests
{
    [Fact]
    public void A_short_run_measures_all_models()
    {
        RunRecord record = Executed.Record(new ElmNeuronExperiment { Branches = 2, Seconds = 3, MostNeurons = 2, Excitation = 0.7 });
        record.Claims.Count.ShouldBe(4);
        record.Results["rate of the branched neuron"].Value.ShouldBeInRange(1, 250);

        // Three seconds are too few for a fit that predicts; that there is a number says that spikes were seen on both sides.
        record.Results["area under curve, most memories"].Value.ShouldBeInRange(0, 1);
        record.Results["explained variance, linear traces"].Value.ShouldBeLessThan(1);
    }

    [Fact]
    public void A_readout_finds_the_coefficients_of_a_linear_target()
    {
        double[] a = [.. Enumerable.Range(0, 60).Select(t => Math.Sin(t))], b = [.. Enumerable.Range(0, 60).Select(t => Math.Cos(2.3 * t))];
        double[] target = [.. a.Zip(b, (x, y) => (3 * x) - (2 * y) + 5)];
        double[] predicted = Readout.Ridge([a, b], [target], 40, 1e-12)[0];
        for (int t = 0; t < 60; t++) predicted[t].ShouldBe(target[t], 1e-9);
        Readout.ExplainedVariance(target, predicted).ShouldBe(1, 1e-12);
        double[] mean = [.. target.Select(_ => target.Average())];
        Readout.ExplainedVariance(target, mean).ShouldBe(0, 1e-12);
    }

    [Fact]
    public void Area_is_that_of_counting_pairs()
    {
        Readout.AreaUnderCurve([0, 0, 1, 1], [1, 2, 3, 4]).ShouldBe(1);
        Readout.AreaUnderCurve([1, 1, 0, 0], [1, 2, 3, 4]).ShouldBe(0);
        Readout.AreaUnderCurve([0, 1, 0, 1], [2, 2, 2, 2]).ShouldBe(0.5);

        // Of the six pairs, 3 beats 1 and 2 but not 4, 4 beats 1 and 2 and ties with 4.
        Readout.AreaUnderCurve([0, 0, 0, 1, 1], [1, 2, 4, 3, 4]).ShouldBe(4.5 / 6);
        double.IsNaN(Readout.AreaUnderCurve([0, 0], [1, 2])).ShouldBeTrue();
    }

    [Fact]
    public void Traces_decay_with_their_time_constant()
    {
        var recorded = new Recorded(1, 4);
        recorded.Excitation[0][1] = 2;
        double[][] traces = Candidates.Traces(recorded, 5);
        traces.Length.ShouldBe(2);
        traces[0][3].ShouldBe(2 * Math.Exp(-0.4), 1e-12);
        traces[1].ShouldAllBe(x => x == 0);
    }
}
