using Myelin.Connectivity;
using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>Convolution over two dimensions.</summary>
internal static class Conv
{
    public static OnnxValue Translate(OperatorCall call)
    {
        OnnxTensor weight = call.Numbers(1);
        if (weight.Shape.Length != 4 || weight.Count == 0) throw call.Fault($"has weights of the shape {weight.ShapeText}; only (out, in / groups, height, width) is supported");
        var kernel = new Size2D(weight.Shape[2], weight.Shape[3]);
        if (call.Pair("kernel_shape") is { } declared && declared != kernel) throw call.Fault($"declares a kernel of {declared.Height}x{declared.Width}, but its weights have the shape {weight.ShapeText}");
        Size2D stride = call.Pair("strides") ?? 1, dilation = call.Pair("dilations") ?? 1;
        long groups = call.Integer("group", 1);
        if (groups < 1 || groups > weight.Shape[0]) throw call.Fault($"has {groups} groups; it must be from 1 to its {weight.Shape[0]} channels");
        return call.Give(
            new ConvolutionLayer(weight.Shape[0], kernel, weight.Floats, call.VectorOrNone(2))
            {
                Stride = stride,
                Dilation = dilation,
                Padding = call.Padding(call.Shape(0), kernel, stride, dilation),
                Groups = (int)groups,
            },
            call.Layer(0));
    }
}
