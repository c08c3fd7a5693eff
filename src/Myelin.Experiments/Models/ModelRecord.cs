using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Myelin.Experiments.Running;
using Myelin.Experiments.SynapseModels;
using Myelin.Neurons;
using Myelin.Synapses;

namespace Myelin.Experiments.Models;

/// <summary>The content of a model study's <c>result.json</c>.</summary>
public sealed record ModelRecord
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>The command that repeats the study.</summary>
    public required string Command { get; init; }

    /// <summary>When the study started, in universal time.</summary>
    public required DateTime Started { get; init; }

    /// <summary>The parameters by name, as one would type them.</summary>
    public required IReadOnlyDictionary<string, string> Parameters { get; init; }

    /// <summary>Length of a step [ms].</summary>
    public required double DtMilliseconds { get; init; }

    /// <summary>Simulated time [ms].</summary>
    public required double DurationMilliseconds { get; init; }

    /// <summary>The seed.</summary>
    public required ulong Seed { get; init; }

    /// <summary>The port that was stimulated; null where the model receives nothing.</summary>
    public required string? Port { get; init; }

    /// <summary>Amplitude of the input.</summary>
    public required Measurement Input { get; init; }

    /// <summary>Number of spikes in the whole run.</summary>
    public required int Spikes { get; init; }

    /// <summary>The rate while the input lasted.</summary>
    public required Measurement Rate { get; init; }

    /// <summary>The smallest input that makes the neuron fire for as long as it lasts; null where none does or none is needed.</summary>
    public required Measurement? Rheobase { get; init; }

    /// <summary>The inputs of the rate curve; empty where there is none.</summary>
    public required IReadOnlyList<double> Inputs { get; init; }

    /// <summary>The rates under these inputs, in the unit of <see cref="Rate"/>.</summary>
    public required IReadOnlyList<double> Rates { get; init; }

    /// <summary>The two variables of the phase plane; empty where there is none.</summary>
    public required IReadOnlyList<string> PhasePlane { get; init; }

    /// <summary>The fixed points in the phase plane, under the input.</summary>
    public required IReadOnlyList<FixedPoint> FixedPoints { get; init; }

    /// <summary>The versions of what ran, by name.</summary>
    public required IReadOnlyDictionary<string, string> Versions { get; init; }

    /// <summary>The machine.</summary>
    public required Machine Machine { get; init; }
}

/// <summary>What is known of a model, for other programs.</summary>
/// <param name="Kind">What sort of thing it is: a <see cref="ModelKind"/> of neurons, or a <see cref="SynapseKind"/>.</param>
/// <param name="Info">What it says of itself.</param>
public sealed record ModelListing(string Kind, object Info);

/// <summary>Writes models and studies as JSON.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    UseStringEnumConverter = true,
    WriteIndented = true)]
[JsonSerializable(typeof(ModelRecord))]
[JsonSerializable(typeof(SynapseRecord))]
[JsonSerializable(typeof(IReadOnlyList<ModelListing>))]
[JsonSerializable(typeof(NeuronInfo))]
[JsonSerializable(typeof(ReceptorInfo))]
[JsonSerializable(typeof(ReleaseInfo))]
[JsonSerializable(typeof(CouplingInfo))]
public sealed partial class ModelJson : JsonSerializerContext
{
    private static ModelJson? readable;

    /// <summary>With readable characters: the files are not embedded in web pages as they stand.</summary>
    public static ModelJson Readable
        => readable ??= new ModelJson(new JsonSerializerOptions(Default.Options) { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
}
