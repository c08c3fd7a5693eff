namespace Myelin.Interchange.Onnx;

/// <summary>What has a name in a graph: a constant, or what a layer gives.</summary>
internal abstract record OnnxValue;

/// <summary>A constant.</summary>
internal sealed record ConstantValue(OnnxTensor Tensor) : OnnxValue;

/// <summary>What a layer gives.</summary>
/// <param name="Node">Number of the layer.</param>
internal sealed record LayerValue(int Node) : OnnxValue;
