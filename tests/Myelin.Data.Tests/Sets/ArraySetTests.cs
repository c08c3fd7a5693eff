using Myelin.Data.Files;
using Myelin.Data.Sets;

namespace Myelin.Data.Tests.Sets;

public sealed class ArraySetTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Training_and_test_samples_have_arrays_of_their_own()
    {
        string path = Write(
            ("x_train", NpyArray.Of<float>([1, 2, 3, 4, 5, 6, 7, 8], 2, 2, 2)), ("y_train", NpyArray.Of<long>([4, 0])), ("x_test", NpyArray.Of<byte>([0, 51, 102, 255], 1, 2, 2)), ("y_test", NpyArray.Of<byte>([1])));
        ArraySet train = ArraySet.Load(path, Split.Train), test = ArraySet.Load(path, Split.Test);
        (train.Count, train.Classes, train.Label(0), train.Name).ShouldBe((2, 5, 4, "set.npz"));
        (test.Count, test.Classes, test.Label(0)).ShouldBe((1, 5, 1));
        train.SampleShape.ShouldBe([2, 2]);
        float[] sample = new float[4];
        train.Read(1, sample);
        sample.ShouldBe([5f, 6f, 7f, 8f]);
        test.Read(0, sample);
        sample.ShouldBe([0f, 51 / 255f, 102 / 255f, 1f]);
    }

    [Fact]
    public void One_part_serves_for_both()
    {
        string path = Write(("x", NpyArray.Of<double>([0.5, 1.5])), ("y", NpyArray.Of<int>([2, 1])));
        ArraySet test = ArraySet.Load(path, Split.Test);
        test.SampleShape.ShouldBe([1]);
        (test.Count, test.Classes, test.Label(1), ArraySet.Load(path, Split.Train).Count).ShouldBe((2, 3, 1, 2));
    }

    [Fact]
    public void Arrays_that_make_no_set_are_refused_in_one_sentence()
    {
        Refusal(("images", NpyArray.Of<float>([1, 2]))).ShouldEndWith("samples are in arrays called x_train, y_train, x_test and y_test, or x and y; the file has images.");
        Refusal(("x_train", NpyArray.Of<float>([1, 2])), ("y_train", NpyArray.Of<int>([1, 2]))).ShouldContain("the file has x_train, y_train.");
        Refusal(("x", NpyArray.Of<float>([1, 2, 3, 4], 2, 2)), ("y", NpyArray.Of<int>([1]))).ShouldEndWith("1 classes do not fit samples of shape [2, 2]; there must be one for each along the first axis, and at least one.");
        Refusal(("x", NpyArray.Of<float>([])), ("y", NpyArray.Of<int>([]))).ShouldContain("at least one.");
        Refusal(("x", NpyArray.Of<float>([1, 2])), ("y", NpyArray.Of<float>([0, 0.5f]))).ShouldEndWith("the array y has 0.5 at 1; classes are whole numbers from 0 to 1048575.");
        Refusal(("x", NpyArray.Of<float>([1])), ("y", NpyArray.Of<int>([-1]))).ShouldContain("has -1 at 0");
        Refusal(("x", NpyArray.Of<float>([1])), ("y", NpyArray.Of<float>([float.NaN]))).ShouldContain("has NaN at 0");
    }

    private string Refusal(params (string Name, NpyArray Array)[] arrays)
    {
        string message = Should.Throw<InvalidDataException>(() => ArraySet.Load(Write(arrays), Split.Test)).Message;
        message.ShouldStartWith(folder.File("set.npz"));
        return message;
    }

    private string Write(params (string Name, NpyArray Array)[] arrays)
    {
        string path = folder.File("set.npz");
        NpzFile.Write(path, arrays.Select(a => KeyValuePair.Create(a.Name, a.Array)));
        return path;
    }
}
