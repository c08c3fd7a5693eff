using Myelin.Experiments.Running;

namespace Myelin.Experiments.Benchmarks;

/// <summary>The content of the benchmarks' <c>result.json</c>.</summary>
/// <param name="Status">How the benchmarks ended.</param>
/// <param name="Started">When they started, in universal time.</param>
/// <param name="Seed">The seed.</param>
/// <param name="Threads">The number of threads.</param>
/// <param name="Versions">The versions of what ran, by name.</param>
/// <param name="Machine">The machine.</param>
/// <param name="Jobs">What was measured.</param>
public sealed record BenchRecord(
    RunStatus Status,
    DateTime Started,
    ulong Seed,
    int Threads,
    IReadOnlyDictionary<string, string> Versions,
    Machine Machine,
    IReadOnlyList<JobRecord> Jobs);

/// <summary>The measurements of one job.</summary>
/// <param name="Name">The job's name.</param>
/// <param name="Description">What it is.</param>
/// <param name="Unit">The unit of the numbers.</param>
/// <param name="Values">A number for each run, in the order of the runs.</param>
/// <param name="PeakMemoryBytes">The most memory the process had held at once when the job ended, in bytes.</param>
/// <param name="Peers">What others need for the same job.</param>
/// <param name="Problem">Why the job failed; null where it did not.</param>
public sealed record JobRecord(
    string Name,
    string Description,
    string Unit,
    IReadOnlyList<double> Values,
    long PeakMemoryBytes,
    IReadOnlyList<PeerFigure> Peers,
    string? Problem)
{
    /// <summary>What else was measured in the last run.</summary>
    public IReadOnlyList<FurtherFigure> Further { get; init; } = [];

    /// <summary>The median; not a number where nothing was measured.</summary>
    public double Median
    {
        get
        {
            double[] sorted = [.. Values.Order()];
            int middle = sorted.Length / 2;
            return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
        }
    }

    /// <summary>The smallest number; not a number where nothing was measured.</summary>
    public double Min => Values.DefaultIfEmpty(double.NaN).Min();

    /// <summary>The largest number; not a number where nothing was measured.</summary>
    public double Max => Values.DefaultIfEmpty(double.NaN).Max();
}
