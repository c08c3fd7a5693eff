using Myelin.Experiments.Running;

namespace Myelin.Experiments.Benchmarks;

/// <summary>What a whole-job benchmark gets.</summary>
/// <param name="seed">The seed of every random number.</param>
/// <param name="threads">The number of threads to use.</param>
/// <param name="progress">Shows how far the job is.</param>
/// <param name="cancellation">Stops the job.</param>
public sealed class WholeJobContext(ulong seed, int threads, IRunProgress progress, CancellationToken cancellation)
{
    /// <summary>The seed of every random number.</summary>
    public ulong Seed => seed;

    /// <summary>The number of threads to use.</summary>
    public int Threads => threads;

    /// <summary>Stops the job when it is cancelled.</summary>
    public CancellationToken Cancellation => cancellation;

    /// <summary>Begins a phase that is shown until it is disposed; its <see cref="Running.Phase.Elapsed"/> can be the job's time.</summary>
    /// <param name="name">Its name for people.</param>
    public Phase Phase(string name) => new(name, progress, null, cancellation);
}
