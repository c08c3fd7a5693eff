using System.Text.Json.Nodes;
using Myelin.Experiments.Reports;

namespace Myelin.Experiments.Running;

/// <summary>What an experiment gets from a run, and where everything it measures goes.</summary>
public sealed class ExperimentContext
{
    private readonly IRunProgress progress;
    private readonly OutputFolder folder;
    private readonly OrderedDictionary<string, double> timings = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, Measurement> results = new(StringComparer.Ordinal);
    private readonly OrderedDictionary<string, (Claim Claim, double? Measured)> claims = new(StringComparer.Ordinal);
    private readonly List<ReportSection> sections = [];

    internal ExperimentContext(Experiment experiment, RunSettings settings, OutputFolder folder, IRunProgress progress, CancellationToken cancellation)
    {
        (Settings, this.folder, this.progress, Cancellation) = (settings, folder, progress, cancellation);
        foreach (Claim claim in experiment.Claims)
            claims.Add(claim.Name, (claim, null));
    }

    /// <summary>The seed of every random number.</summary>
    public ulong Seed => Settings.Seed;

    /// <summary>The number of threads to use.</summary>
    public int Threads => Settings.Threads;

    /// <summary>Whether the run is shortened.</summary>
    public bool Quick => Settings.Quick;

    /// <summary>The folder of the run's files.</summary>
    public string OutputFolder => folder.Path;

    /// <summary>Stops the run when it is cancelled.</summary>
    public CancellationToken Cancellation { get; }

    internal RunSettings Settings { get; }

    internal IReadOnlyDictionary<string, double> Timings => timings;

    internal IReadOnlyDictionary<string, Measurement> Results => results;

    internal IReadOnlyList<ReportSection> Sections => sections;

    /// <summary>The full path of a file or folder of the data folder.</summary>
    public string DataPath(string name) => Path.GetFullPath(Path.Combine(Settings.DataFolder, name));

    /// <summary>Begins a phase that is shown until it is disposed.</summary>
    /// <param name="name">Its name for people: <c>Building</c>.</param>
    /// <param name="timing">Records its duration under this name, in seconds: <c>buildSeconds</c>; null records nothing.</param>
    public Phase Phase(string name, string? timing = null)
        => new(name, progress, timing is null ? null : seconds => Timing(timing, seconds), Cancellation);

    /// <summary>Records a time.</summary>
    /// <param name="name">Camel case, ending in the unit unless it is a ratio: <c>simulateSeconds</c>, <c>realTimeFactor</c>.</param>
    /// <param name="value">The number.</param>
    public void Timing(string name, double value) => timings[name] = value;

    /// <summary>Records a measured number.</summary>
    /// <param name="name">What was measured.</param>
    /// <param name="value">The number.</param>
    /// <param name="unit">Its unit's symbol; empty for a pure number.</param>
    public void Result(string name, double value, string unit = "") => results[name] = new Measurement(value, unit);

    /// <summary>Sets a measured number beside a published one.</summary>
    /// <param name="claim">One of <see cref="Experiment.Claims"/>, or one that only this run's parameters give.</param>
    /// <param name="measured">The measured number.</param>
    /// <returns>Whether the claim holds.</returns>
    /// <exception cref="ArgumentException">Another claim has that name.</exception>
    public bool Claim(Claim claim, double measured)
    {
        ArgumentNullException.ThrowIfNull(claim);
        if (claims.TryGetValue(claim.Name, out (Claim Claim, double? Measured) known) && known.Claim != claim)
            throw new ArgumentException($"Two claims are called '{claim.Name}'; each needs a name of its own.");
        claims[claim.Name] = (claim, measured);
        return claim.Holds(measured);
    }

    /// <summary>Adds a figure to the report.</summary>
    public void Figure(Figure figure) => sections.Add(figure);

    /// <summary>Adds a table to the report.</summary>
    public void Table(Table table) => sections.Add(table);

    /// <summary>Adds paragraphs to the report.</summary>
    /// <param name="heading">The heading.</param>
    /// <param name="paragraphs">The paragraphs, plain text.</param>
    public void Text(string heading, params IReadOnlyList<string> paragraphs) => sections.Add(new TextSection(heading, paragraphs));

    /// <summary>Writes a file beside the results: all of it, or nothing.</summary>
    /// <param name="name">Its name within the folder: <c>spikes.csv</c>.</param>
    /// <param name="write">Writes the content.</param>
    /// <exception cref="IOException">The disk is full or fails; the message names the file.</exception>
    public void WriteFile(string name, Action<Stream> write) => folder.Write(name, write);

    internal IReadOnlyList<ClaimRecord> ClaimRecords() =>
    [
        .. claims.Values.Select(entry => new ClaimRecord(
            entry.Claim.Name,
            entry.Claim.PublishedValue is { } published ? JsonValue.Create(published) : JsonValue.Create(entry.Claim.Published),
            entry.Measured,
            entry.Claim.ToleranceValue,
            entry.Claim.Unit,
            double.IsFinite(entry.Claim.Low) ? entry.Claim.Low : null,
            double.IsFinite(entry.Claim.High) ? entry.Claim.High : null,
            entry.Measured is { } measured ? entry.Claim.Holds(measured) : null)
        {
            PublishedText = entry.Claim.Published,
            ToleranceText = entry.Claim.Tolerance,
        }),
    ];
}
