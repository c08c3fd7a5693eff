namespace Myelin.Learning.Layers;

/// <summary>The mean of each channel's image (torch.nn.AdaptiveAvgPool2d(1) and Flatten): [T, B, C, H, W] to [T, B, C].</summary>
public sealed class GlobalAvgPool2d : Module
{
    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Mean([3, 4]);
}
