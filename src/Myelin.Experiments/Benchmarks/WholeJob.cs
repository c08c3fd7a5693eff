namespace Myelin.Experiments.Benchmarks;

/// <summary>What another simulator needs for the same job.</summary>
/// <param name="Name">The simulator, with its version.</param>
/// <param name="Value">The published or measured number, in the job's unit.</param>
/// <param name="Source">Where the number is from, and on what machine.</param>
public sealed record PeerFigure(string Name, double Value, string Source);

/// <summary>Something else that a job measured in its last run.</summary>
/// <param name="Name">What it is.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit">Its unit; empty for a pure number.</param>
public sealed record FurtherFigure(string Name, double Value, string Unit);

/// <summary>A job that people do with a simulator from beginning to end, timed as a whole; less is better.</summary>
/// <remarks>A concrete job has a public constructor without parameters and is found by <see cref="WholeJobCatalogue"/>.</remarks>
public abstract class WholeJob
{
    /// <summary>The name on the command line: lower case, words joined by hyphens.</summary>
    public abstract string Name { get; }

    /// <summary>What the job is and what of it is timed, in a sentence.</summary>
    public abstract string Description { get; }

    /// <summary>The unit of the number: <c>s</c> unless the job says otherwise (<c>s per s</c> for a real-time factor).</summary>
    public virtual string Unit => "s";

    /// <summary>What others need for the same job; none by default.</summary>
    public virtual IReadOnlyList<PeerFigure> Peers => [];

    /// <summary>What else the job measured in its last run; nothing by default.</summary>
    public virtual IReadOnlyList<FurtherFigure> Further => [];

    /// <summary>The memory the job needs, in bytes.</summary>
    public abstract long MemoryBytes { get; }

    /// <summary>Does the job once.</summary>
    /// <param name="context">Seed, threads, and how to show progress.</param>
    /// <returns>The number, in the job's unit.</returns>
    /// <exception cref="OperationCanceledException">The job was stopped.</exception>
    public abstract double Run(WholeJobContext context);
}
