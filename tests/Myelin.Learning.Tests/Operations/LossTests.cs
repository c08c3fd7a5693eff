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

    [Fact]
    public void Differences_from_targets_as_in_PyTorch()
    {
        OperatorCase.Run("mse_loss", c => c["input"].MseLoss(c["target_value"]));
        OperatorCase.Run("smooth_l1_loss", c => c["input"].SmoothL1Loss(c["target_value"], (float)c.Parameters["beta"]));
        OperatorCase.Run("bce_with_logits", c => c["input"].BceWithLogitsLoss(c["target01"]));
        OperatorCase.Run("kl_div_batchmean", c => c["input"].KlDiv(c["target_value"]));
    }

    [Fact]
    public void Linear_as_in_PyTorch() => OperatorCase.Run("linear", c => c["input"].Linear(c["weight"], c["bias"]));

    [Fact]
    public void Losses_of_images_have_the_slopes_of_their_differences()
    {
        (Shape, float[])[] scores = [FiniteDifferences.Random([2, 3, 4], 1)];
        int[] targets = [0, 1, 2, -100, 2, 1, 0, 0];
        FiniteDifferences.Check(t => t[0].CrossEntropy(targets, Tensor.From([1, 2, 3], [3]), 0.2f), scores);
        FiniteDifferences.Check(t => t[0].CrossEntropy(targets, labelSmoothing: 0.2f, reduction: Reduction.None), scores);
        FiniteDifferences.Check(t => t[0].LogSoftmax(1).NllLoss(targets, Tensor.From([1, 2, 3], [3]), Reduction.Sum), scores);
        FiniteDifferences.Check(t => t[0].CrossEntropy([2]), [FiniteDifferences.Random([4], 2)]);
        FiniteDifferences.Check(t => t[0].SmoothL1Loss(t[1], 0.5f, Reduction.None), [FiniteDifferences.Random([7], 2), FiniteDifferences.Random([7], 3)]);
    }

    [Fact]
    public void Likelihoods_of_log_probabilities_are_cross_entropies_of_scores()
    {
        Tensor x = Tensor.From(FiniteDifferences.Random([5, 4], 1).Numbers, [5, 4]);
        int[] targets = [3, 0, 1, 2, 2];
        x.LogSoftmax().NllLoss(targets).Item.ShouldBe(x.CrossEntropy(targets).Item, 1e-5f);
        Tape.Current.Clear();
    }

    [Fact]
    public void What_does_not_fit_is_named()
    {
        Tensor x = Tensor.Zeros([2, 3]);
        ConvolutionTests.Says(() => x.CrossEntropy([0]), "cross_entropy", "[2, 3]", "got 1");
        ConvolutionTests.Says(() => x.CrossEntropy([0, 3]), "cross_entropy", "target 3", "[2, 3]");
        ConvolutionTests.Says(() => x.CrossEntropy([0, 1], Tensor.Zeros([2])), "cross_entropy", "[2]", "[2, 3]");
        ConvolutionTests.Says(() => x.NllLoss([0]), "nll_loss", "[2, 3]");
        ConvolutionTests.Says(() => x.MseLoss(Tensor.Zeros([4])), "mse_loss", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => x.SmoothL1Loss(Tensor.Zeros([4])), "smooth_l1_loss", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => x.BceWithLogitsLoss(Tensor.Zeros([4])), "binary_cross_entropy_with_logits", "[2, 3]", "[4]");
        ConvolutionTests.Says(() => x.KlDiv(Tensor.Zeros([4])), "kl_div", "[2, 3]", "[4]");
        Tape.Current.Clear();
    }
}
