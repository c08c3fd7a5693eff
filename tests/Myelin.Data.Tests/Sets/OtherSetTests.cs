using System.IO.Compression;
using Myelin.Data.Sets;

namespace Myelin.Data.Tests.Sets;

public sealed class OtherSetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private DataFolder Data => new(folder.Path);

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Optical_digits_are_read_plain_or_gzipped()
    {
        string row = string.Join(',', Enumerable.Range(0, 64).Select(i => i % 17)) + ",7\n";
        File.WriteAllText(folder.File("digits/optdigits.tra"), row + row);
        using (var packed = new GZipStream(File.Create(folder.File("digits/optdigits.tes.gz")), CompressionLevel.Fastest)) packed.Write(System.Text.Encoding.ASCII.GetBytes(row));
        TableSet train = OptDigits.Load(Data, Split.Train), test = OptDigits.Load(Data, Split.Test);
        (train.Count, test.Count, train.Classes, test.Label(0)).ShouldBe((2, 1, 10, 7));
        train.SampleShape.ShouldBe([1, 8, 8]);
        float[] image = new float[64];
        test.Read(0, image);
        (image[1], image[16], image[17]).ShouldBe((1 / 16f, 1f, 0f));
    }

    [Fact]
    public void Iris_is_read_with_the_names_of_its_classes()
    {
        File.WriteAllText(folder.File("digits/iris.csv"), "5.1,3.5,1.4,0.2,Iris-setosa\n5.9,3.0,5.1,1.8,Iris-virginica");
        TableSet set = Iris.Load(Data);
        (set.Count, set.Label(0), set.Label(1), set.ClassNames[2]).ShouldBe((2, 0, 2, "Iris-virginica"));
        float[] flower = new float[4];
        set.Read(1, flower);
        flower.ShouldBe([5.9f, 3f, 5.1f, 1.8f]);

        File.WriteAllText(folder.File("digits/iris.csv"), "5.1,3.5,1.4,0.2,Iris-unknown\n");
        Should.Throw<InvalidDataException>(() => Iris.Load(Data)).Message.ShouldContain("'Iris-unknown' is none of the classes");
        File.WriteAllText(folder.File("digits/iris.csv"), "5.1,3.5,Iris-setosa\n");
        Should.Throw<InvalidDataException>(() => Iris.Load(Data)).Message.ShouldContain("rows of 5 fields");
    }

    [Fact]
    public void Spoken_digits_are_divided_as_their_authors_say()
    {
        byte[] Sound(int length) => [.. "RIFF"u8, .. BitConverter.GetBytes(36 + (2 * length)), .. "WAVEfmt "u8, 16, 0, 0, 0, 1, 0, 1, 0, 0x40, 0x1F, 0, 0, 0x80, 0x3E, 0, 0, 2, 0, 16, 0, .. "data"u8, .. BitConverter.GetBytes(2 * length), .. Enumerable.Repeat((byte)0x40, 2 * length)];
        using (ZipArchive archive = ZipFile.Open(folder.File("fsdd/fsdd.zip"), ZipArchiveMode.Create))
        {
            foreach ((string name, byte[] bytes) in new[] { ("x/recordings/3_ann_5.wav", Sound(4)), ("x/recordings/3_ann_4.wav", Sound(2)), ("x/recordings/1_bob_10.wav", Sound(7)), ("x/README.md", [1]) })
            {
                using Stream stream = archive.CreateEntry(name).Open();
                stream.Write(bytes);
            }
        }

        SpokenDigits train = SpokenDigits.Load(Data, Split.Train), test = SpokenDigits.Load(Data, Split.Test);
        (train.Count, train.Label(0), train.Label(1), train.Speaker(0), train.Length(0), train.Length(1)).ShouldBe((2, 1, 3, "bob", 7, 4));
        (test.Count, test.Label(0), test.Length(0)).ShouldBe((1, 3, 2));
        train.SampleShape.ShouldBe([7, 1]);
        float[] sample = new float[4];
        train.Read(1, sample);
        sample.ShouldAllBe(v => v == 0x4040 / 32768f);
        Should.Throw<ArgumentException>(() => train.Read(0, sample));
        Should.Throw<FileNotFoundException>(() => SpokenDigits.Load(new DataFolder("nowhere"), Split.Train)).Message.ShouldEndWith("'myelin data get fsdd' gets it.");
    }

    [Fact]
    public void A_set_can_be_divided_by_chance()
    {
        var whole = TestSets.Vectors(10);
        (Subset part, Subset others) = Subset.Divide(whole, 0.3, seed: 4);
        (part.Count, others.Count).ShouldBe((3, 7));
        int[] First(Subset set) => [.. Enumerable.Range(0, set.Count).Select(i =>
        {
            float[] sample = new float[2], target = new float[2];
            set.Read(i, sample);
            set.Target(i, target);
            target[0].ShouldBe(sample[0]);
            set.Label(i).ShouldBe((int)sample[0] % 3);
            return (int)sample[0];
        })];
        First(part).Concat(First(others)).Order().ShouldBe(Enumerable.Range(0, 10));
        First(Subset.Divide(whole, 0.3, seed: 4).Part).ShouldBe(First(part));
        Should.Throw<ArgumentOutOfRangeException>(() => new Subset(whole, [10]));
        Should.Throw<ArgumentOutOfRangeException>(() => part.Label(3));
    }
}
