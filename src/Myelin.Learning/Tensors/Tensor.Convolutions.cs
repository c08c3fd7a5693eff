using Myelin.Learning.Operations.Convolutions;

namespace Myelin.Learning.Tensors;

public readonly partial struct Tensor
{
    /// <summary>Convolution over the innermost axis (torch.nn.functional.conv1d), for any number of axes in front of the channels.</summary>
    /// <param name="weight">[out, in / groups, k].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="stride">Distance of the places that the kernel is put at; 1 where left out.</param>
    /// <param name="padding">Zeros at either end of an axis.</param>
    /// <param name="dilation">Distance of the kernel's numbers; 1 where left out.</param>
    /// <param name="groups">Groups of channels that know nothing of each other; as many as channels for a depthwise convolution.</param>
    /// <returns>[..., out, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Conv1d(Tensor weight, Tensor bias = default, int stride = 1, int padding = 0, int dilation = 1, int groups = 1) =>
        Convolution.Of(this, weight, bias, stride, padding, dilation, groups, 1);

    /// <summary>Convolution over the two innermost axes (torch.nn.functional.conv2d), for any number of axes in front of the channels.</summary>
    /// <param name="weight">[out, in / groups, kh, kw].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="stride">Distance of the places that the kernel is put at; 1 where left out.</param>
    /// <param name="padding">Zeros at either end of an axis.</param>
    /// <param name="dilation">Distance of the kernel's numbers; 1 where left out.</param>
    /// <param name="groups">Groups of channels that know nothing of each other; as many as channels for a depthwise convolution.</param>
    /// <returns>[..., out, H, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Conv2d(Tensor weight, Tensor bias = default, Spatial stride = default, Spatial padding = default, Spatial dilation = default, int groups = 1) =>
        Convolution.Of(this, weight, bias, stride, padding, dilation, groups, 2);

    /// <summary>Convolution over the three innermost axes (torch.nn.functional.conv3d), for any number of axes in front of the channels.</summary>
    /// <param name="weight">[out, in / groups, kd, kh, kw].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="stride">Distance of the places that the kernel is put at; 1 where left out.</param>
    /// <param name="padding">Zeros at either end of an axis.</param>
    /// <param name="dilation">Distance of the kernel's numbers; 1 where left out.</param>
    /// <param name="groups">Groups of channels that know nothing of each other; as many as channels for a depthwise convolution.</param>
    /// <returns>[..., out, D, H, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor Conv3d(Tensor weight, Tensor bias = default, Spatial stride = default, Spatial padding = default, Spatial dilation = default, int groups = 1) =>
        Convolution.Of(this, weight, bias, stride, padding, dilation, groups, 3);

    /// <summary>Transposed convolution over the innermost axis (torch.nn.functional.conv_transpose1d).</summary>
    /// <param name="weight">[in, out / groups, k].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="stride">Distance of the places that the kernel is put at in the result; 1 where left out.</param>
    /// <param name="padding">What is cut off at either end of an axis.</param>
    /// <param name="outputPadding">What is added at the end of an axis.</param>
    /// <param name="dilation">Distance of the kernel's numbers; 1 where left out.</param>
    /// <param name="groups">Groups of channels that know nothing of each other.</param>
    /// <returns>[..., out, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor ConvTranspose1d(
        Tensor weight, Tensor bias = default, int stride = 1, int padding = 0, int outputPadding = 0, int dilation = 1, int groups = 1) =>
        TransposedConvolution.Of(this, weight, bias, stride, padding, outputPadding, dilation, groups, 1);

    /// <summary>Transposed convolution over the two innermost axes (torch.nn.functional.conv_transpose2d).</summary>
    /// <param name="weight">[in, out / groups, kh, kw].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="stride">Distance of the places that the kernel is put at in the result; 1 where left out.</param>
    /// <param name="padding">What is cut off at either end of an axis.</param>
    /// <param name="outputPadding">What is added at the end of an axis.</param>
    /// <param name="dilation">Distance of the kernel's numbers; 1 where left out.</param>
    /// <param name="groups">Groups of channels that know nothing of each other.</param>
    /// <returns>[..., out, H, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor ConvTranspose2d(
        Tensor weight, Tensor bias = default, Spatial stride = default, Spatial padding = default, Spatial outputPadding = default, Spatial dilation = default, int groups = 1) =>
        TransposedConvolution.Of(this, weight, bias, stride, padding, outputPadding, dilation, groups, 2);

    /// <summary>Transposed convolution over the three innermost axes (torch.nn.functional.conv_transpose3d).</summary>
    /// <param name="weight">[in, out / groups, kd, kh, kw].</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="stride">Distance of the places that the kernel is put at in the result; 1 where left out.</param>
    /// <param name="padding">What is cut off at either end of an axis.</param>
    /// <param name="outputPadding">What is added at the end of an axis.</param>
    /// <param name="dilation">Distance of the kernel's numbers; 1 where left out.</param>
    /// <param name="groups">Groups of channels that know nothing of each other.</param>
    /// <returns>[..., out, D, H, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor ConvTranspose3d(
        Tensor weight, Tensor bias = default, Spatial stride = default, Spatial padding = default, Spatial outputPadding = default, Spatial dilation = default, int groups = 1) =>
        TransposedConvolution.Of(this, weight, bias, stride, padding, outputPadding, dilation, groups, 3);

    /// <summary>Convolution of a sequence of images over time and space, in which a step sees itself and those before it.</summary>
    /// <param name="weight">[out, in, steps, kh, kw]; the last of the steps is the present one.</param>
    /// <param name="bias">[out]; may be left out.</param>
    /// <param name="padding">Zeros around the images.</param>
    /// <returns>[T, B, out, H', W'] of [T, B, in, H, W].</returns>
    /// <exception cref="ArgumentException">The shapes do not fit.</exception>
    public Tensor CausalConv3d(Tensor weight, Tensor bias = default, Spatial padding = default)
    {
        if (Shape.Rank != 5 || weight.Shape.Rank != 5)
            throw new ArgumentException($"A sequence of images is [T, B, C, H, W] and the weights are [out, in, steps, kh, kw], got {Shape} and {weight.Shape}.");
        int steps = Shape[0];
        Tensor whole = Permute(1, 2, 0, 3, 4).Conv3d(weight, bias, 1, new Spatial(weight.Shape[2] - 1, padding.Height, padding.Width));
        return whole.Permute(2, 0, 1, 3, 4).Steps(0, steps);
    }
}
