using System.IO.Compression;
using Myelin.Experiments.Delays;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Delays;

/// <summary>The experiments on delays at a small size: they learn, and a network in the simulator does what the trainer's does.</summary>
public sealed class DelayExperimentTests
{
    [Fact]
    public void Motifs_are_learnt_and_the_simulator_agrees_with_the_trainer()
    {
        RunRecord record = Executed.Record(new DelaysExperiment { SampleCount = 600, Hidden = 24, Epochs = 7, Repeats = 1, MaximumDelay = 15, LearningRate = 1e-2, Missing = 0.1, Background = 0.01 });
        foreach (string kind in (string[])["learned delays", "fixed random delays", "no delays"])
        {
            if (kind != "learned delays") Value(record, $"test accuracy, {kind}").ShouldBeGreaterThan(25, kind);
            Value(record, $"test accuracy in the simulator, {kind}").ShouldBe(Value(record, $"test accuracy, {kind}"), 1, kind);
        }

        // What is rounded already stays as it is, and so does what was used at whole steps to the end.
        Value(record, "test accuracy, learned delays").ShouldBe(Value(record, "test accuracy before rounding, learned delays"));
        Value(record, "test accuracy, fixed random delays").ShouldBe(Value(record, "test accuracy before rounding, fixed random delays"));
        record.Claims.Count.ShouldBe(3);
    }

    [Fact]
    public void Directions_of_motion_are_detected_by_delays_only()
    {
        RunRecord record = Executed.Record(new DelayMotionExperiment { SampleCount = 200, Side = 11, Window = 5, Steps = 20, MaximumDelay = 5, Epochs = 5, LearningRate = 0.02 });
        double all = Value(record, "test accuracy");
        all.ShouldBeGreaterThan(40);
        all.ShouldBeGreaterThan(Value(record, "test accuracy without delays") + 10);
        Value(record, "test accuracy with 100 % of the weights").ShouldBe(all);
        Value(record, "test accuracy with 0.3 % of the weights").ShouldBeLessThan(all);
    }

    [Theory]
    [InlineData(SoundCode.Rate)]
    [InlineData(SoundCode.Latency)]
    [InlineData(SoundCode.Delta)]
    public void Sounds_of_ten_pitches_go_through_the_whole_chain(SoundCode code)
    {
        string folder = Directory.CreateTempSubdirectory("myelin-sounds-").FullName;
        try
        {
            WriteTones(folder);
            RunRecord record = Executed.Record(
                new SpokenDigitsExperiment { Code = code, Hidden = 24, MaximumDelay = 4, Frames = 20, Bands = 16, Epochs = code == SoundCode.Rate ? 16 : 2, Repeats = code == SoundCode.Delta ? 2 : 1, LearningRate = 2e-2, Dropout = 0 }, folder);
            Value(record, "spikes per band and sample").ShouldBeInRange(0.1, 20);
            if (code == SoundCode.Rate) Value(record, "test accuracy, no delays").ShouldBeGreaterThan(25);
            if (code == SoundCode.Delta) Value(record, "test accuracy, learned delays").ShouldBeInRange(Value(record, "least test accuracy, learned delays"), Value(record, "greatest test accuracy, learned delays"));
            Value(record, "test accuracy in the simulator, learned delays").ShouldBe(Value(record, "test accuracy, learned delays"), 4);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static double Value(RunRecord record, string name) => record.Results[name].Value;

    // Ten recordings of each of ten tones, as the archive has them.
    private static void WriteTones(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "fsdd"));
        using ZipArchive archive = ZipFile.Open(Path.Combine(folder, "fsdd", "fsdd.zip"), ZipArchiveMode.Create);
        var random = new Random(1);
        for (int i = 0; i < 250; i++)
        {
            int digit = i % 10, number = i / 10, length = 1200 + random.Next(400);
            byte[] sound = new byte[2 * length];
            double frequency = 150 * Math.Pow(1.35, digit), phase = random.NextDouble();
            for (int t = 0; t < length; t++) BitConverter.TryWriteBytes(sound.AsSpan(2 * t), (short)(8000 * Math.Sin(2 * Math.PI * ((frequency * t / 8000) + phase))));
            using Stream stream = archive.CreateEntry($"recordings/{digit}_ann_{number}.wav").Open();
            stream.Write([.. "RIFF"u8, .. BitConverter.GetBytes(36 + sound.Length), .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0, .. "data"u8, .. BitConverter.GetBytes(sound.Length), .. sound]);
        }
    }
}
