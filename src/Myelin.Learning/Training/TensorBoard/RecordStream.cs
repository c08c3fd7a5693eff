using System.Buffers.Binary;
using Myelin.Learning.Checksums;

namespace Myelin.Learning.Training.TensorBoard;

/// <summary>A file of records as TensorFlow writes them: length, its checksum, the bytes, their checksum, all little-endian.</summary>
/// <remarks>Source: TensorFlow's documentation of TFRecord. A checksum is the CRC-32C turned right by 15 bits plus 0xA282EAD8.</remarks>
internal static class RecordStream
{
    /// <summary>Writes a record.</summary>
    public static void Write(Stream stream, ReadOnlySpan<byte> record)
    {
        Span<byte> head = stackalloc byte[sizeof(ulong) + sizeof(uint)];
        BinaryPrimitives.WriteUInt64LittleEndian(head, (ulong)record.Length);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(ulong)..], Masked(head[..sizeof(ulong)]));
        stream.Write(head);
        stream.Write(record);
        Span<byte> tail = head[..sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(tail, Masked(record));
        stream.Write(tail);
    }

    private static uint Masked(ReadOnlySpan<byte> bytes) => unchecked(uint.RotateRight(Crc32C.Of(bytes), 15) + 0xA282EAD8);
}
