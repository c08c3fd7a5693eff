using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers;

/// <summary>The largest number of each window (torch.nn.MaxPool2d): [T, B, C, H, W] to [T, B, C, H', W'].</summary>
/// <param name="kernel">Size of a window.</param>
/// <param name="stride">Distance of the windows; their size where left out.</param>
/// <param name="padding">Empty rows and columns around the image.</param>
public sealed class MaxPool2d(Spatial kernel, Spatial stride = default, Spatial padding = default) : Module
{
    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.MaxPool2d(kernel, stride, padding);
}
