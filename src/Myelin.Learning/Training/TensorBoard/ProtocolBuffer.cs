using System.Buffers.Binary;

namespace Myelin.Learning.Training.TensorBoard;

/// <summary>A message of protocol buffers as it is written: fields one after the other, each under its number.</summary>
/// <remarks>Source: protobuf.dev, "Encoding".</remarks>
internal sealed class ProtocolBuffer
{
    private const int Varint = 0;
    private const int Eight = 1;
    private const int Delimited = 2;
    private const int Four = 5;

    private byte[] bytes = new byte[256];

    /// <summary>What was written.</summary>
    public ReadOnlySpan<byte> Written => bytes.AsSpan(0, Length);

    /// <summary>Number of bytes written.</summary>
    public int Length { get; private set; }

    /// <summary>Begins another message in the same memory.</summary>
    public void Clear() => Length = 0;

    /// <summary>A whole number.</summary>
    public void Integer(int field, long value)
    {
        Key(field, Varint);
        Number((ulong)value);
    }

    /// <summary>A number in single precision.</summary>
    public void Single(int field, float value)
    {
        Key(field, Four);
        BinaryPrimitives.WriteSingleLittleEndian(Room(sizeof(float)), value);
    }

    /// <summary>A number in double precision.</summary>
    public void Double(int field, double value)
    {
        Key(field, Eight);
        BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
    }

    /// <summary>A list of numbers in double precision.</summary>
    public void Doubles(int field, ReadOnlySpan<double> values)
    {
        Key(field, Delimited);
        Number((ulong)values.Length * sizeof(double));
        foreach (double value in values) BinaryPrimitives.WriteDoubleLittleEndian(Room(sizeof(double)), value);
    }

    /// <summary>A text.</summary>
    public void Text(int field, string value)
    {
        int length = System.Text.Encoding.UTF8.GetByteCount(value);
        Key(field, Delimited);
        Number((ulong)length);
        System.Text.Encoding.UTF8.GetBytes(value, Room(length));
    }

    /// <summary>Bytes or a message within this one.</summary>
    public void Bytes(int field, ReadOnlySpan<byte> value)
    {
        Key(field, Delimited);
        Number((ulong)value.Length);
        value.CopyTo(Room(value.Length));
    }

    private void Key(int field, int kind) => Number(((ulong)field << 3) | (uint)kind);

    // Seven bits to a byte, the lowest first; the eighth says that there are more.
    private void Number(ulong value)
    {
        while (value >= 0x80)
        {
            Room(1)[0] = (byte)(value | 0x80);
            value >>= 7;
        }

        Room(1)[0] = (byte)value;
    }

    private Span<byte> Room(int count)
    {
        if (Length + count > bytes.Length) Array.Resize(ref bytes, Math.Max(2 * bytes.Length, Length + count));
        Span<byte> room = bytes.AsSpan(Length, count);
        Length += count;
        return room;
    }
}
