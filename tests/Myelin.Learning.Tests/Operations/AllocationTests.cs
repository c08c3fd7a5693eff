using Myelin.Learning.Tensors;
using Myelin.Tests.Reference;

namespace Myelin.Learning.Tests.Operations;

public sealed class AllocationTests
{
    [Fact]
    public void Iterations_allocate_nothing_once_their_memory_is_there()
    {
        var kernel = new Parameter("kernel", [8, 2, 3, 3]);
        var readout = new Parameter("readout", [5, 72]);
        var scale = new Parameter("scale", [8]);
        var projection = new Parameter("projection", [15, 5]);
        var random = new Random(1);
        foreach (Parameter parameter in new[] { kernel, readout, scale, projection })
        {
            for (int i = 0; i < parameter.Values.Length; i++) parameter.Values[i] = random.NextSingle() - 0.5f;
        }

        float[] images = LinearTests.Numbers(random, 3 * 4 * 2 * 8 * 8, 0.1);
        int[] targets = [0, 1, 2, 3], rows = [1, 0];
        int[] first = [0], second = [1], third = [2], order = [1, 0, 2]; // Spans of constants allocate where the compiler does not optimise.
        Shape shape = [3, 4, 2, 8, 8];
        uint step = 0;

        void Iterate()
        {
            Tensor x = Tensor.From(images, shape);
            Tensor features = x.Conv2d(kernel).BatchNorm(scale, axis: 2, scale: 0.7f).LeakyRelu().MaxPool2d(2);
            features += x.Relu().AvgPool2d(2).Narrow(-1, 0, 3).Narrow(-2, 0, 3).Mean(third, keep: true);
            Tensor scores = features.Flatten(2).Dropout(0.1f, 3, step++, sameOverTime: true).Linear(readout);
            Tensor attended = scores.MultiHeadAttention(scores, projection, default, projection.Tensor.Narrow(0, 0, 5), default, 5, causal: true);
            Tensor all = Tensor.Concatenate([scores, attended.Tanh().LayerNorm(1)]).Permute(order).Sum(second);
            Tensor picked = all.IndexSelect(0, rows).Max(1).Var(first) + all.LogSoftmax().Softmax(0).Sum();
            Tape.Current.Backward(all.CrossEntropy(targets, labelSmoothing: 0.1f) + (0.1f * picked) + all.MseLoss(Tensor.Constant(1)));
            foreach (float gradient in kernel.Gradient) float.IsFinite(gradient);
            kernel.ZeroGradient();
            readout.ZeroGradient();
            scale.ZeroGradient();
            projection.ZeroGradient();
            Tape.Current.Clear();
        }

        for (int i = 0; i < 3; i++) Iterate();
        Allocation.Least(() =>
        {
            for (int i = 0; i < 3; i++) Iterate();
        }).ShouldBe(0);
    }
}
