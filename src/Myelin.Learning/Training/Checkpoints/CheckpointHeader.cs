using System.Text.Json.Serialization;

namespace Myelin.Learning.Training.Checkpoints;

/// <summary>What a checkpoint's file says in JSON before its arrays, which follow in the order they are named here.</summary>
internal sealed record CheckpointHeader
{
    /// <summary>The text that a file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => "MYLNCKPT"u8;

    public const int Version = 1;

    /// <summary>Bytes before the header: magic, version, length of the header, its checksum.</summary>
    public const int Prelude = 8 + (3 * sizeof(int));

    /// <summary>No model has that many names.</summary>
    public const int LongestHeader = 1 << 26;

    /// <summary>Where the first array may begin: multiples of a cache line.</summary>
    public const int Alignment = 64;

    public required TrainingPosition Position { get; init; }

    public required IReadOnlyList<ArrayEntry> Parameters { get; init; }

    public required IReadOnlyList<ArrayEntry> Buffers { get; init; }

    public OptimiserEntry? Optimiser { get; init; }

    /// <summary>Where the arrays begin.</summary>
    public static long ArraysStart(int headerLength) => ((long)Prelude + headerLength + Alignment - 1) / Alignment * Alignment;
}

/// <summary>An array of the file.</summary>
internal sealed record ArrayEntry(string Name, IReadOnlyList<int> Shape, uint Crc32C);

/// <summary>An optimiser of the file.</summary>
internal sealed record OptimiserEntry(string Kind, IReadOnlyList<GroupRecord> Groups, IReadOnlyList<StateEntry> States);

/// <summary>What an optimiser remembers of a parameter, in the file.</summary>
internal sealed record StateEntry(string Parameter, long Steps, IReadOnlyList<ArrayEntry> Arrays);

/// <summary>Compiled readers and writers of the header.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CheckpointHeader))]
internal sealed partial class CheckpointJson : JsonSerializerContext;
