using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Myelin.Learning.Checksums;

namespace Myelin.Learning.Training.Checkpoints;

/// <summary>Writes the file of a checkpoint.</summary>
/// <remarks>
/// Layout, little-endian: "MYLNCKPT", version, length of the header, CRC-32C of the header, the header in JSON (<see cref="CheckpointHeader"/>), zeros up to a
/// multiple of 64 bytes, then the arrays of single-precision numbers without gaps: parameters, buffers, the optimiser's. The header has the
/// CRC-32C of every array.
/// </remarks>
internal static class CheckpointWriter
{
    public static void Write(Checkpoint checkpoint, string path)
    {
        List<NamedArray> arrays = [];
        var header = new CheckpointHeader
        {
            Position = checkpoint.Position,
            Parameters = [.. checkpoint.Parameters.Select(Entry)],
            Buffers = [.. checkpoint.Buffers.Select(Entry)],
            Optimiser = checkpoint.Optimiser is not { } optimiser ? null : new OptimiserEntry(
                optimiser.Kind, optimiser.Groups, [.. optimiser.States.Select(s => new StateEntry(s.Parameter, s.Steps, [.. s.Arrays.Select(Entry)]))]),
        };
        byte[] json = JsonSerializer.SerializeToUtf8Bytes(header, CheckpointJson.Default.CheckpointHeader);
        byte[] start = new byte[CheckpointHeader.ArraysStart(json.Length)];
        CheckpointHeader.Magic.CopyTo(start);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(8), CheckpointHeader.Version);
        BinaryPrimitives.WriteInt32LittleEndian(start.AsSpan(12), json.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(start.AsSpan(16), Crc32C.Of(json));
        json.CopyTo(start, CheckpointHeader.Prelude);

        string temporary = path + ".tmp";
        try
        {
            using (FileStream file = File.Create(temporary))
            {
                file.Write(start);
                foreach (NamedArray array in arrays) file.Write(Bytes(array));
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path, overwrite: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }

        ArrayEntry Entry(NamedArray array)
        {
            arrays.Add(array);
            int[] shape = new int[array.Shape.Rank];
            array.Shape.CopyTo(shape);
            return new ArrayEntry(array.Name, shape, Crc32C.Of(Bytes(array)));
        }
    }

    private static ReadOnlySpan<byte> Bytes(NamedArray array) => MemoryMarshal.AsBytes(array.Values.Span);
}
