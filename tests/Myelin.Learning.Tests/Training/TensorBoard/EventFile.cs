
namespace Myelin.Learning.Tests.Training.TensorBoard;

/// <summary>Reads event files, written apart from the code that writes them: bit by bit where that code goes by bytes and words.</summary>
internal static class EventFile
{
    /// <summary>The records of a file, their checksums checked.</summary>
    public static List<byte[]> Records(byte[] file)
    {
        var records = new List<byte[]>();
        using var reader = new BinaryReader(new MemoryStream(file));
        while (reader.BaseStream.Position < file.Length)
        {
            byte[] length = reader.ReadBytes(8);
            reader.ReadUInt32().ShouldBe(Masked(length), "checksum of the length");
            byte[] record = reader.ReadBytes((int)BitConverter.ToUInt64(length));
            reader.ReadUInt32().ShouldBe(Masked(record), "checksum of the record");
            records.Add(record);
        }

        return records;
    }

    /// <summary>The fields of a message: numbers as they are, and byte strings.</summary>
    public static List<(int Number, object Value)> Fields(byte[] message)
    {
        var fields = new List<(int, object)>();
        using var reader = new BinaryReader(new MemoryStream(message));
        while (reader.BaseStream.Position < message.Length)
        {
            ulong key = (ulong)reader.Read7BitEncodedInt64();
            object value = (key & 7) switch
            {
                0 => reader.Read7BitEncodedInt64(),
                1 => reader.ReadDouble(),
                2 => reader.ReadBytes(reader.Read7BitEncodedInt()),
                5 => reader.ReadSingle(),
                var kind => throw new InvalidDataException($"no such kind of field: {kind}"),
            };
            fields.Add(((int)(key >> 3), value));
        }

        return fields;
    }

    public static T Field<T>(byte[] message, int number) => (T)Fields(message).Single(f => f.Number == number).Value;

    public static string Text(byte[] message, int number) => System.Text.Encoding.UTF8.GetString(Field<byte[]>(message, number));

    public static double[] Doubles(byte[] message, int number) => [.. Field<byte[]>(message, number).Chunk(8).Select(b => BitConverter.ToDouble(b))];

    private static uint Masked(byte[] bytes)
    {
        uint crc = 0xFFFFFFFF;
        foreach (byte b in bytes)
        {
            crc ^= b;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0x82F63B78 : crc >> 1;
        }

        crc = ~crc;
        return ((crc >> 15) | (crc << 17)) + 0xA282EAD8;
    }
}
