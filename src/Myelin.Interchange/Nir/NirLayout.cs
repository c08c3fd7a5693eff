namespace Myelin.Interchange.Nir;

/// <summary>Graphs as groups and data sets, as NIR's reference implementation lays them out.</summary>
internal static class NirLayout
{
    private const int DeepestNesting = 16;

    private static readonly Dictionary<string, Func<FieldReader, int, NirNode>> kinds = new(StringComparer.Ordinal)
    {
        ["Affine"] = (fields, _) => AffineNode.Read(fields),
        ["AvgPool2d"] = (fields, _) => AvgPool2dNode.Read(fields),
        ["Conv1d"] = (fields, _) => Conv1dNode.Read(fields),
        ["Conv2d"] = (fields, _) => Conv2dNode.Read(fields),
        ["CubaLI"] = (fields, _) => CubaLiNode.Read(fields),
        ["CubaLIF"] = (fields, _) => CubaLifNode.Read(fields),
        ["Delay"] = (fields, _) => DelayNode.Read(fields),
        ["Flatten"] = (fields, _) => FlattenNode.Read(fields),
        ["I"] = (fields, _) => INode.Read(fields),
        ["IF"] = (fields, _) => IfNode.Read(fields),
        ["Input"] = (fields, _) => InputNode.Read(fields),
        ["LI"] = (fields, _) => LiNode.Read(fields),
        ["LIF"] = (fields, _) => LifNode.Read(fields),
        ["Linear"] = (fields, _) => LinearNode.Read(fields),
        ["NIRGraph"] = NirGraph.Read,
        ["Output"] = (fields, _) => OutputNode.Read(fields),
        ["Scale"] = (fields, _) => ScaleNode.Read(fields),
        ["SumPool2d"] = (fields, _) => SumPool2dNode.Read(fields),
        ["Threshold"] = (fields, _) => ThresholdNode.Read(fields),
    };

    /// <summary>The names of the kinds of nodes.</summary>
    public static IReadOnlyCollection<string> Kinds => kinds.Keys;

    /// <summary>Reads a document from the root of a file.</summary>
    /// <exception cref="InvalidDataException">It holds no graph, or an unknown or damaged node; the message names it.</exception>
    public static NirDocument ReadDocument(DataGroup root)
    {
        if (!root.TryGet("node", out DataItem? item) || item is not DataGroup node) throw new InvalidDataException("it has no group 'node', so it is no NIR file.");
        string? version = root.TryGet("version", out DataItem? noted) && noted is DataText { Values: [var text] } ? text : null;
        return Read(node, "the graph", 0) is NirGraph graph ? new NirDocument(graph, version) : throw new InvalidDataException("its top node is no NIRGraph.");
    }

    /// <summary>The root of a file that holds a document.</summary>
    public static DataGroup WriteDocument(NirDocument document) => new(
        new KeyValuePair<string, DataItem>("node", Write(document.Graph)), new KeyValuePair<string, DataItem>("version", new DataText(document.Version ?? NirDocument.OwnVersion)));

    public static NirNode Read(DataGroup group, string where, int depth)
    {
        if (depth > DeepestNesting) throw new InvalidDataException($"{where}: graphs are nested more than {DeepestNesting} deep.");
        if (!group.TryGet("type", out DataItem? item) || item is not DataText { Values: [var type] }) throw new InvalidDataException($"{where}: the text 'type' is missing.");
        if (!kinds.TryGetValue(type, out Func<FieldReader, int, NirNode>? read)) throw new InvalidDataException($"{where}: the type '{type}' is not known; known are {string.Join(", ", kinds.Keys)}.");
        var fields = new FieldReader(group, where, type);
        NirNode node = read(fields, depth) with { Metadata = fields.Group("metadata") };
        fields.Finish();
        return node;
    }

    public static DataGroup Write(NirNode node)
    {
        var items = new List<KeyValuePair<string, DataItem>>(node.Fields) { new("type", new DataText(node.Type)) };
        if (node.Metadata is { Items.Count: > 0 } metadata) items.Add(new("metadata", metadata));
        return new DataGroup(items);
    }
}
