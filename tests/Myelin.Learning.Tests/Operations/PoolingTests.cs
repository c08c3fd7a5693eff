using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class PoolingTests
{
    [Theory]
    [InlineData("max_pool2d")]
    [InlineData("max_pool2d_k3_s2_p1")]
    public void Largest_numbers_as_in_PyTorch(string name) =>
        OperatorCase.Run(name, c => c["input"].MaxPool2d(c.Spatial("kernel", 1), c.Spatial("stride", 1), c.Spatial("padding", 0)));

    [Fact]
    public void Largest_numbers_count_what_is_active()
    {
        var random = new Random(3);
        Tensor x = Tensor.From(LinearTests.Numbers(random, 3 * 40 * 40, 0.05), [3, 40, 40]);
        Tensor y = x.Relu().MaxPool2d(2);
        y.Storage.Active.ShouldBe(y.Values.ToArray().LongCount(v => v != 0));
        Tape.Current.Clear();
    }

    [Fact]
    public void Windows_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([3, 4, 4]);
        ConvolutionTests.Says(() => x.MaxPool2d(5), "max_pool", "[3, 4, 4]");
        ConvolutionTests.Says(() => x.MaxPool2d(2, padding: 2), "max_pool", "padding");
        Tape.Current.Clear();
    }
}
