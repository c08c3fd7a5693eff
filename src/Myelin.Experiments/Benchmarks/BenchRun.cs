using System.Text.Json;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.Benchmarks;

/// <summary>Runs whole-job benchmarks one after the other, each several times, and writes <c>result.json</c>.</summary>
/// <param name="jobs">The jobs.</param>
/// <param name="runs">How often each is run.</param>
/// <param name="settings">Seed and threads.</param>
public sealed class BenchRun(IReadOnlyList<WholeJob> jobs, int runs, RunSettings settings)
{
    /// <summary>Runs the jobs. A job that fails or does not fit is recorded, and the others still run.</summary>
    /// <param name="folder">Where <c>result.json</c> is written, after every job.</param>
    /// <param name="progress">Shows how far the runs are.</param>
    /// <param name="cancellation">Stops the runs; what was measured until then is written.</param>
    /// <exception cref="IOException">The results cannot be written.</exception>
    public BenchRecord Execute(OutputFolder folder, IRunProgress progress, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        DateTime started = DateTime.UtcNow;
        List<JobRecord> records = [];
        BenchRecord record = Record(RunStatus.Completed, started, records);
        foreach (WholeJob job in jobs)
        {
            records.Add(Measure(job, progress, cancellation));
            RunStatus status = cancellation.IsCancellationRequested ? RunStatus.Cancelled
                : records.Exists(r => r.Problem is not null) ? RunStatus.Failed
                : RunStatus.Completed;
            record = Record(status, started, records);
            folder.Write(ExperimentRun.ResultFile, stream => JsonSerializer.Serialize(stream, record, RecordJson.Readable.BenchRecord));
            if (status == RunStatus.Cancelled)
                break;
        }

        return record;
    }

    private JobRecord Measure(WholeJob job, IRunProgress progress, CancellationToken cancellation)
    {
        List<double> values = [];
        string? problem = null;
        try
        {
            long available = Machine.AvailableMemoryBytes();
            if (job.MemoryBytes > available)
                problem = $"It needs {Amount.Bytes(job.MemoryBytes)} of memory, and {Amount.Bytes(available)} is available.";
            for (int i = 0; i < runs && problem is null; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                using Phase phase = new($"{job.Name}, run {i + 1} of {runs}", progress, null, cancellation);
                values.Add(job.Run(new WholeJobContext(settings.Seed, settings.Threads, new NoProgress(), cancellation)));
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // The numbers of the runs that ended are kept.
        }
        catch (Exception failure)
        {
            problem = failure.Message;
        }

        return new JobRecord(job.Name, job.Description, job.Unit, values, Machine.PeakMemoryBytes(), [.. job.Peers], problem) { Further = [.. job.Further] };
    }

    private BenchRecord Record(RunStatus status, DateTime started, IReadOnlyList<JobRecord> records)
        => new(status, started, settings.Seed, settings.Threads, Machine.Versions, Machine.Current, [.. records]);
}
