using System.IO.Compression;
using Myelin.Data.Files;

namespace Myelin.Data.Tests.Files;

public sealed class NpzFileTests
{
    [Theory]
    [InlineData("stored.npz")]
    [InlineData("deflated.npz")]
    public void Another_programs_file_is_read(string name)
    {
        IReadOnlyDictionary<string, NpyArray> arrays = NpzFile.Read(Path.Combine(AppContext.BaseDirectory, "reference", "files", name));
        arrays.Keys.ShouldBe(["rows", "columns", "big", "one", "flags", "half", "none"]);
        arrays["rows"].Shape.ShouldBe([2, 3]);
        arrays["rows"].Values<float>().ShouldBe([0f, 0.5f, 1f, 1.5f, 2f, 2.5f]);
        arrays["columns"].Values<double>().ShouldBe([0, 0.5, 1, 1.5, 2, 2.5]);
        arrays["big"].Values<short>().ShouldBe([-2, 0, 300]);
        arrays["one"].Shape.ShouldBeEmpty();
        arrays["one"].Values<long>().ShouldBe([(1L << 60) + 1]);
        arrays["flags"].Values<bool>().ShouldBe([true, false]);
        arrays["half"].Values<Half>().ShouldBe([(Half)1.5, (Half)(-0.25)]);
        arrays["none"].Shape.ShouldBe([0, 7]);
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void What_is_written_is_read_back_and_always_the_same_bytes(CompressionLevel compression)
    {
        using var folder = new TemporaryFolder();
        KeyValuePair<string, NpyArray>[] arrays = [new("layer/weights", NpyArray.Of<float>([1, 2, 3, 4], 2, 2)), new("step", NpyArray.Of<long>([7]))];
        NpzFile.Write(folder.File("a.npz"), arrays, compression);
        IReadOnlyDictionary<string, NpyArray> read = NpzFile.Read(folder.File("a.npz"));
        read.Keys.ShouldBe(["layer/weights", "step"]);
        read["layer/weights"].Values<float>().ShouldBe([1f, 2f, 3f, 4f]);
        NpzFile.Write(folder.File("b.npz"), arrays, compression);
        File.ReadAllBytes(folder.File("b.npz")).ShouldBe(File.ReadAllBytes(folder.File("a.npz")));
    }

    [Fact]
    public void A_failed_write_leaves_the_file_that_was_there()
    {
        using var folder = new TemporaryFolder();
        string path = folder.File("a.npz");
        NpzFile.Write(path, [new("a", NpyArray.Of<int>([1]))]);
        Should.Throw<ArgumentException>(() => NpzFile.Write(path, [new("a", NpyArray.Of<int>([2])), new("a", NpyArray.Of<int>([3]))])).Message.ShouldContain("two arrays 'a'");
        NpzFile.Read(path)["a"].Values<int>().ShouldBe([1]);
        Directory.GetFiles(folder.Path).ShouldBe([path]);
    }

    [Fact]
    public void A_changed_value_is_noticed()
    {
        byte[] bytes = Small(CompressionLevel.NoCompression);
        int at = bytes.AsSpan().IndexOf((ReadOnlySpan<byte>)[0, 0, 0x80, 0x3F]);
        bytes[at] = 1;
        Should.Throw<InvalidDataException>(() => Read(bytes)).Message.ShouldContain("the contents have the check sum");
    }

    [Fact]
    public void Something_else_than_arrays_is_refused()
    {
        Should.Throw<InvalidDataException>(() => Read([1, 2, 3])).Message.ShouldStartWith("the file, byte 3: it cannot be read as a zip file");
        using var stream = new MemoryStream();
        using (var archive = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true)) archive.CreateEntry("readme.txt").Open().Dispose();
        Should.Throw<InvalidDataException>(() => Read(stream.ToArray())).Message.ShouldStartWith("the file, entry 'readme.txt', byte 0: the entries of a file of arrays end with '.npy'");
    }

    [Theory]
    [InlineData(CompressionLevel.NoCompression)]
    [InlineData(CompressionLevel.Optimal)]
    public void Nothing_crashes_it(CompressionLevel compression) => Fuzz.Reader(Small(compression), bytes => Read(bytes));

    private static byte[] Small(CompressionLevel compression)
    {
        using var stream = new MemoryStream();
        NpzFile.Write(stream, [new("a", NpyArray.Of<float>([1, 2, 3])), new("b", NpyArray.Of<int>([4]))], compression);
        return stream.ToArray();
    }

    private static IReadOnlyDictionary<string, NpyArray> Read(byte[] bytes) => NpzFile.Read(new MemoryStream(bytes), "the file");
}
