using Myelin.Data.Generated;
using Myelin.Data.Loading;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Learning.Tests.Training.Inputs;

public sealed class SerialInputTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(28)]
    public void Values_come_one_after_another(int values)
    {
        var digits = new SyntheticDigits(3);
        using var loader = new DataLoader(digits, new DataLoaderOptions { BatchSize = 3, Shuffle = false, Threads = 0 });
        Tensor input = Shown(loader, new SerialInput(values));
        input.Shape.ShouldBe([784 / values, 3, values]);
        float[] image = new float[784];
        for (int b = 0; b < 3; b++)
        {
            digits.Read(b, image);
            for (int i = 0; i < 784; i++) input.Values[(((i / values * 3) + b) * values) + (i % values)].ShouldBe(image[i]);
        }

        Tape.Current.Clear();
    }

    [Fact]
    public void Steps_that_do_not_fit_are_refused()
    {
        using var loader = new DataLoader(new SyntheticDigits(2), new DataLoaderOptions { BatchSize = 2, Shuffle = false, Threads = 0 });
        Should.Throw<ArgumentException>(() => Shown(loader, new SerialInput(5))).Message.ShouldContain("784 values cannot be shown 5 at a step");
        Should.Throw<ArgumentOutOfRangeException>(() => new SerialInput(0)).Message.ShouldContain("at least 1 value");
    }

    private static Tensor Shown(DataLoader loader, SerialInput input)
    {
        foreach (Batch batch in loader.Epoch(0)) return input.Of(batch, 0);
        throw new InvalidOperationException("The set is empty.");
    }
}
