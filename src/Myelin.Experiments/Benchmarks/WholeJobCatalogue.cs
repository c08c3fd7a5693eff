using System.Reflection;

namespace Myelin.Experiments.Benchmarks;

/// <summary>The whole-job benchmarks of some assemblies, by name.</summary>
public sealed class WholeJobCatalogue
{
    /// <summary>Finds the jobs of this assembly and of others.</summary>
    /// <param name="others">Assemblies with jobs of one's own.</param>
    /// <exception cref="ArgumentException">Two jobs share a name.</exception>
    public WholeJobCatalogue(params IEnumerable<Assembly> others)
        : this(Discovery.Instances<WholeJob>([typeof(WholeJob).Assembly, .. others]))
    {
    }

    /// <summary>Makes a catalogue of given jobs.</summary>
    /// <exception cref="ArgumentException">Two jobs share a name.</exception>
    public WholeJobCatalogue(IEnumerable<WholeJob> jobs) => Jobs = Discovery.Unique(jobs, job => job.Name, "benchmark");

    /// <summary>The jobs, ordered by name.</summary>
    public IReadOnlyList<WholeJob> Jobs { get; }
}
