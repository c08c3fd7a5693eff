using Google.Protobuf;
using Myelin.Interchange.Onnx;
using Myelin.Interchange.Onnx.Schema;

namespace Myelin.Interchange.Tests.Onnx;

/// <summary>An ONNX model that a test writes.</summary>
internal sealed class ModelDraft
{
    public ModelDraft(params long[] inputShape)
    {
        Model = new ModelProto { IrVersion = 8, ProducerName = "test", Graph = new GraphProto { Name = "g" } };
        Model.OpsetImport.Add(new OperatorSetIdProto { Version = 13 });
        Graph.Input.Add(Value("x", inputShape));
    }

    public ModelProto Model { get; }

    public GraphProto Graph => Model.Graph;

    public byte[] Bytes => Model.ToByteArray();

    public ModelDraft Constant(string name, float[] values, params long[] shape)
    {
        var tensor = new TensorProto { Name = name, DataType = 1 };
        tensor.Dims.AddRange(shape);
        tensor.FloatData.AddRange(values);
        Graph.Initializer.Add(tensor);
        return this;
    }

    public ModelDraft Integers(string name, params long[] values)
    {
        var tensor = new TensorProto { Name = name, DataType = 7, RawData = ByteString.CopyFrom(values.SelectMany(BitConverter.GetBytes).ToArray()) };
        tensor.Dims.Add(values.Length);
        Graph.Initializer.Add(tensor);
        return this;
    }

    /// <summary>A node called as its output.</summary>
    public ModelDraft Node(string type, string output, string[] inputs, params AttributeProto[] attributes)
    {
        var node = new NodeProto { OpType = type, Name = output };
        node.Input.AddRange(inputs);
        node.Output.Add(output);
        node.Attribute.AddRange(attributes);
        Graph.Node.Add(node);
        return this;
    }

    public ModelDraft Output(string name)
    {
        Graph.Output.Add(Value(name, []));
        return this;
    }

    public OnnxDocument Read() => OnnxFile.Read(Bytes);

    /// <summary>The sentence with which it is refused.</summary>
    public string Refusal() => Should.Throw<InvalidDataException>(() => Read()).Message;

    public static AttributeProto Ints(string name, params long[] values)
    {
        var attribute = new AttributeProto { Name = name };
        attribute.Ints.AddRange(values);
        return attribute;
    }

    public static AttributeProto Int(string name, long value) => new() { Name = name, I = value };

    public static AttributeProto Text(string name, string value) => new() { Name = name, S = ByteString.CopyFromUtf8(value) };

    private static ValueInfoProto Value(string name, long[] shape)
    {
        var declared = new TensorShapeProto();
        declared.Dim.AddRange(shape.Select(s => new TensorShapeProto.Types.Dimension { DimValue = s }));
        return new ValueInfoProto { Name = name, Type = new TypeProto { TensorType = new TypeProto.Types.Tensor { ElemType = 1, Shape = declared } } };
    }
}
