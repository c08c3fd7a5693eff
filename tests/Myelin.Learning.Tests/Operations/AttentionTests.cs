using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class AttentionTests
{
    [Fact]
    public void Softmax_as_in_PyTorch()
    {
        OperatorCase.Run("softmax", c => c["input"].Softmax());
        OperatorCase.Run("log_softmax_axis1", c => c["input"].LogSoftmax(1));
    }

    [Fact]
    public void Softmax_along_other_axes_has_the_slopes_of_its_differences()
    {
        (Shape, float[])[] x = [FiniteDifferences.Random([2, 3, 4], 1)];
        FiniteDifferences.Check(t => t[0].Softmax(1), x);
        FiniteDifferences.Check(t => t[0].LogSoftmax(-1), x);
        FiniteDifferences.Check(t => t[0].Softmax(0) + t[0].LogSoftmax(0) + t[0].Softmax(), x);
    }

    [Theory]
    [InlineData("multihead_attention_self", false)]
    [InlineData("multihead_attention_self_causal", true)]
    [InlineData("multihead_attention_cross", false)]
    public void Heads_as_in_PyTorch(string name, bool causal) => OperatorCase.Run(name, c =>
    {
        Tensor query = c["query"];
        return query.MultiHeadAttention(
            c.Has("key_value") ? c["key_value"] : query, c["in_proj_weight"], c["in_proj_bias"], c["out_proj_weight"], c["out_proj_bias"], c.Number("heads", 1), causal);
    });

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Products_have_the_slopes_of_their_differences(bool left, bool right)
    {
        FiniteDifferences.Check(
            t => t[0].Matmul(t[1], left, right),
            [FiniteDifferences.Random(left ? [2, 3, 4, 5] : [2, 3, 5, 4], 1), FiniteDifferences.Random(right ? [2, 3, 6, 4] : [2, 3, 4, 6], 2)]);
        FiniteDifferences.Check(
            t => t[0].Matmul(t[1], left, right), [FiniteDifferences.Random(left ? [3, 4, 5] : [3, 5, 4], 1), FiniteDifferences.Random(right ? [6, 4] : [4, 6], 2)]);
    }

    [Fact]
    public void Products_are_the_sums_written_out()
    {
        Tensor a = Tensor.From([1, 2, 3, 4, 5, 6], [2, 3]), b = Tensor.From([1, 0, 2, -1, 0, 1], [3, 2]);
        a.Matmul(b).Values.ToArray().ShouldBe([5, 1, 14, 1]);
        a.Matmul(a, transposeOther: true).Values.ToArray().ShouldBe([14, 32, 32, 77]);
        Tape.Current.Clear();
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor x = Tensor.Zeros([2, 3, 4]);
        ConvolutionTests.Says(() => x.Matmul(Tensor.Zeros([2, 3, 4])), "matmul", "[2, 3, 4]");
        ConvolutionTests.Says(() => x.Matmul(Tensor.Zeros([3, 4, 5])), "matmul", "[2, 3, 4]", "[3, 4, 5]");
        ConvolutionTests.Says(() => x.Matmul(Tensor.Zeros([4])), "matmul", "[2, 3, 4]", "[4]");
        ConvolutionTests.Says(() => x.Softmax(3), "softmax", "[2, 3, 4]", "axis 3");
        ConvolutionTests.Says(() => x.MultiHeadAttention(x, Tensor.Zeros([12, 5]), default, Tensor.Zeros([4, 4]), default, 2), "multi_head_attention", "[12, 5]", "[2, 3, 4]");
        ConvolutionTests.Says(() => x.MultiHeadAttention(x, Tensor.Zeros([12, 4]), default, Tensor.Zeros([4, 4]), default, 3), "multi_head_attention", "[2, 3, 4]", "3 heads");
        Tape.Current.Clear();
    }
}
