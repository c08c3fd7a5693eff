using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Training;

/// <summary>The trainings at a small size: they learn, measure what they say, and are judged only at their own size.</summary>
public sealed class TrainingExperimentTests
{
    [Fact]
    public void Generated_digits_are_learnt()
    {
        RunRecord record = Executed.Record(new DigitsExperiment { SampleCount = 600, Hidden = 64, Epochs = 4, BatchSize = 50, Steps = 5, LearningRate = 5e-3 });
        Value(record, "test accuracy").ShouldBeGreaterThan(60);
        Value(record, "epochs").ShouldBe(4);
        Value(record, "parameters").ShouldBe((784 * 64) + 64 + (64 * 10) + 10);
        Value(record, "spikes per neuron and sample").ShouldBeInRange(0.01, 5);
        record.Claims.ShouldHaveSingleItem().Measured.ShouldBe(Value(record, "test accuracy"));
        foreach (string timing in (string[])["trainSeconds", "testSeconds", "epochSeconds"]) record.Timings[timing].ShouldBeGreaterThan(0);
    }

    [Fact]
    public void Gestures_are_learnt_and_told_from_a_live_stream()
    {
        RunRecord record = Executed.Record(new GestureStreamExperiment { SampleCount = 240, Hidden = 48, Epochs = 6, BatchSize = 30, GestureCount = 8, GestureMilliseconds = 200, LearningRate = 1e-2 });
        Value(record, "test accuracy").ShouldBeGreaterThan(50);
        Value(record, "steps of the stream with the right decision").ShouldBeGreaterThan(40);
        Value(record, "latency of a step, p99").ShouldBeGreaterThanOrEqualTo(Value(record, "latency of a step, p50"));
        Value(record, "events in the stream").ShouldBeGreaterThan(1000);
    }

    [Fact]
    public void Points_of_the_yin_yang_symbol_are_learnt_beyond_a_linear_classifier()
    {
        RunRecord record = Executed.Record(new YinYangExperiment { SampleCount = 2000, Hidden = 60, Epochs = 12, Steps = 10, LearningRate = 1e-2 });
        Value(record, "test accuracy").ShouldBeGreaterThan(70);
    }

    [Fact]
    public void Spike_times_of_random_manifolds_are_learnt()
    {
        RunRecord record = Executed.Record(new RandmanExperiment { SampleCount = 1500, Hidden = 64, Epochs = 8, BatchSize = 25, Steps = 40, LearningRate = 0.02 });

        // Every sample has as many spikes as any other, so a network that counts stays at 10 %.
        Value(record, "test accuracy").ShouldBeGreaterThan(60);
    }

    [Fact]
    public void A_perceptron_reads_the_files_of_the_data_folder()
    {
        using var images = new SquareImages("mnist", 200, 50);
        RunRecord record = Executed.Record(new MnistMlpExperiment { Epochs = 2, BatchSize = 20, Steps = 5 }, images.Folder);
        Value(record, "test accuracy").ShouldBeGreaterThan(80);
        Value(record, "parameters").ShouldBe((784 * 1000) + 1000 + 10_000 + 10);
    }

    [Fact]
    public void Convolutions_read_the_files_of_the_data_folder()
    {
        using var images = new SquareImages("mnist", 100, 40);
        RunRecord record = Executed.Record(new MnistConvExperiment { Epochs = 3, BatchSize = 20, Steps = 3, LearningRate = 5e-3 }, images.Folder);
        Value(record, "test accuracy").ShouldBeGreaterThan(50);
        Value(record, "parameters").ShouldBe((12 * 25) + 12 + 24 + (64 * 12 * 25) + 64 + 128 + (64 * 16 * 10) + 10);
    }

    [Fact]
    public void Clothes_are_read_from_a_folder_of_their_own()
    {
        using var images = new SquareImages("fashion-mnist", 60, 20);
        RunRecord record = Executed.Record(new FashionMnistConvExperiment { Epochs = 1, BatchSize = 20, Steps = 2 }, images.Folder);
        Value(record, "epochs").ShouldBe(1);
        Value(record, "test accuracy").ShouldBeInRange(0, 100);
    }

    [Fact]
    public void Exact_gradients_of_spike_times_learn_the_yin_yang_symbol_beside_surrogates()
    {
        RunRecord record = Executed.Record(new EventPropExperiment { SampleCount = 400, Hidden = 60, Epochs = 3, Steps = 60, BatchSize = 10 });
        Value(record, "test accuracy").ShouldBeGreaterThan(50);
        Value(record, "test accuracy with BPTT").ShouldBeInRange(30, 100);
        record.Claims.ShouldHaveSingleItem().Measured.ShouldBe(Value(record, "test accuracy"));
    }

    [Fact]
    public void Spike_times_in_five_steps_learn_images_beside_surrogates()
    {
        using var images = new SquareImages("mnist", 100, 20);
        RunRecord record = Executed.Record(new TsslExperiment { Epochs = 2, BatchSize = 10, Steps = 3, LearningRate = 5e-3 }, images.Folder);
        Value(record, "test accuracy").ShouldBeGreaterThan(40);
        Value(record, "test accuracy with BPTT").ShouldBeInRange(10, 100);
    }

    [Fact]
    public void A_trained_network_spikes_the_same_in_the_simulator()
    {
        RunRecord record = Executed.Record(new LoweringExperiment { Synthetic = true, Hidden = 40, Epochs = 1, Steps = 10, Simulated = 20 });
        Value(record, "compared spikes").ShouldBeGreaterThan(500);
        Value(record, "differing spikes").ShouldBeLessThanOrEqualTo(0.2);
        Value(record, "simulator's accuracy").ShouldBe(Value(record, "trainer's accuracy on the simulated samples"), 5.1);
    }

    [Fact]
    public void A_short_run_makes_no_claim()
    {
        RunRecord record = Executed.Record(new YinYangExperiment { SampleCount = 100, Hidden = 8, Epochs = 1, Steps = 2 }, quick: true);
        record.Claims.ShouldHaveSingleItem().Holds.ShouldBeNull();
    }

    [Fact]
    public void The_same_seed_gives_the_same_result()
    {
        static RunRecord Run() => Executed.Record(new YinYangExperiment { SampleCount = 300, Hidden = 20, Epochs = 2, Steps = 5 });
        RunRecord first = Run(), second = Run();
        Value(second, "test loss").ShouldBe(Value(first, "test loss"));
        Value(second, "training accuracy").ShouldBe(Value(first, "training accuracy"));
    }

    private static double Value(RunRecord record, string name) => record.Results[name].Value;
}
