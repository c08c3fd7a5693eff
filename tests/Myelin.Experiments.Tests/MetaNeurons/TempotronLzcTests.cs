using Myelin.Experiments.MetaNeurons;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.MetaNeurons;

public sealed class TempotronLzcTests
{
    [Fact]
    public void A_quick_run_measures_everything()
    {
        RunRecord record = Executed.Record(new TempotronLzcExperiment { Repeats = 1, Samples = 60, Tests = 60, Steps = 60, GradientEpochs = 2, RuleEpochs = 1, Candidates = 1 });
        record.Claims.Count.ShouldBe(4);
        record.Claims.ShouldAllBe(c => c.Measured != null && double.IsFinite(c.Measured.Value));
        record.Results["Rates, complexity of the input alone"].Value.ShouldBeGreaterThan(65);
        record.Results.Count.ShouldBe((3 * 2 * 3 * 2) + 3);
    }

    [Fact]
    public void The_tempotron_learns_the_order_of_spikes()
    {
        SpikeClasses training = new(PatternKind.Order, 100, 20, 100, seed: 1, index: 0), test = new(PatternKind.Order, 200, 20, 100, seed: 1, index: 1);
        using var network = new RuleNetwork(20, NeuronKind.All[0], NeuronKind.All[0].Start, Teaching.Tempotron, seed: 1);
        for (int e = 0; e < 3; e++) network.Learn(training);
        double[] weights = network.Weights;
        network.Judge(test).ShouldBeGreaterThan(0.65);
        network.Weights.ShouldBe(weights);
    }

    [Fact]
    public void Gradients_reach_every_inner_parameter()
    {
        SpikeClasses training = new(PatternKind.Order, 40, 20, 60, seed: 1, index: 0);
        foreach (NeuronKind kind in NeuronKind.All)
        {
            Outcome outcome = GradientTraining.Run(kind, learnsNeurons: true, training, training, hidden: 8, epochs: 2, seed: 1);
            outcome.Values.Zip(kind.Start).ShouldAllBe(v => v.First != v.Second);
            GradientTraining.Run(kind, learnsNeurons: false, training, training, hidden: 8, epochs: 1, seed: 1).Values.ShouldBe(kind.Start);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public void A_set_repeats_itself_and_another_one_differs(int pattern)
    {
        var kind = (PatternKind)pattern;
        SpikeClasses one = new(kind, 40, 10, 200, seed: 3, index: 0), same = new(kind, 40, 10, 200, seed: 3, index: 0), other = new(kind, 40, 10, 200, seed: 3, index: 1);
        one[7].SequenceEqual(same[7]).ShouldBeTrue();
        one[7].SequenceEqual(other[7]).ShouldBeFalse();
        one.Label(7).ShouldBe(1);
    }

    [Fact]
    public void Bursts_have_the_rate_of_the_other_class_and_other_intervals()
    {
        var samples = new SpikeClasses(PatternKind.Bursts, 200, 20, 100, seed: 2, index: 0);
        double[] spikes = new double[2], pairs = new double[2];
        for (int i = 0; i < samples.Count; i++)
        {
            for (int k = 0; k < 99 * 20; k++)
            {
                spikes[i % 2] += samples[i][k];
                pairs[i % 2] += samples[i][k] * samples[i][k + 20];
            }
        }

        (spikes[1] / spikes[0]).ShouldBe(1, 0.05);
        (pairs[0] / spikes[0]).ShouldBe(0.1, 0.02);
        (pairs[1] / spikes[1]).ShouldBe(0.45, 0.02);
    }

    [Fact]
    public void Complexity_tells_regular_from_random_trains_by_itself()
    {
        double[][] regular = [.. Enumerable.Range(0, 10).Select(i => ComplexityClassifier.Complexities([.. Enumerable.Range(0, 200).Select(t => t % (3 + (i % 2)) == 0 ? 1f : 0f)], 1))];
        var random = new Random(1);
        double[][] irregular = [.. Enumerable.Range(0, 10).Select(_ => ComplexityClassifier.Complexities([.. Enumerable.Range(0, 200).Select(_ => random.Next(3) == 0 ? 1f : 0f)], 1))];
        var classifier = new ComplexityClassifier([.. regular[..5], .. irregular[..5]], [0, 0, 0, 0, 0, 1, 1, 1, 1, 1], 2);
        regular.Concat(irregular).Select(classifier.Classify).ShouldBe([.. Enumerable.Repeat(0, 10), .. Enumerable.Repeat(1, 10)]);
    }
}
