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

    /// <summary>The mean of each window of the innermost axis (torch.nn.functional.avg_pool1d).</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <param name="countIncludePad">Whether what reaches beyond counts as zeros; else means are over the rest.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor AvgPool1d(int kernel, int stride = 0, int padding = 0, bool countIncludePad = true) =>
        AveragePooling.Of(this, kernel, stride, padding, 1, countIncludePad ? WindowDivisor.Size : WindowDivisor.Covered);

    /// <summary>The mean of each window of the two innermost axes (torch.nn.functional.avg_pool2d).</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <param name="countIncludePad">Whether what reaches beyond counts as zeros; else means are over the rest.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor AvgPool2d(Spatial kernel, Spatial stride = default, Spatial padding = default, bool countIncludePad = true) =>
        AveragePooling.Of(this, kernel, stride, padding, 2, countIncludePad ? WindowDivisor.Size : WindowDivisor.Covered);

    /// <summary>The mean of each window of the three innermost axes (torch.nn.functional.avg_pool3d).</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <param name="countIncludePad">Whether what reaches beyond counts as zeros; else means are over the rest.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor AvgPool3d(Spatial kernel, Spatial stride = default, Spatial padding = default, bool countIncludePad = true) =>
        AveragePooling.Of(this, kernel, stride, padding, 3, countIncludePad ? WindowDivisor.Size : WindowDivisor.Covered);

    /// <summary>The sum of each window of the innermost axis.</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor SumPool1d(int kernel, int stride = 0, int padding = 0) => AveragePooling.Of(this, kernel, stride, padding, 1, WindowDivisor.One);

    /// <summary>The sum of each window of the two innermost axes.</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor SumPool2d(Spatial kernel, Spatial stride = default, Spatial padding = default) => AveragePooling.Of(this, kernel, stride, padding, 2, WindowDivisor.One);

    /// <summary>The sum of each window of the three innermost axes.</summary>
    /// <param name="kernel">Size of a window.</param>
    /// <param name="stride">Distance of windows; their size where left out.</param>
    /// <param name="padding">How far windows reach beyond either end.</param>
    /// <exception cref="ArgumentException">The windows do not fit.</exception>
    public Tensor SumPool3d(Spatial kernel, Spatial stride = default, Spatial padding = default) => AveragePooling.Of(this, kernel, stride, padding, 3, WindowDivisor.One);

    /// <summary>The means of a given number of windows that cover the innermost axis (torch.nn.functional.adaptive_avg_pool1d).</summary>
    /// <param name="windows">Number of windows along each axis.</param>
    /// <exception cref="ArgumentException">The number of windows is less than 1.</exception>
    public Tensor AdaptiveAvgPool1d(int windows) => AveragePooling.Adaptive(this, windows, 1);

    /// <summary>The means of a given number of windows that cover the two innermost axes (torch.nn.functional.adaptive_avg_pool2d).</summary>
    /// <param name="windows">Number of windows along each axis.</param>
    /// <exception cref="ArgumentException">The number of windows is less than 1.</exception>
    public Tensor AdaptiveAvgPool2d(Spatial windows) => AveragePooling.Adaptive(this, windows, 2);

    /// <summary>The means of a given number of windows that cover the three innermost axes (torch.nn.functional.adaptive_avg_pool3d).</summary>
    /// <param name="windows">Number of windows along each axis.</param>
    /// <exception cref="ArgumentException">The number of windows is less than 1.</exception>
    public Tensor AdaptiveAvgPool3d(Spatial windows) => AveragePooling.Adaptive(this, windows, 3);
}
