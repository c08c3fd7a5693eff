using Myelin.Experiments.Conversion;
using Myelin.Experiments.Running;
using Myelin.Experiments.Tests.Training;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Conversion;

/// <summary>The experiments on conversion at a small size, on generated images in the form of MNIST.</summary>
public sealed class ConversionExperimentTests
{
    [Fact]
    public void Converted_networks_keep_their_accuracy_and_few_levels_are_without_loss()
    {
        using var both = new SquareImages("mnist", 600, 100);
        CopyTo(both.Folder, "fashion-mnist");
        RunRecord record = Executed.Record(new ConversionExperiment { Epochs = 2, TrainingSamples = 600, TestSamples = 100, Steps = 32, Levels = 8 }, both.Folder);
        foreach (string set in (string[])["MNIST", "Fashion-MNIST"])
        {
            Value(record, $"ordinary accuracy, {set}").ShouldBeGreaterThan(90);
            Value(record, $"accuracy after 32 steps, least error, from half, {set}").ShouldBeGreaterThan(88);
            Value(record, $"same class, cycles of 8 steps, {set}").ShouldBe(100);
        }

        record.Claims.Count(c => c.Name.StartsWith("accuracy lost by the quantised", StringComparison.Ordinal) && c.Holds == true).ShouldBe(2);
    }

    [Fact]
    public void Linear_neurons_are_rectifiers_within_one_spike() => Executed.Missed(Executed.Record(new LinearLifExperiment { Neurons = 300, Steps = 1024 })).ShouldBeEmpty();

    [Fact]
    public void A_start_from_ordinary_weights_is_measured_beside_one_from_nothing()
    {
        using var images = new SquareImages("fashion-mnist", 600, 100);
        RunRecord record = Executed.Record(new PretrainingBridgeExperiment { OrdinaryEpochs = 2, Epochs = 2, TrainingSamples = 600, TestSamples = 100 }, images.Folder);
        Value(record, "accuracy of the ordinary network").ShouldBeGreaterThan(90);
        Value(record, "best accuracy from the ordinary weights").ShouldBeGreaterThan(80);
        record.Claims.Count(c => c.Measured is not null).ShouldBe(2);
    }

    [Fact]
    public void A_recurrent_network_is_converted_without_any_difference()
    {
        using var images = new SquareImages("mnist", 300, 50);
        RunRecord record = Executed.Record(new LosslessSequenceExperiment { Epochs = 2, TrainingSamples = 300, TestSamples = 50, Hidden = 24 }, images.Folder);
        Executed.Missed(record).ShouldBeEmpty();
        Value(record, "states compared").ShouldBe(28 * 24 * 50);
        Value(record, "spikes per neuron and sample").ShouldBeGreaterThan(1);
        Value(record, "largest difference of an output").ShouldBe(0);
    }

    private static void CopyTo(string folder, string set)
    {
        Directory.CreateDirectory(Path.Combine(folder, set));
        foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "mnist"))) File.Copy(file, Path.Combine(folder, set, Path.GetFileName(file)));
    }

    private static double Value(RunRecord record, string name) => record.Results[name].Value;
}
