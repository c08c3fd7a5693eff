using System.Diagnostics;

namespace Myelin.Experiments.Running;

/// <summary>A named part of a run, from its creation to its disposal: shown while it lasts, timed when asked.</summary>
public sealed class Phase : IDisposable
{
    private static readonly TimeSpan ShortestInterval = TimeSpan.FromMilliseconds(50);

    private readonly IRunProgress progress;
    private readonly CancellationToken cancellation;
    private readonly Action<double>? ended;
    private readonly long start = Stopwatch.GetTimestamp();
    private long shown;
    private bool disposed;

    internal Phase(string name, IRunProgress progress, Action<double>? ended, CancellationToken cancellation)
    {
        (this.progress, this.ended, this.cancellation) = (progress, ended, cancellation);
        progress.Begin(name);
    }

    /// <summary>The time since the phase began.</summary>
    public TimeSpan Elapsed => Stopwatch.GetElapsedTime(start);

    /// <summary>Says how far the phase is. Cheap enough for every time step: what comes too fast to read is dropped.</summary>
    /// <param name="fraction">The part that is done, 0 to 1.</param>
    /// <param name="status">What is being done, in a few words.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public void Report(double fraction, string status = "")
    {
        cancellation.ThrowIfCancellationRequested();
        if (shown != 0 && fraction < 1 && Stopwatch.GetElapsedTime(shown) < ShortestInterval)
            return;
        shown = Stopwatch.GetTimestamp();
        progress.Report(Math.Clamp(fraction, 0, 1), status);
    }

    /// <summary>Ends the phase.</summary>
    public void Dispose()
    {
        if (disposed)
            return;
        disposed = true;
        ended?.Invoke(Elapsed.TotalSeconds);
        progress.End(!cancellation.IsCancellationRequested);
    }
}
