using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Experiments.Reports;

namespace Myelin.Experiments.Running;

/// <summary>How a run ended and what is known of it.</summary>
/// <param name="Record">The content of <c>result.json</c>.</param>
/// <param name="Problem">What the run failed of; null where it did not.</param>
public sealed record RunOutcome(RunRecord Record, Exception? Problem);

/// <summary>Runs one experiment once: checks what can be checked before, runs, and writes <c>result.json</c> and <c>report.html</c>.</summary>
/// <param name="entry">The experiment's entry in the catalogue.</param>
/// <param name="experiment">The experiment with its parameters.</param>
/// <param name="settings">Seed, threads and folders.</param>
public sealed class ExperimentRun(ExperimentEntry entry, Experiment experiment, RunSettings settings)
{
    /// <summary>The name of the results' file.</summary>
    public const string ResultFile = "result.json";

    /// <summary>The name of the report's file.</summary>
    public const string ReportFile = "report.html";

    /// <summary>What the run is expected to take.</summary>
    public Estimate Estimate { get; } = experiment.Estimate(settings.Threads);

    /// <summary>Checks the data and the memory.</summary>
    /// <param name="availableBytes">The memory that a run could take, in bytes.</param>
    /// <exception cref="RunRefusedException">A file is missing, or the run needs more memory than there is.</exception>
    public void Check(long availableBytes)
    {
        if (experiment.Data.FirstOrDefault(need => !need.IsIn(settings.DataFolder)) is { } missing)
        {
            throw new RunRefusedException(
                $"The experiment '{entry.Id}' needs {missing.Name} at '{Path.GetFullPath(Path.Combine(settings.DataFolder, missing.Path))}'; "
                + $"get it from {missing.Source}, or name another data folder with --data.");
        }

        if (Estimate.MemoryBytes > availableBytes)
        {
            string? fits = experiment.WouldFit(availableBytes, settings.Threads);
            throw new RunRefusedException(
                $"The experiment '{entry.Id}' with these parameters needs {Amount.Bytes(Estimate.MemoryBytes)} of memory, and {Amount.Bytes(availableBytes)} is available; "
                + (fits is null ? "it needs a larger machine." : $"{fits} would fit."));
        }
    }

    /// <summary>Runs the experiment and writes its files.</summary>
    /// <param name="folder">Where to.</param>
    /// <param name="progress">Shows how far the run is.</param>
    /// <param name="cancellation">Stops the run; what was measured until then is written.</param>
    /// <returns>How it ended; an error of the experiment is in there, not thrown.</returns>
    /// <exception cref="IOException">The results cannot be written; what was there before is unchanged.</exception>
    public RunOutcome Execute(OutputFolder folder, IRunProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        DateTime started = DateTime.UtcNow;
        ExperimentContext context = new(experiment, settings, folder, progress, cancellation);
        long start = Stopwatch.GetTimestamp();
        (RunStatus status, Exception? problem) = Run(context);
        context.Timing("totalSeconds", Stopwatch.GetElapsedTime(start).TotalSeconds);

        (bool Completed, string[] Files) earlier = Earlier(folder);
        RunRecord record = Record(context, status, problem, started, [.. folder.Written]);
        if (status != RunStatus.Completed && earlier.Completed)
            KeepFinished(folder);
        folder.Write(ResultFile, stream => JsonSerializer.Serialize(stream, record, RecordJson.Readable.RunRecord));
        folder.Write(ReportFile, stream => HtmlReport.Write(stream, record, entry, experiment, context.Sections));
        if (status == RunStatus.Completed)
            folder.RemoveStale([.. earlier.Files, Finished(ResultFile), Finished(ReportFile)]);
        return new RunOutcome(record, problem);
    }

    private (RunStatus Status, Exception? Problem) Run(ExperimentContext context)
    {
        try
        {
            context.Cancellation.ThrowIfCancellationRequested();
            experiment.Run(context);
            return (RunStatus.Completed, null);
        }
        catch (Exception problem) when (context.Cancellation.IsCancellationRequested && IsCancellation(problem))
        {
            return (RunStatus.Cancelled, null);
        }
        catch (Exception problem)
        {
            return (RunStatus.Failed, problem);
        }
    }

    private static bool IsCancellation(Exception problem) => problem is OperationCanceledException
        || (problem is AggregateException several && several.Flatten().InnerExceptions.All(inner => inner is OperationCanceledException));

    private RunRecord Record(ExperimentContext context, RunStatus status, Exception? problem, DateTime started, IReadOnlyCollection<string> files) => new()
    {
        Experiment = entry.Id,
        Title = experiment.Title,
        Paper = experiment.Paper.ToString(),
        Status = status,
        Message = problem is null ? null : Sentence(problem),
        Command = settings.Command,
        Started = started,
        Parameters = new JsonObject(entry.Parameters.Select(parameter => KeyValuePair.Create(parameter.Name, (JsonNode?)parameter.Json(experiment)))),
        Seed = settings.Seed,
        Threads = settings.Threads,
        Quick = settings.Quick,
        Versions = Machine.Versions,
        Machine = Machine.Current,
        Estimate = Estimate,
        Timings = context.Timings,
        PeakMemoryBytes = Machine.PeakMemoryBytes(),
        Results = context.Results,
        Claims = context.ClaimRecords(),
        Files = files,
    };

    private static string Sentence(Exception problem) => problem switch
    {
        // A subclass is thrown before building and says more.
        OutOfMemoryException when problem.GetType() == typeof(OutOfMemoryException) => "The run needed more memory than the machine has.",
        AggregateException { InnerExceptions.Count: > 0 } several => Sentence(several.InnerExceptions[0]),
        _ => problem.Message,
    };

    // Only these two are read, so the results of another version will do.
    private static (bool Completed, string[] Files) Earlier(OutputFolder folder)
    {
        try
        {
            string path = folder.PathOf(ResultFile);
            if (!File.Exists(path))
                return (false, []);
            JsonNode? result = JsonNode.Parse(File.ReadAllBytes(path));
            string[] files = [.. result?["files"]?.AsArray().Select(file => (string?)file ?? "") ?? []];
            return ((string?)result?["status"] is "completed", files);
        }
        catch (Exception problem) when (problem is JsonException or InvalidOperationException or IOException or UnauthorizedAccessException)
        {
            return (false, []);
        }
    }

    // An unfinished run must not cost the results of a finished one.
    private static void KeepFinished(OutputFolder folder)
    {
        foreach (string name in (string[])[ResultFile, ReportFile])
        {
            string path = folder.PathOf(name);
            if (File.Exists(path))
                File.Copy(path, folder.PathOf(Finished(name)), overwrite: true);
        }
    }

    private static string Finished(string name) => Path.GetFileNameWithoutExtension(name) + ".previous" + Path.GetExtension(name);
}
