using Myelin.Experiments.Running;
using Shouldly;

namespace Myelin.Experiments.Tests;

/// <summary>An experiment after a run in a folder of its own, which is deleted.</summary>
internal static class Executed
{
    public static RunRecord Record(Experiment experiment, string dataFolder = "data", bool quick = false)
    {
        string path = Directory.CreateTempSubdirectory("myelin-experiment-").FullName;
        try
        {
            ExperimentEntry entry = new ExperimentCatalogue([experiment]).Entries[0];
            experiment.Validate();
            RunRecord record = new ExperimentRun(entry, experiment, new RunSettings { Threads = 1, DataFolder = dataFolder, Quick = quick }).Execute(new OutputFolder(path), new NoProgress(), CancellationToken.None).Record;
            record.Message.ShouldBeNull();
            record.Status.ShouldBe(RunStatus.Completed);
            return record;
        }
        finally
        {
            Directory.Delete(path, recursive: true);
        }
    }

    /// <summary>The claims that do not hold, with what was measured.</summary>
    public static string[] Missed(RunRecord record) => [.. record.Claims.Where(c => c.Holds != true).Select(c => FormattableString.Invariant($"{c.Name}: {c.Measured}, not {c.PublishedText}"))];
}
