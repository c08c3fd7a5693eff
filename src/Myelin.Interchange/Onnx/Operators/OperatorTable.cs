using Myelin.Interchange.Onnx.Schema;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>The operators that are read.</summary>
internal static class OperatorTable
{
    private static readonly SortedDictionary<string, Func<OperatorCall, OnnxValue>> operators = new(StringComparer.Ordinal)
    {
        ["Add"] = Arithmetic.Add,
        ["AveragePool"] = Pools.Mean,
        ["BatchNormalization"] = BatchNormalization.Translate,
        ["Constant"] = Constants.Constant,
        ["Conv"] = Conv.Translate,
        ["Div"] = Arithmetic.Divide,
        ["Dropout"] = Constants.Same,
        ["Flatten"] = Reshapes.Flatten,
        ["Gemm"] = Products.Gemm,
        ["GlobalAveragePool"] = Pools.GlobalMean,
        ["Identity"] = Constants.Same,
        ["MatMul"] = Products.MatMul,
        ["MaxPool"] = Pools.Maximum,
        ["Mul"] = Arithmetic.Multiply,
        ["Relu"] = call => call.Give(new Layers.RectifierLayer(), call.Layer(0)),
        ["Reshape"] = Reshapes.Reshape,
        ["Softmax"] = Constants.Softmax,
        ["Sub"] = Arithmetic.Subtract,
    };

    public static IReadOnlyCollection<string> Names => operators.Keys;

    public static bool Knows(NodeProto node) => node.Domain is "" or "ai.onnx" && operators.ContainsKey(node.OpType);

    /// <summary>An operator's name for people, with its domain where it has one of its own.</summary>
    public static string NameOf(NodeProto node) => node.Domain is "" or "ai.onnx" ? node.OpType : $"{node.Domain}.{node.OpType}";

    public static OnnxValue Translate(OperatorCall call) => operators[call.Operator](call);
}
