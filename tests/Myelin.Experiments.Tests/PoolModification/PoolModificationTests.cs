using Myelin.Experiments.PoolModification;
using Myelin.Experiments.Running;
using Myelin.Spikes;
using Shouldly;
using Xunit;
using static Myelin.Syntax;

namespace Myelin.Experiments.Tests.PoolModification;

public sealed class PoolModificationTests
{
    [Fact]
    public void Local_updates_make_spike_trains_more_alike_and_homeostasis_does_less()
    {
        RunRecord record = Executed.Record(new PoolModificationExperiment { Pairs = 1, Neurons = 30, Steps = 1000, Passes = 20 });
        double before = record.Results["similarity before learning"].Value, after = record.Results["similarity after local updates"].Value;
        after.ShouldBeGreaterThan(before + 0.08);
        after.ShouldBeGreaterThan(record.Results["similarity after homeostasis alone"].Value + 0.03);
        record.Results["distance of avalanche sizes after homeostasis alone"].Value.ShouldBeLessThan(record.Results["distance of avalanche sizes before learning"].Value);
    }

    [Fact]
    public void The_wanted_network_answers_alike_each_time_and_judging_changes_no_weight()
    {
        using var networks = new TwinNetworks(12, isLocal: true, rate: 0.1, pool: 15, seed: 4);
        var stimulus = new Stimulus(12, 300, 30, seed: 4, index: 0);
        Raster wanted = networks.Want(stimulus), again = networks.Want(stimulus);
        wanted.Count.ShouldBeGreaterThan(50);
        again.Steps.ToArray().ShouldBe(wanted.Steps.ToArray());
        again.Neurons.ToArray().ShouldBe(wanted.Neurons.ToArray());
        double[] weights = networks.Weights;
        networks.Answer(stimulus);
        networks.Weights.ShouldBe(weights);
        networks.Teach(stimulus, wanted);
        networks.Weights.ShouldNotBe(weights);
    }

    [Fact]
    public void Missing_spikes_raise_weights_and_spikes_too_many_lower_them()
    {
        using var networks = new TwinNetworks(12, isLocal: true, rate: 0.2, pool: 15, seed: 4);
        var stimulus = new Stimulus(12, 300, 30, seed: 4, index: 0);
        Raster nothing = new([], [], 12, 300, 1 * ms), answer = networks.Answer(stimulus);
        double[] before = networks.Weights;
        networks.Teach(stimulus, nothing);
        double[] lowered = networks.Weights;
        lowered.Zip(before).ShouldAllBe(p => p.First <= p.Second + 1e-6);
        lowered.Average().ShouldBeLessThan(before.Average());

        // Spikes wanted 20 ms after those that come: none of them comes within the tolerance by itself, so weights rise where these are missing.
        int[] kept = [.. Enumerable.Range(0, answer.Count).Where(i => answer.Steps[i] + 20 < 300)];
        Raster later = new([.. kept.Select(i => answer.Steps[i] + 20)], [.. kept.Select(i => answer.Neurons[i])], 12, 300, 1 * ms);
        networks.Teach(stimulus, later);
        networks.Weights.Zip(lowered).Count(p => p.First > p.Second).ShouldBeGreaterThan(10);
    }

    [Fact]
    public void Similarity_is_1_for_the_same_spikes_and_0_for_spikes_far_apart()
    {
        Raster a = new([100, 300], [0, 1], 2, 2000, 1 * ms), far = new([900, 1200], [0, 1], 2, 2000, 1 * ms), none = new([], [], 2, 2000, 1 * ms);
        TrainSimilarity.Of(a, a, 10 * ms).ShouldBe(1, 1e-12);
        TrainSimilarity.Of(a, far, 10 * ms).ShouldBe(0, 1e-6);
        TrainSimilarity.Of(none, none, 10 * ms).ShouldBe(1);

        // One spike of each train 10 ms apart: the product of the filtered trains is exp(-1) of its largest value.
        Raster shifted = new([110, 310], [0, 1], 2, 2000, 1 * ms);
        TrainSimilarity.Of(a, shifted, 10 * ms).ShouldBe(Math.Exp(-1), 1e-9);
    }

    [Fact]
    public void The_distance_of_distributions_is_the_largest_difference()
    {
        TrainSimilarity.KolmogorovSmirnov([1, 2, 3, 4], [4, 3, 2, 1]).ShouldBe(0);
        TrainSimilarity.KolmogorovSmirnov([1, 1, 1], [5, 6]).ShouldBe(1);
        TrainSimilarity.KolmogorovSmirnov([1, 1, 2, 2], [1, 2, 2, 2]).ShouldBe(0.25, 1e-12);
        TrainSimilarity.KolmogorovSmirnov([], [1]).ShouldBe(1);
    }
}
