using System.IO.Compression;
using Myelin.Data;
using Myelin.Data.Sets;

namespace Myelin.Data.Tests.Sets;

public sealed class NmnistTests : IDisposable
{
    private const string Lists = "#sample #class\r\n1\t5\r\n2\t0\r\n";

    private readonly TemporaryFolder folder = new();

    private DataFolder Data => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Events_become_frames()
    {
        // x 3, y 4, darker, 0 us; x 33, y 0, brighter, 149,999 us; x 1, y 2, brighter, 150,000 us; x 0, y 0 at 300,000 us, which is past the end.
        byte[] events = [3, 4, 0, 0, 0, 33, 0, 0x82, 0x49, 0xEF, 1, 2, 0x82, 0x49, 0xF0, 0, 0, 0x04, 0x93, 0xE0];
        Write(("a/train1K.txt", Text(Lists)), ("a/test100.txt", Text("#sample #class\n1\t9\n")), ("a/1.bs2", events), ("a/2.bs2", []));
        Nmnist train = Nmnist.Load(Data, Split.Train, steps: 2), test = Nmnist.Load(Data, Split.Test, steps: 1);
        (train.Count, train.Label(0), train.Label(1), train.Classes, ((IDataset)train).Length(0)).ShouldBe((2, 5, 0, 10, 2));
        train.SampleShape.ShouldBe([2, 2, 34, 34]);
        (test.Count, test.Label(0)).ShouldBe((1, 9));
        float[] frames = new float[2 * 2 * 34 * 34];
        train.Read(0, frames);
        Enumerable.Range(0, frames.Length).Where(i => frames[i] != 0).ShouldBe([(4 * 34) + 3, (34 * 34) + 33, (3 * 34 * 34) + (2 * 34) + 1]);
        frames.ShouldAllBe(v => v == 0 || v == 1);
        train.Read(1, frames);
        frames.ShouldAllBe(v => v == 0);
        Should.Throw<ArgumentOutOfRangeException>(() => train.Label(2)).Message.ShouldContain("N-MNIST (training) has the samples 0 to 1.");
        Should.Throw<ArgumentException>(() => train.Read(0, new float[3])).Message.ShouldContain("has 4624 values; the span for it has 3.");
    }

    [Fact]
    public void Bad_files_are_refused_in_one_sentence()
    {
        Fails("the last event has 2 of its 5 bytes; the file is cut off.", ("1.bs2", [1, 2, 3, 4, 5, 6, 7]));
        Fails("entry '1.bs2', byte 5: an event is at (34, 0), beside the 34 x 34 pixels of the camera.", ("1.bs2", [0, 0, 0, 0, 0, 34, 0, 0, 0, 0]));
        Fails("entry 'train1K.txt', line 3: there is no recording '2.bs2' in the file.", ("train1K.txt", Text(Lists)), ("1.bs2", []));
        Fails("the file holds no list 'train1K.txt' with a recording in it.", ("1.bs2", []));
        Fails("the file holds no list 'train1K.txt' with a recording in it.", ("train1K.txt", Text("#sample #class\n")));
        Fails("line 2: '1\t10' is not the number of a recording, a tab and a class 0 to 9.", ("train1K.txt", Text("#sample #class\n1\t10\n")));
        Fails("line 1: 'one' is not the number of a recording, a tab and a class 0 to 9.", ("train1K.txt", Text("one")));
        File.WriteAllText(folder.File("events/nmnist_1100.zip"), "no archive");
        Should.Throw<InvalidDataException>(() => Nmnist.Load(Data, Split.Train)).Message.ShouldContain("it cannot be read as a zip file");
        Should.Throw<FileNotFoundException>(() => Nmnist.Load(new DataFolder("nowhere"), Split.Train)).Message.ShouldEndWith("'myelin data get nmnist' gets it.");
        Should.Throw<ArgumentOutOfRangeException>(() => Nmnist.Load(Data, Split.Train, steps: 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Nmnist.Load(Data, Split.Train, milliseconds: 9000));
    }

    private static byte[] Text(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private void Fails(string message, params (string Name, byte[] Bytes)[] entries)
    {
        Write(entries);
        Should.Throw<InvalidDataException>(() => Nmnist.Load(Data, Split.Train)).Message.ShouldContain(message);
    }

    private void Write(params (string Name, byte[] Bytes)[] entries)
    {
        string path = folder.File("events/nmnist_1100.zip");
        File.Delete(path);
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach ((string name, byte[] bytes) in entries)
        {
            using Stream stream = archive.CreateEntry(name).Open();
            stream.Write(bytes);
        }
    }
}
