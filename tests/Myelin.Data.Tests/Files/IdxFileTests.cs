using System.Buffers.Binary;
using System.IO.Compression;
using Myelin.Data.Files;

namespace Myelin.Data.Tests.Files;

public sealed class IdxFileTests
{
    private static byte[] Small => [0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 1, 2, 3, 4, 5, 255];

    [Fact]
    public void Bytes_are_read_with_their_shape()
    {
        IdxFile file = Read(Small);
        file.Type.ShouldBe(IdxType.UnsignedByte);
        file.Shape.ShouldBe([2, 3]);
        file.Count.ShouldBe(6);
        float[] values = new float[3];
        file.CopyTo(3, values);
        values.ShouldBe([4f, 5f, 255f]);
        Should.Throw<ArgumentOutOfRangeException>(() => file.CopyTo(4, values));
    }

    [Theory]
    [InlineData(0x09, 1)]
    [InlineData(0x0B, 2)]
    [InlineData(0x0C, 4)]
    [InlineData(0x0D, 4)]
    [InlineData(0x0E, 8)]
    public void Every_type_is_read_big_endian(int type, int width)
    {
        byte[] value = new byte[8];
        switch (type)
        {
            case 0x09: value[0] = unchecked((byte)-7); break;
            case 0x0B: BinaryPrimitives.WriteInt16BigEndian(value, -7); break;
            case 0x0C: BinaryPrimitives.WriteInt32BigEndian(value, -7); break;
            case 0x0D: BinaryPrimitives.WriteSingleBigEndian(value, -7); break;
            default: BinaryPrimitives.WriteDoubleBigEndian(value, -7); break;
        }

        float[] read = new float[1];
        Read([0, 0, (byte)type, 1, 0, 0, 0, 1, .. value[..width]]).CopyTo(0, read);
        read[0].ShouldBe(-7f);
    }

    [Fact]
    public void A_gzipped_file_is_read_whatever_its_name()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("small.idx");
        using (var packed = new GZipStream(File.Create(path), CompressionLevel.Fastest)) packed.Write(Small);
        IdxFile.Read(path).Bytes.ToArray().ShouldBe(Small[12..]);

        byte[] bytes = File.ReadAllBytes(path);
        File.WriteAllBytes(path, bytes[..^16]);
        Should.Throw<InvalidDataException>(() => IdxFile.Read(path)).Message.ShouldStartWith(path);
        bytes[^6] ^= 1;
        File.WriteAllBytes(path, bytes);
        Should.Throw<InvalidDataException>(() => IdxFile.Read(path)).Message.ShouldContain("the compressed data are damaged");
    }

    [Fact]
    public void A_refusal_names_file_byte_and_reason()
    {
        Message([1, .. Small[1..]]).ShouldBe("the file, byte 0: an IDX file begins with two zero bytes, this one with 0x01 0x00.");
        Message([0, 0, 7, .. Small[3..]]).ShouldStartWith("the file, byte 2: 0x07 is no type of numbers");
        Message([0, 0, 8, 9, .. Small[4..]]).ShouldStartWith("the file, byte 3: the array has 9 dimensions");
        Message(Small[..^2]).ShouldBe("the file, byte 16: the file ends inside the values, which needs 2 bytes more.");
        Message([.. Small, 0]).ShouldBe("the file, byte 18: the file goes on after the 6 values that its header announces.");
        Message([0, 0, 8, 1, 0x7F, 0xFF, 0xFF, 0xF0, 1]).ShouldContain("would have");
        Message([0, 0, 8, 3, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0, 0x7F, 0, 0, 0]).ShouldContain("would have");
    }

    [Fact]
    public void Nothing_crashes_it() => Fuzz.Reader(Small, bytes => Read(bytes));

    [Fact]
    public void Nothing_crashes_it_gzipped()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true)) gzip.Write(Small);
        Fuzz.Reader(packed.ToArray(), bytes =>
        {
            using Stream unpacked = OpenedFile.Unpacked(new MemoryStream(bytes));
            IdxFile.Read(unpacked, "the file");
        });
    }

    private static IdxFile Read(byte[] bytes) => IdxFile.Read(new MemoryStream(bytes), "the file");

    private static string Message(byte[] bytes) => Should.Throw<InvalidDataException>(() => Read(bytes)).Message;
}
