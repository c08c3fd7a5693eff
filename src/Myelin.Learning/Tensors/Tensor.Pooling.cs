using Myelin.Learning.Operations.Convolutions;
using Myelin.Learning.Operations.Pooling;

namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>The largest number of each window of the innermost axis (torch.nn.functional.max_pool1d).</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor MaxPool1d(int kernel, int stride = 0, int padding = 0) => MaxPooling.Of(this, kernel, stride, padding, 1);

    /// <summary>The largest number of each window of the two innermost axes (torch.nn.functional.max_pool2d).</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor MaxPool2d(Spatial kernel, Spatial stride = default, Spatial padding = default) => MaxPooling.Of(this, kernel, stride, padding, 2);

    /// <summary>The largest number of each window of the three innermost axes (torch.nn.functional.max_pool3d).</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor MaxPool3d(Spatial kernel, Spatial stride = default, Spatial padding = default) => MaxPooling.Of(this, kernel, stride, padding, 3);
}
