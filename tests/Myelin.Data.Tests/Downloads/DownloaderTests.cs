using System.Security.Cryptography;
using Myelin.Data.Downloads;

namespace Myelin.Data.Tests.Downloads;

public sealed class DownloaderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly byte[] contents = new byte[300_000];
    private readonly FileServer server;
    private readonly HttpClient client = new();

    public DownloaderTests()
    {
        new Random(1).NextBytes(contents);
        server = new FileServer(contents);
    }

    private DataFolder Folder => new(folder.Path);

    private string Target => Path.Combine(folder.Path, "set", "file.bin");

    private string Part => Target + ".part";

    public void Dispose()
    {
        client.Dispose();
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task A_file_is_got_once()
    {
        var reported = new List<long>();
        (await Downloader().GetAsync(Wanted(), Folder, reported.Add)).ShouldBeTrue();
        File.ReadAllBytes(Target).ShouldBe(contents);
        File.Exists(Part).ShouldBeFalse();
        reported[^1].ShouldBe(contents.Length);
        (await Downloader().GetAsync(Wanted(), Folder)).ShouldBeFalse();
        server.Asked.ShouldBe([0]);
    }

    [Fact]
    public async Task A_broken_download_goes_on_where_it_broke()
    {
        server.BreakAfter.Enqueue(100_000);
        server.BreakAfter.Enqueue(50_000);
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
        server.Asked.Count.ShouldBe(3);
        server.Asked[0].ShouldBe(0);

        // What is on its way when a connection breaks may be lost, never invented.
        server.Asked[1].ShouldBeInRange(1, 100_000);
        server.Asked[2].ShouldBeInRange(server.Asked[1], server.Asked[1] + 50_000);
    }

    [Fact]
    public async Task What_an_earlier_command_received_is_kept()
    {
        File.WriteAllBytes(folder.File("set/file.bin.part"), contents[..123_456]);
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
        server.Asked.ShouldBe([123_456]);
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_again()
    {
        File.WriteAllBytes(folder.File("set/file.bin.part"), contents[..1000]);
        server.KnowsRanges = false;
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
    }

    [Fact]
    public async Task A_complete_part_is_taken_and_one_that_is_too_long_is_not()
    {
        File.WriteAllBytes(folder.File("set/file.bin.part"), contents);
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
        server.Asked.ShouldBe([contents.Length]);

        File.Delete(Target);
        File.WriteAllBytes(Part, [.. contents, 1]);
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
        server.Asked.ShouldBe([contents.Length, contents.Length + 1, 0]);
    }

    [Fact]
    public async Task Something_else_than_the_file_is_deleted()
    {
        DataFile wrong = Wanted() with { Sha256 = new string('0', 64) };
        (await Should.ThrowAsync<InvalidDataException>(() => Downloader().GetAsync(wrong, Folder))).Message.ShouldContain("do not have the check sum");
        Directory.GetFiles(Path.GetDirectoryName(Target)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_file_that_was_there_stays_until_a_right_one_takes_its_place()
    {
        File.WriteAllText(folder.File("set/file.bin"), "old");
        DataFile wrong = Wanted() with { Sha256 = new string('0', 64) };
        await Should.ThrowAsync<InvalidDataException>(() => Downloader().GetAsync(wrong, Folder));
        File.ReadAllText(Target).ShouldBe("old");
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
    }

    [Fact]
    public async Task A_server_that_does_not_stop_is_not_listened_to()
    {
        (await Should.ThrowAsync<InvalidDataException>(() => Downloader().GetAsync(Wanted() with { Bytes = 1000 }, Folder))).Message.ShouldContain("more than twice");
        Directory.GetFiles(Path.GetDirectoryName(Target)!).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_refusal_is_told_at_once_and_a_busy_server_is_asked_again()
    {
        server.Answers.Enqueue(404);
        (await Should.ThrowAsync<HttpRequestException>(() => Downloader().GetAsync(Wanted(), Folder))).Message.ShouldBe($"The server answered 404 (Not Found) when asked for {server.Address}.");
        server.Asked.Count.ShouldBe(1);
        server.Answers.Enqueue(503);
        server.Answers.Enqueue(503);
        await Downloader().GetAsync(Wanted(), Folder);
        server.Asked.Count.ShouldBe(4);
    }

    [Fact]
    public async Task A_server_that_stays_away_is_told_and_nothing_is_lost()
    {
        File.WriteAllBytes(folder.File("set/file.bin.part"), contents[..1000]);
        for (int i = 0; i < 10; i++) server.Answers.Enqueue(500);
        (await Should.ThrowAsync<HttpRequestException>(() => Downloader().GetAsync(Wanted(), Folder))).Message.ShouldEndWith("the same command goes on from there.");
        new FileInfo(Part).Length.ShouldBe(1000);
        server.Asked.Count.ShouldBe(5);
    }

    [Fact]
    public async Task Cancelling_keeps_what_was_received()
    {
        using var stop = new CancellationTokenSource();
        await Should.ThrowAsync<OperationCanceledException>(() => Downloader().GetAsync(Wanted(), Folder, _ => stop.Cancel(), stop.Token));
        File.Exists(Target).ShouldBeFalse();
        new FileInfo(Part).Length.ShouldBeGreaterThan(0);
        await Downloader().GetAsync(Wanted(), Folder);
        File.ReadAllBytes(Target).ShouldBe(contents);
    }

    private Downloader Downloader() => new(client) { Pause = TimeSpan.Zero };

    private DataFile Wanted() => new("set/file.bin", server.Address, contents.Length, Convert.ToHexStringLower(SHA256.HashData(contents)));
}
