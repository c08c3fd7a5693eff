using Myelin.Data.Downloads;
using Myelin.Experiments;
using Myelin.Experiments.Benchmarks;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Synapses;

namespace Myelin.Cli;

/// <summary>What the command line works with: writers, what it knows, and the machine.</summary>
public sealed class Surroundings
{
    /// <summary>Where results go.</summary>
    public TextWriter Out { get; init; } = Console.Out;

    /// <summary>Where progress and messages go.</summary>
    public TextWriter Error { get; init; } = Console.Error;

    /// <summary>Stops what is running.</summary>
    public CancellationToken Cancellation { get; init; }

    /// <summary>The experiments; found in the assemblies unless given.</summary>
    public ExperimentCatalogue? Experiments { get; init; }

    /// <summary>The whole-job benchmarks; found in the assemblies unless given.</summary>
    public WholeJobCatalogue? Jobs { get; init; }

    /// <summary>The neuron models; those of Myelin and of the assemblies unless given.</summary>
    public NeuronCatalogue? Models { get; init; }

    /// <summary>The receptors, rules of release and couplings; those of Myelin and of the assemblies unless given.</summary>
    public SynapseCatalogue? Synapses { get; init; }

    /// <summary>The data sets that can be got.</summary>
    public IReadOnlyList<DataSource> DataSets { get; init; } = DataCatalogue.All;

    /// <summary>Creates a file for writing.</summary>
    public Func<string, Stream> CreateFile { get; init; } = File.Create;

    /// <summary>The memory that a run could take, in bytes.</summary>
    public Func<long> AvailableMemoryBytes { get; init; } = Machine.AvailableMemoryBytes;

    /// <summary>Reads an environment variable.</summary>
    public Func<string, string?> Variable { get; init; } = Environment.GetEnvironmentVariable;
}
