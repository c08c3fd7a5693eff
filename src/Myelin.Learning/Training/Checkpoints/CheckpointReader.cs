using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Myelin.Learning.Checksums;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Training.Checkpoints;

/// <summary>
/// Reads the file of a checkpoint and believes none of it: lengths are compared with the length of the file before anything is allocated for
/// them, and every byte of meaning is under a checksum.
/// </summary>
internal sealed class CheckpointReader
{
    private readonly string path;
    private readonly FileStream file;

    private CheckpointReader(string path, FileStream file)
    {
        this.path = path;
        this.file = file;
    }

    public static Checkpoint Read(string path)
    {
        using FileStream opened = new(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1);
        try
        {
            return new CheckpointReader(path, opened).Read();
        }
        catch (EndOfStreamException exception)
        {
            throw new InvalidDataException($"The checkpoint '{path}' became shorter while it was read.", exception);
        }
    }

    private Checkpoint Read()
    {
        CheckpointHeader header = ReadHeader(out long start);
        OptimiserEntry? optimiser = header.Optimiser;
        CheckEntries(header);
        List<(ArrayEntry Entry, Shape Shape)> entries = [.. AllEntries(header).Select(entry => (entry, ShapeOf(entry)))];
        CheckLength(entries, start);

        file.Position = start;
        var arrays = new Queue<NamedArray>(entries.Select(e => ReadArray(e.Entry, e.Shape)));
        return new Checkpoint(
            header.Position,
            Take(header.Parameters),
            Take(header.Buffers),
            optimiser is null ? null : new OptimiserRecord(optimiser.Kind, optimiser.Groups, [.. optimiser.States.Select(s => new StateRecord(s.Parameter, s.Steps, Take(s.Arrays)))]),
            $"'{path}'");

        NamedArray[] Take(IReadOnlyList<ArrayEntry> some) => [.. some.Select(_ => arrays.Dequeue())];
    }

    private static IEnumerable<ArrayEntry> AllEntries(CheckpointHeader header) =>
        [.. header.Parameters, .. header.Buffers, .. header.Optimiser?.States.SelectMany(s => s.Arrays) ?? []];

