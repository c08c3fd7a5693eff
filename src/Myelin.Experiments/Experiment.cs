using Myelin.Experiments.Running;

namespace Myelin.Experiments;

/// <summary>
/// A published system that can be run: one class in one file. Its parameters are its public init properties marked with
/// <see cref="Parameters.ParameterAttribute"/>, whose initializers are the defaults. The command line and the report read everything from here.
/// </summary>
/// <remarks>A concrete experiment has a public constructor without parameters and is found by <see cref="ExperimentCatalogue"/>.</remarks>
public abstract class Experiment
{
    /// <summary>The name on the command line: lower case, words joined by hyphens.</summary>
    public abstract string Id { get; }

    /// <summary>The title for people.</summary>
    public abstract string Title { get; }

    /// <summary>Two or three sentences: what the system is and what the run shows.</summary>
    public abstract string Summary { get; }

    /// <summary>The publication.</summary>
    public abstract Paper Paper { get; }

    /// <summary>The files that must be there first; none by default.</summary>
    public virtual IReadOnlyList<DataNeed> Data => [];

    /// <summary>The published numbers that a run can measure; none by default.</summary>
    public virtual IReadOnlyList<Claim> Claims => [];

    /// <summary>What a run with these parameters takes; computed from the parameters alone, without building anything.</summary>
    /// <param name="threads">The number of threads.</param>
    public abstract Estimate Estimate(int threads);

    /// <summary>The parameters that would make the run fit, as one types them: <c>--scale 0.4</c>; null where nothing would.</summary>
    /// <param name="availableBytes">The memory there is, in bytes.</param>
    /// <param name="threads">The number of threads.</param>
    public virtual string? WouldFit(long availableBytes, int threads) => null;

    /// <summary>Checks what no single parameter can say of itself.</summary>
    /// <exception cref="ArgumentException">Two parameters contradict each other; the message says which and what would be right.</exception>
    public virtual void Validate()
    {
    }

    /// <summary>Builds and runs the system, and records what it measures.</summary>
    /// <param name="context">The seed, the threads, the folders, and where everything measured goes.</param>
    /// <exception cref="OperationCanceledException">The run was stopped.</exception>
    public abstract void Run(ExperimentContext context);
}
