using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>Sums of layers, and arithmetic with constants.</summary>
internal static class Arithmetic
{
    public static OnnxValue Add(OperatorCall call)
    {
        if (call.Value(0) is LayerValue && call.Value(1) is LayerValue) return call.Give(new SumLayer(2), call.Layer(0), call.Layer(1));
        (int layer, float[] constant) = Split(call);
        return call.Give(new ScaleLayer(new float[] { 1 }, constant), layer);
    }

    public static OnnxValue Subtract(OperatorCall call)
    {
        bool isNegated = call.Value(0) is ConstantValue;
        (int layer, float[] constant) = Split(call);
        return call.Give(new ScaleLayer(new[] { isNegated ? -1f : 1 }, isNegated ? constant : Array.ConvertAll(constant, c => -c)), layer);
    }

    public static OnnxValue Multiply(OperatorCall call)
    {
        (int layer, float[] constant) = Split(call);
        return call.Give(new ScaleLayer(constant, new float[] { 0 }), layer);
    }

    public static OnnxValue Divide(OperatorCall call)
    {
        if (call.Value(0) is ConstantValue) throw call.Fault("divides a constant by something that is computed; only division by a constant is supported");
        (int layer, float[] constant) = Split(call);
        if (Array.Exists(constant, c => c == 0)) throw call.Fault("divides by zero");
        return call.Give(new ScaleLayer(Array.ConvertAll(constant, c => 1 / c), new float[] { 0 }), layer);
    }

    // The layer, and the constant as one number, one for each channel, or one for each element of a sample.
    private static (int Layer, float[] Constant) Split(OperatorCall call)
    {
        int place = call.Value(0) is LayerValue ? 0 : 1;
        int layer = call.Layer(place);
        IReadOnlyList<int> sample = call.Shape(place);
        OnnxTensor constant = call.Numbers(1 - place);
        if (constant.Count == 1) return (layer, constant.Floats);
        int[] shape = [.. constant.Shape.SkipWhile(s => s == 1)];
        bool isWhole = shape.SequenceEqual(sample.SkipWhile(s => s == 1));
        bool isChannel = constant.Count == sample[0] && shape.Length == sample.Count && shape.Skip(1).All(s => s == 1);
        return isWhole || isChannel
            ? (layer, constant.Floats)
            : throw call.Fault($"computes with a constant of the shape {constant.ShapeText} and samples of {Layers.Layer.Text(sample)}; the constant must be one number, one for each channel, or one for each element");
    }
}
