using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers;

/// <summary>
/// Batch normalisation over time, batch and space (torch.nn.BatchNorm2d on merged time and batch): [T, B, C, ...] to the same. Source: Ioffe
/// and Szegedy (2015), ICML. With a scale it is the threshold-dependent one of Zheng et al. (2021), AAAI, eqs. 7 to 9.
/// </summary>
public sealed class BatchNorm : Module
{
    private readonly Parameter mean;
    private readonly Parameter variance;

    /// <summary>Makes a layer whose weights are 1 and whose bias is 0.</summary>
    /// <param name="channels">C.</param>
    public BatchNorm(int channels)
    {
        Weight = AddParameter("weight", [channels]);
        Bias = AddParameter("bias", [channels]);
        mean = AddBuffer("running_mean", [channels]);
        variance = AddBuffer("running_var", [channels]);
        Weight.Values.Fill(1);
        variance.Values.Fill(1);
    }

    /// <summary>[C].</summary>
    public Parameter Weight { get; }

    /// <summary>[C].</summary>
    public Parameter Bias { get; }

    /// <summary>[C]: the mean that evaluation uses.</summary>
    public ReadOnlySpan<float> RunningMean => mean.Values;

    /// <summary>[C]: the variance that evaluation uses.</summary>
    public ReadOnlySpan<float> RunningVariance => variance.Values;

    /// <summary>How far a batch moves the running mean and variance, 0 to 1.</summary>
    public float Momentum { get; init; } = 0.1f;

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>A factor beside the weights: alpha times the threshold of the neurons that follow.</summary>
    public float Scale { get; init; } = 1;

    /// <summary>
    /// The threshold-dependent one (tdBN): inputs get the mean 0 and the deviation alpha times the threshold, times the weights. Source: Zheng, Wu, Deng, Hu and
    /// Li (2021), AAAI, "Going deeper with directly-trained larger spiking neural networks", eqs. 7 to 9.
    /// </summary>
    /// <param name="channels">C.</param>
    /// <param name="threshold">The threshold of the neurons that follow.</param>
    /// <param name="alpha">1, or 1 / sqrt(2) where two norms are added, as at the end of a residual block.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is not above 0.</exception>
    public static BatchNorm ThresholdDependent(int channels, double threshold, double alpha = 1)
    {
        if (!(threshold > 0) || !(alpha > 0))
            throw new ArgumentOutOfRangeException(nameof(threshold), $"Threshold-dependent batch normalisation needs a threshold and an alpha above 0, got {threshold} and {alpha}.");
        return new BatchNorm(channels) { Scale = (float)(alpha * threshold) };
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.BatchNorm(Weight, Bias, mean, variance, IsTraining, Momentum, Epsilon, axis: 2, Scale);
}
