using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>Constants, what is nothing in evaluation, and the softmax at the end.</summary>
internal static class Constants
{
    public static OnnxValue Constant(OperatorCall call)
    {
        if (call.Tensor("value") is { } tensor) return call.Give(tensor);
        if (call.Integers("value_ints") is { } integers) return call.Give(new OnnxTensor([integers.Count], [], [.. integers]));
        if (call.Numbers("value_floats") is { } numbers) return call.Give(new OnnxTensor([numbers.Count], [.. numbers], []));
        throw call.Fault("has none of 'value', 'value_ints' and 'value_floats'");
    }

    /// <summary>Identity, and dropout in evaluation.</summary>
    public static OnnxValue Same(OperatorCall call)
    {
        call.Number("ratio", 0);
        call.Integer("seed", 0);
        return call.Pass(0);
    }

    public static OnnxValue Softmax(OperatorCall call)
    {
        long axis = call.Integer("axis", -1);
        if (axis is not (1 or -1)) throw call.Fault($"has 'axis' = {axis}; only 1 (all elements of a sample) is supported");
        return call.Give(new SoftmaxLayer(), call.Layer(0));
    }
}
