using Myelin.Experiments.FiringPatterns;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.FiringPatterns;

public sealed class FiringPatternsExperimentTests
{
    [Fact]
    public void Every_pattern_is_what_its_name_says()
    {
        RunRecord record = Executed.Record(new FiringPatternsExperiment());
        record.Claims.Count.ShouldBe(22);
        Executed.Missed(record).ShouldBeEmpty();
    }

    [Fact]
    public void Bursts_are_groups_with_short_intervals()
    {
        Response response = new([10, 12, 14, 50, 90, 93], [], 0.1);
        response.Bursts.ShouldBe([3, 1, 2]);
        response.Intervals.ShouldBe([2, 2, 36, 40, 3]);
        response.Count(12, 90).ShouldBe(3);
    }

    [Fact]
    public void Maxima_are_counted_only_where_they_stand_out()
    {
        double[] voltage = [.. Enumerable.Range(0, 1000).Select(i => Math.Sin(i * 2 * Math.PI / 100))];
        Response response = new([], voltage, 0.1);
        response.Maxima(5, 0.5).ShouldBe(9);
        response.Maxima(5, 2.5).ShouldBe(0);
        response.Highest(10).ShouldBe(1, 1e-3);
    }

    [Fact]
    public void A_silent_neuron_or_one_that_fires_too_often_misses_the_criteria_of_one_spike()
    {
        FiringPattern phasic = PublishedPatterns.All.Single(p => p.Name == "phasic spiking");
        phasic.Criterion.Holds(phasic.Measure(new([], [], 0.1))).ShouldBeFalse();
        phasic.Criterion.Holds(phasic.Measure(new([40], [], 0.1))).ShouldBeTrue();
        phasic.Criterion.Holds(phasic.Measure(new([40, 80], [], 0.1))).ShouldBeFalse();
        FiringPattern integrator = PublishedPatterns.All.Single(p => p.Name == "integrator");
        integrator.Criterion.Holds(integrator.Measure(new([19, 85], [], 0.1))).ShouldBeFalse();
    }
}
