using System.Reflection;

namespace Myelin.Experiments;

/// <summary>The experiments of some assemblies, by id.</summary>
public sealed class ExperimentCatalogue
{
    /// <summary>Finds the experiments of this assembly and of others.</summary>
    /// <param name="others">Assemblies with experiments of one's own.</param>
    /// <exception cref="ArgumentException">Two experiments share an id, or a parameter has a name that every run uses.</exception>
    public ExperimentCatalogue(params IEnumerable<Assembly> others)
        : this(Discovery.Instances<Experiment>([typeof(Experiment).Assembly, .. others]))
    {
    }

    /// <summary>Makes a catalogue of given experiments, each with its defaults.</summary>
    /// <exception cref="ArgumentException">Two experiments share an id, or a parameter has a name that every run uses.</exception>
    public ExperimentCatalogue(IEnumerable<Experiment> experiments)
        => Entries = Discovery.Unique(experiments.Select(experiment => new ExperimentEntry(experiment)), entry => entry.Id, "experiment");

    /// <summary>The experiments, ordered by id.</summary>
    public IReadOnlyList<ExperimentEntry> Entries { get; }
}
