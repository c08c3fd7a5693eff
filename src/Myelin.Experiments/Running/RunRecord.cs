using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Myelin.Experiments.Running;

/// <summary>How a run ended.</summary>
public enum RunStatus
{
    /// <summary>To its end.</summary>
    [JsonStringEnumMemberName("completed")]
    Completed,

    /// <summary>It was stopped.</summary>
    [JsonStringEnumMemberName("cancelled")]
    Cancelled,

    /// <summary>By an error.</summary>
    [JsonStringEnumMemberName("failed")]
    Failed,
}

/// <summary>One measured number.</summary>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit's symbol; empty for a pure number.</param>
public sealed record Measurement(double Value, string Unit);

/// <summary>A published claim beside what the run measured.</summary>
/// <param name="Name">What was measured.</param>
/// <param name="Published">The published number; the words of a range or a bound: <c>at least 0.98</c>.</param>
/// <param name="Measured">The measured number; null where this run did not measure it.</param>
/// <param name="Tolerance">How far from the published number the measured one may be; null for a range or a bound.</param>
/// <param name="Unit">The unit's symbol.</param>
/// <param name="Low">The smallest number for which the claim holds; null where there is none.</param>
/// <param name="High">The largest number for which the claim holds; null where there is none.</param>
/// <param name="Holds">Whether it holds; null where it was not measured.</param>
public sealed record ClaimRecord(
    string Name,
    JsonNode Published,
    double? Measured,
    double? Tolerance,
    string Unit,
    double? Low,
    double? High,
    bool? Holds)
{
    /// <summary>The published number or bound, in words.</summary>
    [JsonIgnore]
    public string PublishedText { get; init; } = "";

    /// <summary>The tolerance, in words.</summary>
    [JsonIgnore]
    public string ToleranceText { get; init; } = "";
}

/// <summary>The content of <c>result.json</c>.</summary>
public sealed record RunRecord
{
    /// <summary>The experiment's id.</summary>
    public required string Experiment { get; init; }

    /// <summary>The experiment's title.</summary>
    public required string Title { get; init; }

    /// <summary>The publication, as a reference list names it.</summary>
    public required string Paper { get; init; }

    /// <summary>How the run ended.</summary>
    public required RunStatus Status { get; init; }

    /// <summary>Why the run failed; null where it did not.</summary>
    public string? Message { get; init; }

    /// <summary>The command that repeats the run.</summary>
    public required string Command { get; init; }

    /// <summary>When the run started, in universal time.</summary>
    public required DateTime Started { get; init; }

    /// <summary>The parameters by name.</summary>
    public required JsonObject Parameters { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The number of threads.</summary>
    public required int Threads { get; init; }

    /// <summary>Whether the run was shortened.</summary>
    public required bool Quick { get; init; }

    /// <summary>The versions of what ran, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The machine.</summary>
    public required Machine Machine { get; init; }

    /// <summary>What the run was expected to take.</summary>
    public required Estimate Estimate { get; init; }

    /// <summary>Times by name, in seconds where the name says so.</summary>
    public required IReadOnlyDictionary<string, double> Timings { get; init; }

    /// <summary>The most memory the process held at once, in bytes.</summary>
    public required long PeakMemoryBytes { get; init; }

    /// <summary>The measured numbers by name.</summary>
    public required IReadOnlyDictionary<string, Measurement> Results { get; init; }

    /// <summary>The published claims.</summary>
    public required IReadOnlyList<ClaimRecord> Claims { get; init; }

    /// <summary>The other files that the run wrote, relative to the folder.</summary>
    public required IReadOnlyCollection<string> Files { get; init; }
}

/// <summary>Reads and writes the records of runs.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(RunRecord))]
[JsonSerializable(typeof(Benchmarks.BenchRecord))]
internal sealed partial class RecordJson : JsonSerializerContext
{
    private static RecordJson? readable;

    /// <summary>With readable characters: the files are not embedded in web pages as they stand.</summary>
    public static RecordJson Readable
        => readable ??= new RecordJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
