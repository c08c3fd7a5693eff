using Myelin.Experiments.Running;
using Myelin.Experiments.SpatialPatterns;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.SpatialPatterns;

public sealed class SpatialPatternsExperimentTests
{
    [Fact]
    public void One_pattern_is_detected_and_alike_ones_are_confused()
    {
        RunRecord record = Executed.Record(new SpatialPatternsExperiment { Networks = 1, Shows = 20, Tests = 16, MostPatterns = 3 });
        Executed.Missed(record).ShouldBeEmpty();
        record.Results["1 patterns, nothing shared, accuracy"].Value.ShouldBe(100);
    }

    [Fact]
    public void Weights_of_the_pattern_share_the_total_and_others_vanish()
    {
        var source = new PatternSource(50, 10, seed: 3);
        bool[] pattern = source.Next();
        using var network = new PatternDetectors(50, 10, 2, total: 16, rate: 1, seed: 3);
        network.Teach(pattern, 1);
        network.Settle();
        double[] weights = network.Weights;
        for (int i = 0; i < 50; i++) weights[(2 * i) + 1].ShouldBe(pattern[i] ? 1.6 : 0, 1e-5);
        network.Detect(pattern).ToArray().ShouldBe([0, 1]);
        network.Detect(source.Swap(pattern, 1)).ToArray().ShouldBe([0, 0]);
        network.Weights.ShouldBe(weights);
    }

    [Fact]
    public void Patterns_share_and_swap_what_they_should()
    {
        var source = new PatternSource(60, 12, seed: 5);
        bool[][] patterns = source.Similar(4, 9);
        patterns.ShouldAllBe(p => p.Count(x => x) == 12);
        Enumerable.Range(0, 60).Count(i => patterns.All(p => p[i])).ShouldBeGreaterThanOrEqualTo(9);
        bool[] swapped = source.Swap(patterns[0], 4);
        swapped.Count(x => x).ShouldBe(12);
        swapped.Zip(patterns[0]).Count(b => b.First && b.Second).ShouldBe(8);
        bool[] mixed = source.Mix(patterns);
        mixed.Count(x => x).ShouldBe(12);
        Enumerable.Range(0, 60).ShouldAllBe(i => !mixed[i] || patterns.Any(p => p[i]));
    }
}
