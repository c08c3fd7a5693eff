using Myelin.Data.Sets;

namespace Myelin.Data.Tests.Sets;

public sealed class MnistTests
{
    [Fact]
    public void Images_and_labels_are_read_from_their_folder()
    {
        using var folder = new TemporaryFolder();
        Write(folder, images: 3, labels: [4, 0, 9]);
        IdxImages set = Mnist.Load(new DataFolder(folder.Path), Split.Test);
        set.Count.ShouldBe(3);
        set.SampleShape.ShouldBe([1, 28, 28]);
        set.Classes.ShouldBe(10);
        Enumerable.Range(0, 3).Select(set.Label).ShouldBe([4, 0, 9]);
        float[] image = new float[784];
        set.Read(1, image);
        image[..3].ShouldBe([784 % 256 / 255f, 785 % 256 / 255f, 786 % 256 / 255f]);
    }

    [Fact]
    public void A_set_that_is_not_there_names_the_command_that_gets_it()
    {
        using var folder = new TemporaryFolder();
        Should.Throw<FileNotFoundException>(() => Mnist.Load(new DataFolder(folder.Path), Split.Train))
            .Message.ShouldBe($"The file 'mnist/train-images-idx3-ubyte.gz' of the data set 'mnist' is not in the folder '{folder.Path}'; 'myelin data get mnist' gets it.");
        Should.Throw<FileNotFoundException>(() => FashionMnist.Load(new DataFolder(folder.Path), Split.Train)).Message.ShouldEndWith("'myelin data get fashion-mnist' gets it.");
    }

    [Theory]
    [InlineData(2, new[] { 1, 2, 3 }, "labels must be 2")]
    [InlineData(2, new[] { 1, 10 }, "byte 9: the label 10 is none of 0 to 9")]
    public void Files_that_do_not_fit_are_refused(int images, int[] labels, string reason)
    {
        using var folder = new TemporaryFolder();
        Write(folder, images, labels);
        Should.Throw<InvalidDataException>(() => Mnist.Load(new DataFolder(folder.Path), Split.Test)).Message.ShouldContain(reason);
    }

    [Fact]
    public void The_folder_is_the_one_given_or_that_of_the_variable_or_the_users()
    {
        DataFolder.Find("here", _ => "there").Path.ShouldBe("here");
        DataFolder.Find(null, name => name == "MYELIN_DATA" ? "there" : null).Path.ShouldBe("there");
        DataFolder.Find(null, _ => "").Path.ShouldEndWith(Path.Combine("myelin", "data"));
    }

    private static void Write(TemporaryFolder folder, int images, int[] labels)
    {
        File.WriteAllBytes(folder.File("mnist/t10k-images-idx3-ubyte.gz"), [0, 0, 8, 3, 0, 0, 0, (byte)images, 0, 0, 0, 28, 0, 0, 0, 28, .. Enumerable.Range(0, images * 784).Select(i => (byte)i)]);
        File.WriteAllBytes(folder.File("mnist/t10k-labels-idx1-ubyte.gz"), [0, 0, 8, 1, 0, 0, 0, (byte)labels.Length, .. labels.Select(l => (byte)l)]);
    }
}
