using System.Buffers.Binary;
using Myelin.Data.Files;

namespace Myelin.Data.Tests.Files;

public sealed class WavFileTests
{
    private static byte[] Small => File.ReadAllBytes(Path("ramp16.wav"));

    [Theory]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(24)]
    [InlineData(32)]
    public void Another_programs_file_is_read(int bits)
    {
        WavFile file = WavFile.Read(Path($"ramp{bits}.wav"));
        (file.SamplesPerSecond, file.Channels, file.Bits, file.Length).ShouldBe((8000, 2, bits, 9));

        // Full scale is not quite reached on the positive side.
        double largest = 1 - Math.Pow(2, 1 - bits);
        float[] expected = [.. Enumerable.Range(0, 9).SelectMany(i => new[] { (i - 4) / 4.0, (4 - i) / 4.0 }).Select(v => (float)Math.Min(v, largest))];
        file.Samples.ToArray().ShouldBe(expected);
    }

    [Fact]
    public void Floating_point_and_the_extensible_form_are_read()
    {
        float[] values = [0.25f, -3f, float.Epsilon];
        byte[] data = [.. values.SelectMany(BitConverter.GetBytes)];
        Read(Riff(Fmt(3, 1, 100, 32), Chunk("data", data))).Samples.ToArray().ShouldBe(values);
        byte[] extensible = [.. Fmt(0xFFFE, 1, 100, 32)[8..], 22, 0, 32, 0, 0, 0, 0, 0, 3, 0, .. new byte[14]];
        Read(Riff(Chunk("fmt ", extensible), Chunk("data", data))).Samples.ToArray().ShouldBe(values);
    }

    [Fact]
    public void Other_chunks_are_passed_over()
    {
        WavFile file = Read(Riff(Chunk("LIST", [1, 2, 3]), Fmt(1, 1, 8000, 8), Chunk("fact", new byte[4]), Chunk("data", [0, 128, 255]), Chunk("LIST", [9])));
        file.Samples.ToArray().ShouldBe([-1f, 0f, 127 / 128f]);
    }

    [Fact]
    public void A_refusal_names_file_byte_and_reason()
    {
        Message([.. "RIFX"u8, .. Small[4..]]).ShouldStartWith("the file, byte 0: a WAV file begins with");
        Message(Riff(Chunk("data", [1]))).ShouldBe("the file, byte 12: the samples come before the chunk 'fmt ' that says how they are coded.");
        Message(Riff(Fmt(2, 1, 8000, 4), Chunk("data", []))).ShouldStartWith("the file, byte 20: samples of coding 2 with 4 bits cannot be read");
        Message(Riff(Fmt(1, 0, 8000, 8), Chunk("data", []))).ShouldStartWith("the file, byte 22: the file has 0 channels");
        Message(Riff(Fmt(1, 2, 8000, 16), Chunk("data", [1, 2, 3]))).ShouldContain("no multiple of the 4 of one instant");
        Message(Small[..^3]).ShouldContain("the file ends inside the samples, which needs 3 bytes more.");
        Message(Small[..20]).ShouldContain("the file ends inside the chunk 'fmt '");
        byte[] endless = Riff(Fmt(1, 1, 8000, 8), Chunk("data", [1]));
        BinaryPrimitives.WriteUInt32LittleEndian(endless.AsSpan(endless.Length - 6), uint.MaxValue);
        Message(endless).ShouldContain("would have 4294967295 bytes");
    }

    [Fact]
    public void Nothing_crashes_it() => Fuzz.Reader(Small, bytes => Read(bytes));

    private static string Path(string name) => System.IO.Path.Combine(AppContext.BaseDirectory, "reference", "files", name);

    private static WavFile Read(byte[] bytes) => WavFile.Read(new MemoryStream(bytes), "the file");

    private static string Message(byte[] bytes) => Should.Throw<InvalidDataException>(() => Read(bytes)).Message;

    private static byte[] Riff(params byte[][] chunks) => [.. "RIFF"u8, .. BitConverter.GetBytes(4 + chunks.Sum(c => c.Length)), .. "WAVE"u8, .. chunks.SelectMany(c => c)];

    private static byte[] Chunk(string name, byte[] contents) =>
        [.. System.Text.Encoding.ASCII.GetBytes(name), .. BitConverter.GetBytes(contents.Length), .. contents, .. new byte[contents.Length & 1]];

    private static byte[] Fmt(int coding, int channels, int rate, int bits) => Chunk("fmt ",
        [.. BitConverter.GetBytes((ushort)coding), .. BitConverter.GetBytes((ushort)channels), .. BitConverter.GetBytes(rate), .. BitConverter.GetBytes(rate * channels * bits / 8), .. BitConverter.GetBytes((ushort)(channels * bits / 8)), .. BitConverter.GetBytes((ushort)bits)]);
}
