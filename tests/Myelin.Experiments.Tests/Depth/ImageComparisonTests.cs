using Myelin.Experiments.Depth;
using Myelin.Experiments.Running;
using Myelin.Experiments.Tests.Training;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Depth;

/// <summary>The comparisons at a small size, on images that tests write.</summary>
public sealed class ImageComparisonTests
{
    [Fact]
    public void Folding_a_norm_of_potentials_changes_no_spike()
    {
        using var images = new SquareImages("fashion-mnist", 120, 40);
        RunRecord record = Executed.Record(new MpbnExperiment { Images = 60, TestImages = 30, Epochs = 1, BatchSize = 20, Steps = 2 }, images.Folder);
        record.Claims.Single(c => c.Name.StartsWith("spikes that folding", StringComparison.Ordinal)).Measured.ShouldBe(0);
        Value(record, "spikes compared").ShouldBeGreaterThan(100);
        Value(record, "threshold tests compared").ShouldBe(30 * 2 * ((12 * 28 * 28) + (24 * 14 * 14) + (48 * 7 * 7)));
    }

    [Fact]
    public void Few_weights_are_enough_for_squares()
    {
        using var images = new SquareImages("mnist", 200, 50);
        RunRecord record = Executed.Record(new PruningExperiment { Images = 200, TestImages = 50, Epochs = 4, BatchSize = 20, Steps = 3, Hidden = 32, LearningRate = 1e-2 }, images.Folder);
        Value(record, "test accuracy with all weights").ShouldBeGreaterThan(90);
        Value(record, "test accuracy, 80 %, smallest of each layer").ShouldBeGreaterThan(80);
        Value(record, "test accuracy, 99 %, smallest of each layer").ShouldBeLessThan(Value(record, "test accuracy, 80 %, smallest of each layer"));
        record.Claims.Count.ShouldBe(2);
    }

    [Fact]
    public void Squares_need_fewer_steps_than_there_are()
    {
        using var images = new SquareImages("mnist", 300, 100);
        RunRecord record = Executed.Record(new DynamicConfidenceExperiment { Images = 300, TestImages = 100, Epochs = 4, BatchSize = 20, Steps = 8, Hidden = 48, LearningRate = 1e-2 }, images.Folder);
        Value(record, "test accuracy of all steps").ShouldBeGreaterThan(80);
        Value(record, "mean steps").ShouldBeInRange(1, 7);
        Value(record, "samples of a batch whose run stops elsewhere than the scores say").ShouldBe(0);
    }

    [Fact]
    public void A_short_run_makes_no_claim_on_accuracy()
    {
        using var images = new SquareImages("mnist", 60, 20);
        RunRecord record = Executed.Record(new DynamicConfidenceExperiment { Images = 60, TestImages = 20, Epochs = 1, BatchSize = 20, Steps = 3, Hidden = 16 }, images.Folder, quick: true);
        record.Claims.ShouldAllBe(c => c.Holds == null);
    }

    private static double Value(RunRecord record, string name) => record.Results[name].Value;
}
