namespace Myelin.Learning.Training.Checkpoints;

/// <summary>
/// Where a training stands: all that it depends on besides arrays. Random numbers are functions of the seed and of counters, so these say what
/// the next ones are; the schedule of the learning rate is a function of the iteration.
/// </summary>
public sealed record TrainingPosition
{
    private static readonly IReadOnlyDictionary<string, long> noCounters = new Dictionary<string, long>(StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, double> noMeasures = new Dictionary<string, double>(StringComparer.Ordinal);
    private static readonly IReadOnlyDictionary<string, string> noNotes = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>How many epochs are complete.</summary>
    public required long Epoch { get; init; }

    /// <summary>How many iterations are complete, over all epochs.</summary>
    public required long Iteration { get; init; }

    /// <summary>How many iterations of the present epoch are complete.</summary>
    public long IterationInEpoch { get; init; }

    /// <summary>The seed of all random numbers.</summary>
    public ulong Seed { get; init; }

    /// <summary>The schedule of the learning rate, in words, to compare with that of the run that goes on.</summary>
    public string? Schedule { get; init; }

    // The compiled reader of JSON sets what a file leaves out to null.

    /// <summary>Counters of random numbers and others, by name.</summary>
    public IReadOnlyDictionary<string, long> Counters { get; init => field = value ?? noCounters; } = noCounters;

    /// <summary>Numbers that a run goes on with, such as the best loss, by name; kept to the last bit.</summary>
    public IReadOnlyDictionary<string, double> Measures { get; init => field = value ?? noMeasures; } = noMeasures;

    /// <summary>Anything else worth knowing, by name.</summary>
    public IReadOnlyDictionary<string, string> Notes { get; init => field = value ?? noNotes; } = noNotes;
}
