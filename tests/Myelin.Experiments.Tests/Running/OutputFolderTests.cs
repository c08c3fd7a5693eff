using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Running;

public sealed class OutputFolderTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("myelin-folder-").FullName;

    public void Dispose() => Directory.Delete(path, recursive: true);

    private static void Text(Stream stream, string text) => stream.Write(System.Text.Encoding.UTF8.GetBytes(text));

    [Fact]
    public void A_file_is_not_there_until_it_is_whole()
    {
        OutputFolder folder = new(path);
        folder.Write("a.txt", stream =>
        {
            Text(stream, "half");
            File.Exists(folder.PathOf("a.txt")).ShouldBeFalse();
            Text(stream, " and half");
        });
        File.ReadAllText(folder.PathOf("a.txt")).ShouldBe("half and half");
        Directory.GetFiles(path).Length.ShouldBe(1);
    }

    [Fact]
    public void A_write_that_fails_leaves_the_old_file_and_no_other()
    {
        OutputFolder folder = new(path);
        folder.Write("a.txt", stream => Text(stream, "old"));
        Should.Throw<InvalidOperationException>(() => folder.Write("a.txt", stream =>
        {
            Text(stream, "new");
            throw new InvalidOperationException("stop");
        }));
        File.ReadAllText(folder.PathOf("a.txt")).ShouldBe("old");
        Directory.GetFiles(path).Length.ShouldBe(1);
    }

    [Fact]
    public void Names_may_have_folders_but_not_lead_out()
    {
        OutputFolder folder = new(path);
        folder.Write("spikes/L4E.csv", stream => Text(stream, "1"));
        File.Exists(Path.Combine(path, "spikes", "L4E.csv")).ShouldBeTrue();
        Should.Throw<ArgumentException>(() => folder.Write("../a.txt", stream => Text(stream, "1"))).Message.ShouldContain("'../a.txt'");
        Should.Throw<ArgumentException>(() => folder.Write("/tmp/a.txt", stream => Text(stream, "1")));
    }

    [Fact]
    public void Removing_what_is_stale_touches_nothing_outside_and_nothing_new()
    {
        string outside = path + ".outside";
        File.WriteAllText(outside, "mine");
        try
        {
            OutputFolder folder = new(path);
            folder.Write("new.txt", stream => Text(stream, "1"));
            File.WriteAllText(folder.PathOf("old.txt"), "1");
            folder.RemoveStale(["new.txt", "old.txt", "../" + Path.GetFileName(outside), "gone.txt"]);
            Directory.GetFiles(path).Select(Path.GetFileName).ShouldBe(["new.txt"]);
            File.Exists(outside).ShouldBeTrue();
        }
        finally
        {
            File.Delete(outside);
        }
    }

    [Fact]
    public void A_folder_below_a_file_is_refused()
    {
        File.WriteAllText(Path.Combine(path, "file"), "");
        Should.Throw<RunRefusedException>(() => new OutputFolder(Path.Combine(path, "file", "below"))).Message.ShouldContain("--out");
    }
}
