using Myelin.Interchange.Layers;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>Products with matrices.</summary>
internal static class Products
{
    /// <summary>alpha x W + beta c.</summary>
    public static OnnxValue Gemm(OperatorCall call)
    {
        call.Only("transA", 0, "samples in rows");
        bool isTransposed = call.Integer("transB", 0) != 0;
        float alpha = call.Number("alpha", 1), beta = call.Number("beta", 1);
        (int outputs, float[] weight) = Matrix(call, isTransposed);
        float[] bias = call.VectorOrNone(2);
        if (bias.Length == 1 && outputs > 1) bias = [.. Enumerable.Repeat(bias[0], outputs)];
        return call.Give(new DenseLayer(outputs, Times(weight, alpha), Times(bias, beta)), call.Layer(0));
    }

    public static OnnxValue MatMul(OperatorCall call)
    {
        (int outputs, float[] weight) = Matrix(call, false);
        return call.Give(new DenseLayer(outputs, weight, default), call.Layer(0));
    }

    private static float[] Times(float[] values, float factor) => factor == 1 ? values : Array.ConvertAll(values, v => v * factor);

    // The second input, rows for outputs.
    private static (int Outputs, float[] Weight) Matrix(OperatorCall call, bool isTransposed)
    {
        OnnxTensor matrix = call.Numbers(1);
        if (matrix.Shape.Length != 2 || matrix.Count == 0) throw call.Fault($"multiplies with a constant of the shape {matrix.ShapeText}; it must be a matrix");
        if (isTransposed) return (matrix.Shape[0], matrix.Floats);
        (int inputs, int outputs) = (matrix.Shape[0], matrix.Shape[1]);
        float[] weight = new float[matrix.Count];
        for (int i = 0; i < inputs; i++)
        {
            for (int o = 0; o < outputs; o++) weight[(o * inputs) + i] = matrix.Floats[(i * outputs) + o];
        }

        return (outputs, weight);
    }
}
