using System.Collections.Immutable;

namespace Myelin.Interchange.Nir;

/// <summary>What one node gives away, another gets.</summary>
/// <param name="Source">Name of the node that gives.</param>
/// <param name="Target">Name of the node that gets.</param>
public readonly record struct NirEdge(string Source, string Target)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Source} -> {Target}";
}

/// <summary>A graph of nodes; itself a node, so that graphs can hold graphs. Equal graphs have equal nodes, and the same edges in any order.</summary>
public sealed record NirGraph : NirNode
{
    /// <summary>A graph.</summary>
    /// <param name="nodes">The nodes under their names.</param>
    /// <param name="edges">The edges; they may form cycles, and one may be there more than once.</param>
    /// <exception cref="ArgumentException">A name cannot stand in a file.</exception>
    public NirGraph(IEnumerable<KeyValuePair<string, NirNode>> nodes, IEnumerable<NirEdge> edges)
    {
        Nodes = nodes.ToImmutableSortedDictionary(StringComparer.Ordinal);
        Edges = [.. edges];
        if (Nodes.Keys.FirstOrDefault(name => !DataGroup.IsName(name)) is { } wrong) throw new ArgumentException($"The name '{wrong}' cannot stand in a file; it must have at least one character and no '/'.");
    }

    /// <summary>The nodes under their names, in the order of these.</summary>
    public ImmutableSortedDictionary<string, NirNode> Nodes { get; }

    /// <summary>The edges.</summary>
    public ImmutableArray<NirEdge> Edges { get; }

    /// <inheritdoc/>
    public override string Type => "NIRGraph";

    /// <inheritdoc/>
    public override long Bytes => Nodes.Values.Sum(node => node.Bytes);

    /// <summary>Number of nodes, those of graphs within included, graphs themselves not.</summary>
    public int Count => Nodes.Values.Sum(node => node is NirGraph graph ? graph.Count : 1);

    /// <summary>What is wrong with the graph: dangling edges, shapes that do not fit, parameters that contradict each other. Empty where nothing is.</summary>
    public IReadOnlyList<string> Problems() => new GraphShapes(this).Problems;

    /// <inheritdoc/>
    public bool Equals(NirGraph? other) =>
        other is not null && Equals(Metadata, other.Metadata) && Nodes.Count == other.Nodes.Count && Nodes.SequenceEqual(other.Nodes) && Sorted().SequenceEqual(other.Sorted());

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Nodes.Count, Edges.Length);

    internal override NirShape OutputFor(NirShape input) => input;

    internal override void Write(FieldWriter fields)
    {
        fields.Add("nodes", new DataGroup(Nodes.Select(node => new KeyValuePair<string, DataItem>(node.Key, NirLayout.Write(node.Value)))));
        fields.Add("edges", new DataText(Edges.SelectMany(edge => (string[])[edge.Source, edge.Target]), [Edges.Length, 2]));
    }

    internal static NirGraph Read(FieldReader fields, int depth)
    {
        DataGroup nodes = fields.Group("nodes") ?? throw fields.Fault("the group 'nodes' is missing");
        var found = new List<KeyValuePair<string, NirNode>>();
        foreach ((string name, DataItem item) in nodes.Items)
        {
            if (item is not DataGroup group) throw fields.Fault($"'{name}' among its nodes must be a group");
            found.Add(new(name, NirLayout.Read(group, depth == 0 ? $"node '{name}'" : $"{fields.Where}, node '{name}'", depth + 1)));
        }

        return new NirGraph(found, ReadEdges(fields));
    }

    private static IEnumerable<NirEdge> ReadEdges(FieldReader fields)
    {
        switch (fields.Item("edges"))
        {
            case null:
            case NumericArray { Length: 0 }:
            case DataText { Values.Count: 0 }:
                return [];
            case DataText { Shape: [_, 2] } text:
                return Enumerable.Range(0, text.Values.Count / 2).Select(i => new NirEdge(text.Values[2 * i], text.Values[(2 * i) + 1]));
            default:
                throw fields.Fault("the field 'edges' must be text of the shape (edges, 2)");
        }
    }

    private IEnumerable<NirEdge> Sorted() => Edges.OrderBy(edge => edge.Source, StringComparer.Ordinal).ThenBy(edge => edge.Target, StringComparer.Ordinal);
}
