using Myelin.Learning.Operations.Losses;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Operations;

public sealed class LossTests
{
    [Theory]
    [InlineData("cross_entropy_mean", Reduction.Mean, 0f)]
    [InlineData("cross_entropy_sum", Reduction.Sum, 0f)]
    [InlineData("cross_entropy_label_smoothing", Reduction.Mean, 0.1f)]
    [InlineData("cross_entropy_class_weights", Reduction.Mean, 0f)]
    public void Cross_entropy_as_in_PyTorch(string name, Reduction reduction, float smoothing) => OperatorCase.Run(
        name, c => c["input"].CrossEntropy(c.Whole("target"), c.Has("class_weight") ? c["class_weight"] : default, smoothing, reduction));
}
