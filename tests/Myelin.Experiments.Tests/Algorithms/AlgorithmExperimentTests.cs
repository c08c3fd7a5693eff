using System.IO.Compression;
using Myelin.Experiments.Algorithms;
using Myelin.Experiments.Running;
using Myelin.Experiments.Tests.Training;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Algorithms;

/// <summary>The comparisons of algorithms at a small size: what does not depend on the machine holds there as well.</summary>
public sealed class AlgorithmExperimentTests
{
    [Fact]
    public void Memory_without_gradients_through_time_is_flat()
    {
        using var images = new SquareImages("mnist", 200, 50);
        RunRecord record = Executed.Record(new SlttExperiment { Hidden = 32, SampleCount = 150, Epochs = 1, BatchSize = 50, Rounds = 1 }, images.Folder, quick: true);
        Judged(record, 2);
        Value(record, "memory of BPTT at T = 64").ShouldBeGreaterThan(6 * Value(record, "memory of BPTT at T = 4"));
        Value(record, "memory of BPTT step by step at T = 64").ShouldBeGreaterThan(Value(record, "memory of BPTT at T = 64"));
        Value(record, "memory of SLTT-4 at T = 64").ShouldBeLessThanOrEqualTo(Value(record, "memory of SLTT at T = 64"));
        foreach (string name in (string[])["BPTT", "SLTT", "SLTT-4"]) Value(record, $"test accuracy of {name}").ShouldBeInRange(0, 100);
    }

    [Fact]
    public void Every_algorithm_is_compared()
    {
        RunRecord record = Executed.Record(new AlgorithmsExperiment { Hidden = 24, SampleCount = 150, Epochs = 1, Steps = 4, Rounds = 1 }, quick: true);
        Judged(record, 1);
        foreach (string name in (string[])["BPTT", "TESS", "e-prop", "SPSA", "contrastive Hebbian", "DFA"]) Value(record, $"test accuracy of {name}").ShouldBeInRange(0, 100);
        Value(record, "memory of e-prop at T = 64").ShouldBe(Value(record, "memory of e-prop at T = 4"));
    }

    [Fact]
    public void Recordings_of_an_event_camera_are_learnt_from()
    {
        string folder = Directory.CreateTempSubdirectory("myelin-nmnist-").FullName;
        try
        {
            Write(folder);
            RunRecord record = Executed.Record(new TessExperiment { Hidden = 48, Steps = 5, Epochs = 25, Repeats = 1 }, folder, quick: true);
            Judged(record, 1);
            Value(record, "test accuracy of TESS").ShouldBeGreaterThan(25);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void The_catalogue_finds_every_algorithm()
    {
        string[] names = [.. AlgorithmCatalogue.Of().Select(a => a.Name)];
        names.ShouldBeUnique();
        names.ShouldBe(names.Order(StringComparer.Ordinal));
        foreach (string name in (string[])["BPTT", "BPTT step by step", "DFA", "OTTT", "SLTT", "SLTT-2", "SPSA", "TESS", "contrastive Hebbian", "e-prop", "truncated BPTT (4 steps)"]) names.ShouldContain(name);
    }

    // Class c fires in three rows of its own.
    private static void Write(string folder)
    {
        Directory.CreateDirectory(Path.Combine(folder, "events"));
        using ZipArchive archive = ZipFile.Open(Path.Combine(folder, "events", "nmnist_1100.zip"), ZipArchiveMode.Create);
        var lists = (Train: new List<string> { "#sample #class" }, Test: new List<string> { "#sample #class" });
        for (int i = 0; i < 160; i++)
        {
            (i < 120 ? lists.Train : lists.Test).Add($"{i}\t{i % 10}");
            using Stream stream = archive.CreateEntry($"x/{i}.bs2").Open();
            for (int e = 0; e < 300; e++)
            {
                int time = e * 1000;
                stream.Write([(byte)((e * 7) % 34), (byte)((3 * (i % 10)) + (e % 3)), (byte)((time >> 16) | ((e % 2) << 7)), (byte)(time >> 8), (byte)time]);
            }
        }

        Add(archive, "x/train1K.txt", lists.Train);
        Add(archive, "x/test100.txt", lists.Test);
    }

    private static void Add(ZipArchive archive, string name, List<string> lines)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        foreach (string line in lines) writer.WriteLine(line);
    }

    // What is not judged at a small size is not measured.
    private static void Judged(RunRecord record, int claims)
    {
        record.Claims.Count(c => c.Measured is not null).ShouldBe(claims);
        record.Claims.Where(c => c.Measured is not null).ShouldAllBe(c => c.Holds == true);
    }

    private static double Value(RunRecord record, string name) => record.Results[name].Value;
}
