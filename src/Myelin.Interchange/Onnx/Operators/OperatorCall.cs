using System.Globalization;
using Myelin.Connectivity;
using Myelin.Interchange.Layers;
using Myelin.Interchange.Onnx.Schema;

namespace Myelin.Interchange.Onnx.Operators;

/// <summary>A node as its operator sees it: attributes with their checks, what comes in, and layers to be added.</summary>
internal sealed class OperatorCall(NodeProto node, string name, LayerGraph graph, OnnxValue?[] inputs)
{
    private readonly HashSet<string> known = new(StringComparer.Ordinal);

    public string Operator => node.OpType;

    public int InputCount => inputs.Length;

    public InvalidDataException Fault(string problem) => new($"node '{name}' ({node.OpType}) {problem}.");

    /// <summary>What comes in at a place.</summary>
    public OnnxValue Value(int index) => index < inputs.Length && inputs[index] is { } value ? value : throw Fault($"has no input {index + 1}");

    /// <summary>Number of the layer that comes in at a place.</summary>
    public int Layer(int index) => Value(index) is LayerValue layer ? layer.Node : throw Fault($"takes a constant as input {index + 1}; only what comes from the input of the graph is supported there");

    /// <summary>Shape of a sample of that layer.</summary>
    public IReadOnlyList<int> Shape(int index) => graph.Nodes[Layer(index)].Shape;

    /// <summary>The constant that comes in at a place.</summary>
    public OnnxTensor Constant(int index) => Value(index) is ConstantValue constant ? constant.Tensor : throw Fault($"takes something that is computed as input {index + 1}; only a constant is supported there");

    /// <summary>The numbers of a constant that comes in at a place.</summary>
    public OnnxTensor Numbers(int index) => Constant(index) is { IsInteger: false } tensor ? tensor : throw Fault($"takes whole numbers as input {index + 1}; it must be numbers of single or double precision");

    /// <summary>A vector that comes in at a place; empty where nothing does.</summary>
    public float[] VectorOrNone(int index)
    {
        if (index >= inputs.Length || inputs[index] is null) return [];
        return Numbers(index).Floats;
    }

    /// <summary>Adds a layer; it is what the node gives.</summary>
    public OnnxValue Give(Layer layer, params IReadOnlyList<int> nodes)
    {
        Finish();
        return new LayerValue(graph.Add(name, layer, nodes));
    }

    /// <summary>The node gives what comes in.</summary>
    public OnnxValue Pass(int index)
    {
        Finish();
        return Value(index);
    }

    /// <summary>The node gives a constant.</summary>
    public OnnxValue Give(OnnxTensor constant)
    {
        Finish();
        return new ConstantValue(constant);
    }

    public long Integer(string attribute, long ifMissing) => Find(attribute)?.I ?? ifMissing;

    public float Number(string attribute, float ifMissing) => Find(attribute)?.F ?? ifMissing;

    public string Text(string attribute, string ifMissing) => Find(attribute)?.S.ToStringUtf8() ?? ifMissing;

    public OnnxTensor? Tensor(string attribute) => Find(attribute)?.T is { } tensor ? OnnxTensor.Of(tensor, name) : null;

    public IReadOnlyList<long>? Integers(string attribute) => Find(attribute)?.Ints;

    public IReadOnlyList<float>? Numbers(string attribute) => Find(attribute)?.Floats;

    /// <summary>Two whole numbers from 1 on, for height and width.</summary>
    public Size2D? Pair(string attribute)
    {
        if (Integers(attribute) is not { } values) return null;
        if (values.Count != 2) throw Fault($"has {values.Count} numbers in '{attribute}'; only two dimensions are supported");
        return new Size2D(Whole(attribute, values[0], 1), Whole(attribute, values[1], 1));
    }

    /// <summary>An attribute that must have one value because no other is supported.</summary>
    public void Only(string attribute, long value, string meaning)
    {
        long got = Integer(attribute, value);
        if (got != value) throw Fault($"has '{attribute}' = {got}; only {value} ({meaning}) is supported");
    }

    /// <summary>Zeros around an image, from 'pads' or 'auto_pad'.</summary>
    public Margins Padding(IReadOnlyList<int> shape, Size2D kernel, Size2D stride, Size2D dilation)
    {
        IReadOnlyList<long>? pads = Integers("pads");
        string kind = Text("auto_pad", "NOTSET");
        switch (kind)
        {
            case "NOTSET":
                if (pads is null) return default;
                if (pads.Count != 4) throw Fault($"has {pads.Count} numbers in 'pads'; only two dimensions are supported, which have 4");
                return new Margins(Whole("pads", pads[0], 0), Whole("pads", pads[1], 0), Whole("pads", pads[2], 0), Whole("pads", pads[3], 0));
            case "VALID":
                return default;
            case "SAME_UPPER" or "SAME_LOWER":
                if (shape.Count != 3) throw Fault($"takes (channels, height, width), but gets {Layers.Layer.Text(shape)}");
                (int top, int bottom) = Same(shape[1], kernel.Height, stride.Height, dilation.Height, kind is "SAME_UPPER");
                (int left, int right) = Same(shape[2], kernel.Width, stride.Width, dilation.Width, kind is "SAME_UPPER");
                return new Margins(top, left, bottom, right);
            default:
                throw Fault($"has 'auto_pad' = '{kind}'; it must be NOTSET, VALID, SAME_UPPER or SAME_LOWER");
        }
    }

    private static (int Before, int Behind) Same(int length, int kernel, int stride, int dilation, bool isUpper)
    {
        long windows = (length + (long)stride - 1) / stride;
        long all = Math.Max(0, ((windows - 1) * stride) + ((kernel - 1L) * dilation) + 1 - length);
        int less = (int)(all / 2), more = (int)(all - (all / 2));
        return isUpper ? (less, more) : (more, less);
    }

    private int Whole(string attribute, long value, int least) => value >= least && value <= 1 << 20
        ? (int)value
        : throw Fault(string.Create(CultureInfo.InvariantCulture, $"has {value} in '{attribute}'; it must be from {least} to {1 << 20}"));

    private AttributeProto? Find(string attribute)
    {
        known.Add(attribute);
        return node.Attribute.FirstOrDefault(a => string.Equals(a.Name, attribute, StringComparison.Ordinal));
    }

    // What an operator does not know it would leave out; so it is refused.
    private void Finish()
    {
        if (node.Attribute.FirstOrDefault(a => !known.Contains(a.Name)) is { } unknown) throw Fault($"has the attribute '{unknown.Name}', which is not supported");
    }
}
