using Myelin.Connectivity;
using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>Maxima and means of windows.</summary>
internal static class Pools
{
    public static OnnxValue Maximum(OperatorCall call)
    {
        call.Only("storage_order", 0, "rows first");
        return Pool(call, PoolKind.Maximum);
    }

    public static OnnxValue Mean(OperatorCall call)
    {
        bool countsPadding = call.Integer("count_include_pad", 0) != 0;
        return Pool(call, PoolKind.Mean, countsPadding);
    }

    public static OnnxValue GlobalMean(OperatorCall call)
    {
        IReadOnlyList<int> shape = call.Shape(0);
        if (shape.Count != 3) throw call.Fault($"takes (channels, height, width), but gets {Layer.Text(shape)}");
        var kernel = new Size2D(shape[1], shape[2]);
        return call.Give(new PoolingLayer(PoolKind.Mean, kernel, kernel, default), call.Layer(0));
    }

    private static OnnxValue Pool(OperatorCall call, PoolKind kind, bool countsPadding = true)
    {
        Size2D kernel = call.Pair("kernel_shape") ?? throw call.Fault("has no 'kernel_shape'");
        Size2D stride = call.Pair("strides") ?? 1;
        if (call.Pair("dilations") is { } dilation && dilation != 1) throw call.Fault($"has a dilation of {dilation.Height}x{dilation.Width}; only windows without gaps are supported");
        IReadOnlyList<int> shape = call.Shape(0);
        Margins padding = call.Padding(shape, kernel, stride, 1);
        if (!countsPadding && !padding.IsNone) throw call.Fault("takes means with a margin that does not count; only 'count_include_pad' = 1 is supported, or no margin");
        bool isRounded = call.Integer("ceil_mode", 0) != 0;
        if (isRounded && shape.Count == 3
            && ((shape[1] + padding.Top + padding.Bottom - kernel.Height) % stride.Height != 0 || (shape[2] + padding.Left + padding.Right - kernel.Width) % stride.Width != 0))
        {
            throw call.Fault("has 'ceil_mode' = 1 and windows that reach beyond the image; only whole windows are supported");
        }

        return call.Give(new PoolingLayer(kind, kernel, stride, padding), call.Layer(0));
    }
}
