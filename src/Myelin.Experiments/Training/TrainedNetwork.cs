using System.Text.Json;
using System.Text.Json.Nodes;
using Myelin.Experiments.Running;
using Myelin.Learning.Complexity;

namespace Myelin.Experiments.Training;

/// <summary>A network that <c>myelin train</c> or <c>myelin run</c> trained: a checkpoint, and beside it the result that says which experiment and parameters it is of.</summary>
/// <param name="Experiment">The experiment, with the parameters of the run.</param>
/// <param name="Settings">The settings of the run.</param>
/// <param name="Checkpoint">The file of the checkpoint.</param>
public sealed record TrainedNetwork(TrainingExperiment Experiment, RunSettings Settings, string Checkpoint)
{
    private const string Best = "best.ckpt";
    private const string Last = "last.ckpt";

    /// <summary>Finds a trained network.</summary>
    /// <param name="path">The output folder of the run, of which the best checkpoint is taken, else the last; or a checkpoint in it.</param>
    /// <param name="catalogue">The experiments.</param>
    /// <param name="dataFolder">The folder of the data sets.</param>
    /// <exception cref="RunRefusedException">There is no checkpoint or no result, or they are not of a training that is known; the message says which.</exception>
    public static TrainedNetwork Open(string path, ExperimentCatalogue catalogue, string dataFolder)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(catalogue);
        string checkpoint = Directory.Exists(path)
            ? new[] { Best, Last }.Select(file => Path.Combine(path, file)).FirstOrDefault(File.Exists) ?? throw new RunRefusedException($"The folder '{path}' has neither {Best} nor {Last}; name the output folder of 'myelin train'.")
            : path;
        string folder = Path.GetDirectoryName(Path.GetFullPath(checkpoint))!, result = Path.Combine(folder, ExperimentRun.ResultFile);
        if (!File.Exists(result)) throw new RunRefusedException($"There is no {ExperimentRun.ResultFile} beside '{checkpoint}', which says what network the checkpoint is of; leave the files of a run together.");
        JsonObject record = Read(result);
        string id = Text(record, result, "experiment");
        ExperimentEntry entry = catalogue.Entries.FirstOrDefault(e => string.Equals(e.Id, id, StringComparison.Ordinal))
            ?? throw new RunRefusedException($"'{result}' is of the experiment '{id}', which is not known here; name the assembly that has it with --assembly.");
        if (entry.Defaults is not TrainingExperiment) throw new RunRefusedException($"'{result}' is of the experiment '{id}', which trains no network with a checkpoint.");
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        foreach ((string name, JsonNode? value) in record["parameters"] as JsonObject ?? [])
        {
            string parameter = entry.Parameters.FirstOrDefault(p => string.Equals(p.Name.Replace("-", "", StringComparison.Ordinal), name.Replace("-", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase))?.Name
                ?? throw new RunRefusedException($"'{result}' has a parameter '{name}' that the experiment '{id}' does not have; it was written by another version.");
            given[parameter] = value?.ToString() ?? "";
        }

        try
        {
            var experiment = (TrainingExperiment)entry.Create(given);
            return new TrainedNetwork(experiment, new RunSettings { Seed = record["seed"]?.GetValue<ulong>() ?? 1, DataFolder = dataFolder }, checkpoint);
        }
        catch (Exception problem) when (problem is ArgumentException or InvalidOperationException or FormatException)
        {
            throw new RunRefusedException($"'{result}' does not describe a run of '{id}': {problem.Message}", problem);
        }
    }

    /// <summary>Measures the network on samples that it was not trained on.</summary>
    /// <param name="samples">The most samples.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <exception cref="InvalidDataException">The checkpoint is damaged, or of another network.</exception>
    /// <exception cref="RunRefusedException">Data are missing.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public NeuroBench Measure(int samples, CancellationToken cancellation)
    {
        foreach (DataNeed need in Experiment.Data)
        {
            if (!need.IsIn(Settings.DataFolder)) throw new RunRefusedException($"{need.Name} is not in '{Settings.DataFolder}'; get it with: {need.Source}");
        }

        return Experiment.Measure(Settings, Checkpoint, samples, cancellation);
    }

    private static JsonObject Read(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new RunRefusedException($"'{path}' is no result of a run.");
        }
        catch (JsonException problem)
        {
            throw new RunRefusedException($"'{path}' is no result of a run: {problem.Message}", problem);
        }
    }

    private static string Text(JsonObject record, string path, string name) =>
        record[name] is JsonValue value && value.TryGetValue(out string? text) ? text : throw new RunRefusedException($"'{path}' is no result of a run: it has no '{name}'.");
}