    private CheckpointHeader ReadHeader(out long start)
    {
        Span<byte> prelude = stackalloc byte[CheckpointHeader.Prelude];
        int read = file.ReadAtLeast(prelude, prelude.Length, throwOnEndOfStream: false);
        int compared = Math.Min(read, CheckpointHeader.Magic.Length);
        if (compared == 0 || !prelude[..compared].SequenceEqual(CheckpointHeader.Magic[..compared])) throw Bad(0, "it does not begin with MYLNCKPT, so it is no checkpoint");
        if (read < prelude.Length) throw Bad(read, $"it is truncated, the first {prelude.Length} bytes are not there");
        int version = BinaryPrimitives.ReadInt32LittleEndian(prelude[8..]), length = BinaryPrimitives.ReadInt32LittleEndian(prelude[12..]);
        if (version != CheckpointHeader.Version) throw Bad(8, $"it has version {version}, this program reads version {CheckpointHeader.Version}");
        if (length is < 2 or > CheckpointHeader.LongestHeader) throw Bad(12, $"its header has {length} bytes, which must be between 2 and {CheckpointHeader.LongestHeader}");
        start = CheckpointHeader.ArraysStart(length);
        if (start > file.Length) throw Bad(file.Length, $"it is truncated, the arrays begin at byte {start}");
        byte[] json = new byte[start - CheckpointHeader.Prelude];
        file.ReadExactly(json);
        if (Crc32C.Of(json.AsSpan(0, length)) != BinaryPrimitives.ReadUInt32LittleEndian(prelude[16..]))
            throw Bad(CheckpointHeader.Prelude, $"it is altered, the checksum of its header of {length} bytes does not match");
        if (json.AsSpan(length).ContainsAnyExcept((byte)0)) throw Bad(CheckpointHeader.Prelude + length, "it is altered, only zeros may lie between header and arrays");
        try
        {
            return JsonSerializer.Deserialize(json.AsSpan(0, length), CheckpointJson.Default.CheckpointHeader)
                ?? throw Bad(CheckpointHeader.Prelude, "its header is null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or NotSupportedException or InvalidOperationException)
        {
            throw new InvalidDataException(Message(CheckpointHeader.Prelude, $"its header is not understood ({exception.Message})"), exception);
        }
    }

    private void CheckEntries(CheckpointHeader header)
    {
        TrainingPosition position = header.Position;
        if (position.Epoch < 0 || position.Iteration < 0 || position.IterationInEpoch < 0)
            throw BadHeader($"its position of {position.Epoch} epochs and {position.Iteration} iterations must not be negative");
        CheckNames(header.Parameters, "parameters");
        CheckNames(header.Buffers, "buffers");
        if (position.Notes.Values.Any(note => note is null)) throw BadHeader("a note has no text");
        if (header.Optimiser is not { } optimiser) return;
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (GroupRecord? group in optimiser.Groups)
        {
            if (group is null || !(group.LearningRate >= 0 && double.IsFinite(group.LearningRate) && group.WeightDecay >= 0 && double.IsFinite(group.WeightDecay)))
                throw BadHeader($"the learning rate {group?.LearningRate} and weight decay {group?.WeightDecay} of its {optimiser.Kind} must be finite and at least 0");
        }

        foreach (StateEntry? state in optimiser.States)
        {
            if (state is null || !known.Add(state.Parameter)) throw BadHeader($"its {optimiser.Kind} has the parameter '{state?.Parameter}' twice or without a name");
            if (state.Steps < 0) throw BadHeader($"the steps of its {optimiser.Kind} for the parameter '{state.Parameter}' must not be negative, got {state.Steps}");
            CheckNames(state.Arrays, $"arrays of its {optimiser.Kind}");
        }
    }

    private void CheckNames(IReadOnlyList<ArrayEntry> entries, string what)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        foreach (ArrayEntry? entry in entries)
        {
            if (entry is null || !known.Add(entry.Name)) throw BadHeader($"the name '{entry?.Name}' is there twice, or there is none, among its {what}");
        }
    }

    private Shape ShapeOf(ArrayEntry entry)
    {
        if (entry.Shape.Count > Shape.MaximumRank) throw BadHeader($"the array '{entry.Name}' has {entry.Shape.Count} axes, the most is {Shape.MaximumRank}");
        long count = 1;
        foreach (int length in entry.Shape)
        {
            // Both are below 2^31, so the product is not too large for a long.
            count = length < 0 ? -1 : count * length;
            if (count < 0 || count > Array.MaxLength) throw BadHeader($"the array '{entry.Name}' of shape [{string.Join(", ", entry.Shape)}] has a negative length or too many numbers");
        }

        return Shape.Create([.. entry.Shape]);
    }

    private void CheckLength(List<(ArrayEntry Entry, Shape Shape)> entries, long start)
    {
        long end = start;
        foreach ((ArrayEntry entry, Shape shape) in entries)
        {
            long next = end + (shape.Count * sizeof(float));
            if (next > file.Length) throw Bad(file.Length, $"it is truncated in the array '{entry.Name}' of shape {shape}, which begins at byte {end} and ends at byte {next}");
            end = next;
        }

        if (end != file.Length) throw Bad(end, $"its last array ends here, but the file has {file.Length} bytes");
    }

    private NamedArray ReadArray(ArrayEntry entry, Shape shape)
    {
        long start = file.Position;
        float[] values = new float[shape.Count];
        Span<byte> bytes = MemoryMarshal.AsBytes(values.AsSpan());
        file.ReadExactly(bytes);
        return Crc32C.Of(bytes) == entry.Crc32C
            ? new NamedArray(entry.Name, shape, values)
            : throw Bad(start, $"it is altered, the checksum of the array '{entry.Name}' of shape {shape} does not match");
    }

    private InvalidDataException BadHeader(string reason) => Bad(CheckpointHeader.Prelude, reason);

    private InvalidDataException Bad(long offset, string reason) => new(Message(offset, reason));

    private string Message(long offset, string reason) => $"The checkpoint '{path}' cannot be read at byte {offset}: {reason}.";
}
