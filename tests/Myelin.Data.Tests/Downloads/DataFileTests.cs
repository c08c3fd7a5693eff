using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Myelin.Data.Downloads;

namespace Myelin.Data.Tests.Downloads;

public sealed class DataFileTests
{
    [Fact]
    public void Contents_may_be_packed_or_not()
    {
        using var folder = new TemporaryFolder();
        byte[] text = [.. "some text"u8];
        DataFile file = new("a/t.csv", new Uri("http://localhost/"), 9, Convert.ToHexStringLower(SHA256.HashData(text)), DigestKind.Contents);
        DataFolder data = new(folder.Path);
        file.Check(data).ShouldBe(DataFileState.Missing);
        using (var packed = new GZipStream(File.Create(folder.File("a/t.csv.gz")), CompressionLevel.Optimal)) packed.Write(text);
        file.Check(data).ShouldBe(DataFileState.Right);
        File.WriteAllText(folder.File("a/t.csv"), "other text");
        file.Check(data).ShouldBe(DataFileState.Wrong);
        File.WriteAllBytes(folder.File("a/t.csv"), text);
        file.Check(data).ShouldBe(DataFileState.Right);
        (file with { Kind = DigestKind.File }).Check(data).ShouldBe(DataFileState.Right);
    }

    [Fact]
    public void Recordings_are_the_same_in_whatever_archive()
    {
        using var folder = new TemporaryFolder();
        Zip(folder.File("a.zip"), CompressionLevel.Optimal, ("recordings/b.wav", "two"), ("recordings/a.wav", "one"));
        Zip(folder.File("b.zip"), CompressionLevel.NoCompression, ("top/README.md", "text"), ("top/recordings/a.wav", "one"), ("top/recordings/b.wav", "two"));
        Zip(folder.File("c.zip"), CompressionLevel.NoCompression, ("recordings/a.wav", "one"), ("recordings/b.wav", "three"));
        string sum = FileDigest.Of(folder.File("a.zip"), DigestKind.Recordings);
        FileDigest.Of(folder.File("b.zip"), DigestKind.Recordings).ShouldBe(sum);
        FileDigest.Of(folder.File("c.zip"), DigestKind.Recordings).ShouldNotBe(sum);
        new DataFile("t", new Uri("http://localhost/"), 1, sum, DigestKind.Recordings).IsRight(folder.File("b.zip")).ShouldBeTrue();
        File.WriteAllText(folder.File("d.zip"), "no archive");
        new DataFile("d.zip", new Uri("http://localhost/"), 1, sum, DigestKind.Recordings).Check(new DataFolder(folder.Path)).ShouldBe(DataFileState.Wrong);
    }

    [Fact]
    public void The_catalogue_is_complete_and_safe()
    {
        DataCatalogue.All.Select(set => set.Name).ShouldBe(DataCatalogue.All.Select(set => set.Name).Order(StringComparer.Ordinal));
        foreach (DataFile file in DataCatalogue.All.SelectMany(set => set.Files))
        {
            file.Source.Scheme.ShouldBe("https");
            Regex.IsMatch(file.Sha256, "^[0-9a-f]{64}$").ShouldBeTrue();
            file.Bytes.ShouldBeGreaterThan(0);
            file.Path.ShouldNotContain("..");
        }

        DataCatalogue.All.SelectMany(set => set.Files).Select(file => file.Path).ShouldBeUnique();
        DataCatalogue.All.ShouldAllBe(set => set.Licence.Length > 0 && set.Citation.Length > 0 && set.Title.Length > 0);
    }

    private static void Zip(string path, CompressionLevel level, params (string Name, string Text)[] entries)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, string text) in entries)
        {
            using var writer = new StreamWriter(archive.CreateEntry(name, level).Open());
            writer.Write(text);
        }
    }
}
