using Myelin.Interchange.Layers;
using Myelin.Interchange.Onnx.Operators;
using Myelin.Interchange.Onnx.Schema;

namespace Myelin.Interchange.Onnx;

/// <summary>Makes layers of a graph, once.</summary>
internal sealed class GraphImport(ModelProto model)
{
    // From here on arithmetic spreads shapes as it does today.
    private const long OldestOperatorSet = 7;

    private readonly LayerGraph graph = new();
    private readonly Dictionary<string, OnnxValue> values = new(StringComparer.Ordinal);

    public static long OperatorSet(ModelProto model) => model.OpsetImport.FirstOrDefault(o => o.Domain is "" or "ai.onnx")?.Version ?? 0;

    /// <summary>The layers that the output depends on.</summary>
    /// <exception cref="InvalidDataException">The graph contradicts itself, or has an operator that is not supported.</exception>
    public LayerGraph Import()
    {
        GraphProto source = model.Graph;
        long version = OperatorSet(model);
        if (version < OldestOperatorSet) throw new InvalidDataException($"the model is of the operator set {version}; supported are {OldestOperatorSet} and later.");
        string[] unknown = [.. source.Node.Where(n => !OperatorTable.Knows(n)).Select(n => $"'{OperatorTable.NameOf(n)}'").Distinct(StringComparer.Ordinal)];
        if (unknown.Length > 0)
            throw new InvalidDataException($"the operator{(unknown.Length > 1 ? "s" : "")} {string.Join(", ", unknown)} {(unknown.Length > 1 ? "are" : "is")} not supported; supported are {string.Join(", ", OperatorTable.Names)}.");
        foreach (TensorProto constant in source.Initializer) Name(constant.Name, new ConstantValue(OnnxTensor.Of(constant, constant.Name)), "the constant");
        AddInput(source);
        foreach (NodeProto node in Ordered(source))
        {
            var call = new OperatorCall(node, NameOf(node), graph, [.. node.Input.Select(i => i.Length == 0 ? null : values[i])]);
            Name(node.Output.Count == 0 ? "" : node.Output[0], OperatorTable.Translate(call), $"node '{NameOf(node)}'");
        }

        if (source.Output.Count != 1) throw new InvalidDataException($"the graph has {source.Output.Count} outputs; only one is supported.");
        string output = source.Output[0].Name;
        if (!values.TryGetValue(output, out OnnxValue? value)) throw new InvalidDataException($"the output '{output}' is given by no node.");
        return value is LayerValue { Node: > 0 } layer ? graph.EndingIn(layer.Node) : throw new InvalidDataException($"the output '{output}' does not depend on the input, so there is nothing to compute.");
    }

    private static string NameOf(NodeProto node) => node.Name.Length > 0 ? node.Name : node.Output.Count > 0 ? node.Output[0] : node.OpType;

    private void AddInput(GraphProto source)
    {
        ValueInfoProto[] inputs = [.. source.Input.Where(i => !values.ContainsKey(i.Name))];
        if (inputs.Length != 1) throw new InvalidDataException($"the graph has {inputs.Length} inputs{(inputs.Length == 0 ? "" : $" ({string.Join(", ", inputs.Select(i => $"'{i.Name}'"))})")}; only one is supported.");
        string name = inputs[0].Name;
        TensorShapeProto? declared = inputs[0].Type?.TensorType?.Shape;
        if (declared is null || declared.Dim.Count < 2) throw new InvalidDataException($"the input '{name}' declares no shape of a batch and at least one more axis.");
        if (declared.Dim.Count > 5) throw new InvalidDataException($"the input '{name}' has {declared.Dim.Count} axes; at most 5 are possible.");
        var shape = new List<int>();
        foreach (TensorShapeProto.Types.Dimension axis in declared.Dim.Skip(1))
        {
            if (axis.DimValue is < 1 or > int.MaxValue)
                throw new InvalidDataException($"the input '{name}' has an axis of {(axis.DimParam.Length > 0 ? $"the open length '{axis.DimParam}'" : $"{axis.DimValue} elements")}; all but the first, the batch, need a length of at least 1.");
            shape.Add((int)axis.DimValue);
        }

        Name(name, new LayerValue(graph.Add(name.Length == 0 ? "input" : name, new InputLayer(shape))), "the input");
    }

    private void Name(string name, OnnxValue value, string giver)
    {
        if (name.Length == 0) throw new InvalidDataException($"{giver} gives something without a name.");
        if (!values.TryAdd(name, value)) throw new InvalidDataException($"{giver} gives '{name}', which is given already; names in a graph are unique.");
    }

    // Nodes behind what they take. Files should have this order; not all have.
    private IEnumerable<NodeProto> Ordered(GraphProto source)
    {
        var givers = new Dictionary<string, int>(StringComparer.Ordinal);
        for (int i = 0; i < source.Node.Count; i++)
        {
            foreach (string output in source.Node[i].Output.Where(o => o.Length > 0))
            {
                if (!givers.TryAdd(output, i)) throw new InvalidDataException($"node '{NameOf(source.Node[i])}' gives '{output}', which is given already; names in a graph are unique.");
            }
        }

        var waiting = new int[source.Node.Count];
        var takers = new List<int>[source.Node.Count];
        for (int i = 0; i < waiting.Length; i++)
        {
            foreach (string input in source.Node[i].Input.Where(n => n.Length > 0 && !values.ContainsKey(n)))
            {
                if (!givers.TryGetValue(input, out int giver)) throw new InvalidDataException($"node '{NameOf(source.Node[i])}' takes '{input}', which nothing gives.");
                if (!string.Equals(source.Node[giver].Output[0], input, StringComparison.Ordinal))
                    throw new InvalidDataException($"node '{NameOf(source.Node[i])}' takes '{input}', a further output of node '{NameOf(source.Node[giver])}'; only first outputs are supported.");
                waiting[i]++;
                (takers[giver] ??= []).Add(i);
            }
        }

        var ready = new PriorityQueue<int, int>();
        for (int i = 0; i < waiting.Length; i++)
        {
            if (waiting[i] == 0) ready.Enqueue(i, i);
        }

        int done = 0;
        while (ready.TryDequeue(out int next, out _))
        {
            done++;
            yield return source.Node[next];
            foreach (int taker in takers[next] ?? [])
            {
                if (--waiting[taker] == 0) ready.Enqueue(taker, taker);
            }
        }

        if (done == waiting.Length) yield break;
        IEnumerable<string> cycle = Enumerable.Range(0, waiting.Length).Where(i => waiting[i] > 0).Take(6).Select(i => $"'{NameOf(source.Node[i])}'");
        throw new InvalidDataException($"the nodes {string.Join(", ", cycle)} wait for each other in a cycle; a graph must have an order in which it can be computed.");
    }
}
