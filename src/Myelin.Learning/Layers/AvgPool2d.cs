using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers;

/// <summary>The mean of each window (torch.nn.AvgPool2d): [T, B, C, H, W] to [T, B, C, H', W'].</summary>
/// <param name="kernel">Size of a window.</param>
/// <param name="stride">Distance of the windows; their size where left out.</param>
/// <param name="padding">Zeros around the image.</param>
public sealed class AvgPool2d(Spatial kernel, Spatial stride = default, Spatial padding = default) : Module
{
    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    public override bool IsLinear => true;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.AvgPool2d(kernel, stride, padding);
}
