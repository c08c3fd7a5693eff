using FsCheck;
using FsCheck.Fluent;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class ShapeTests
{
    private static readonly (Shape, float[]) x = FiniteDifferences.Random([2, 3, 4], 1);
    private static readonly (Shape, float[]) y = FiniteDifferences.Random([2, 5, 4], 2);

    [Fact]
    public void Numbers_go_where_they_should()
    {
        Tensor a = Tensor.From([1, 2, 3, 4, 5, 6], [2, 3]), b = Tensor.From([7, 8], [2, 1]);
        a.Transpose(0, 1).Values.ToArray().ShouldBe([1, 4, 2, 5, 3, 6]);
        a.Reshape([1, 2, 3]).Permute(2, 0, 1).Shape.ShouldBe([3, 1, 2]);
        a.Reshape([1, 2, 3]).Permute(2, 0, 1).Values.ToArray().ShouldBe([1, 4, 2, 5, 3, 6]);
        Tensor.Concatenate([a, b], 1).Values.ToArray().ShouldBe([1, 2, 3, 7, 4, 5, 6, 8]);
        Tensor.Concatenate([a, a]).Shape.ShouldBe([4, 3]);
        Tensor.Stack([a, a]).Shape.ShouldBe([2, 2, 3]);
        Tensor.Stack([Tensor.Constant(3), Tensor.Constant(4)]).Values.ToArray().ShouldBe([3, 4]);
        a.Narrow(1, 1, 2).Values.ToArray().ShouldBe([2, 3, 5, 6]);
        a.Narrow(0, 1, 1).Values.ToArray().ShouldBe([4, 5, 6]);
        a.Pad(1, 1, 2).Values.ToArray().ShouldBe([0, 1, 2, 3, 0, 0, 0, 4, 5, 6, 0, 0]);
        a.IndexSelect(1, [2, 0, 2]).Values.ToArray().ShouldBe([3, 1, 3, 6, 4, 6]);
        a.Gather(1, [2, 0, 1, 1], [2, 2]).Values.ToArray().ShouldBe([3, 1, 5, 5]);
        a.ScatterAdd(1, [2, 2], Tensor.From([10, 20], [2, 1])).Values.ToArray().ShouldBe([1, 2, 13, 4, 5, 26]);
        a.ScatterAdd(0, [0, 1, 0], Tensor.From([10, 20, 30], [1, 3])).Values.ToArray().ShouldBe([11, 2, 33, 4, 25, 6]);
        Tape.Current.Clear();
    }

    [Fact]
    public void They_have_the_slopes_of_their_differences()
    {
        FiniteDifferences.Check(t => t[0].Permute(2, 0, 1) * t[0].Permute(2, 0, 1), [x]);
        FiniteDifferences.Check(t => t[0].Transpose(0, 1) + t[0].Permute(1, 0, 2).Exp(), [x]);
        FiniteDifferences.Check(t => Tensor.Concatenate([t[0], t[1], t[0].Exp()], 1), [x, y]);
        FiniteDifferences.Check(t => Tensor.Stack([t[0], t[0].Square()]), [x]);
        FiniteDifferences.Check(t => t[0].Narrow(1, 1, 2).Exp() + t[0].Narrow(1, 0, 2), [x]);
        FiniteDifferences.Check(t => t[0].Narrow(0, 1, 1).Exp() + t[0].Slice(0), [x]);
        FiniteDifferences.Check(t => t[0].Pad(2, 1, 0).Exp() + t[0].Pad(-1, 0, 1), [x]);
        FiniteDifferences.Check(t => t[0].IndexSelect(1, [2, 0, 2, 1]), [x]);
        FiniteDifferences.Check(t => t[0].Exp().Gather(2, [3, 3, 0, 1, 2, 3], [2, 3, 1]), [x]);
        FiniteDifferences.Check(t => t[0].ScatterAdd(1, [.. Enumerable.Range(0, 40).Select(i => i % 3)], t[1]) + t[0], [x, y]);
    }

    [Fact]
    public void Embedding_as_in_PyTorch() => OperatorCase.Run("embedding", c => c["weight"].Embedding(c.Whole("index"), [3, 4]));

    [Fact]
    public void Slices_put_together_again_are_the_whole() => Prop.ForAll(
        Arb.From(Gen.Choose(1, 1000)),
        seed =>
        {
            var random = new Random(seed);
            Shape shape = [random.Next(1, 4), random.Next(2, 6), random.Next(1, 5)];
            Tensor whole = Tensor.From(LinearTests.Numbers(random, (int)shape.Count, 1), shape);
            int axis = random.Next(3), at = random.Next(shape[axis] + 1);
            Tensor again = Tensor.Concatenate([whole.Narrow(axis, 0, at), whole.Narrow(axis, at, shape[axis] - at)], axis);
            bool same = again.Shape == shape && again.Values.SequenceEqual(whole.Values);
            int[][] orders = [[0, 1, 2], [0, 2, 1], [1, 0, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
            int[] order = orders[random.Next(6)], back = new int[3];
            for (int i = 0; i < 3; i++) back[order[i]] = i;
            same &= whole.Permute(order).Permute(back).Values.SequenceEqual(whole.Values);
            Tape.Current.Clear();
            return same;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        Tensor a = Tensor.Zeros([2, 3]), b = Tensor.Zeros([2, 4]);
        ConvolutionTests.Says(() => a.Permute(0, 0), "permute", "[2, 3]");
        ConvolutionTests.Says(() => a.Transpose(0, 2), "transpose", "[2, 3]", "axis 2");
        ConvolutionTests.Says(() => Tensor.Concatenate([a, b]), "cat", "[2, 3]", "[2, 4]");
        ConvolutionTests.Says(() => Tensor.Stack([a, b]), "stack", "[2, 3]", "[2, 4]");
        ConvolutionTests.Says(() => a.Narrow(1, 2, 2), "narrow", "[2, 3]");
        ConvolutionTests.Says(() => a.Pad(1, -1, 2), "pad", "[2, 3]");
        ConvolutionTests.Says(() => a.IndexSelect(1, [3]), "index_select", "[2, 3]", "index 3");
        ConvolutionTests.Says(() => a.Gather(1, [0, 0, 0], [3, 1]), "gather", "[2, 3]", "[3, 1]");
        ConvolutionTests.Says(() => a.ScatterAdd(0, [0, 0], Tensor.Zeros([1, 2])), "scatter_add", "[2, 3]", "[1, 2]");
        ConvolutionTests.Says(() => a.Embedding([0, 2], [2]), "embedding", "[2, 3]", "index 2");
        ConvolutionTests.Says(() => a.Embedding([0, 1], [3]), "embedding", "[3]", "2 indices");
        Tape.Current.Clear();
    }
}
