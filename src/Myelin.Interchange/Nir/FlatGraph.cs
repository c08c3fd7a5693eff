namespace Myelin.Interchange.Nir;

/// <summary>A graph without graphs in it: what those hold is named <c>outer.inner</c>, and their inputs and outputs pass on what they get.</summary>
internal sealed class FlatGraph
{
    private readonly Dictionary<string, NirNode> nodes = new(StringComparer.Ordinal);
    private readonly List<NirEdge> edges = [];
    private readonly List<string> problems = [];

    public FlatGraph(NirGraph graph)
    {
        Add(graph, "");
        Inputs = [.. graph.Nodes.Where(n => n.Value is InputNode).Select(n => n.Key)];
        Outputs = [.. graph.Nodes.Where(n => n.Value is OutputNode).Select(n => n.Key)];
        if (Inputs.Count == 0) problems.Add("The graph has no Input node.");
        if (Outputs.Count == 0) problems.Add("The graph has no Output node.");
        foreach (string input in Inputs.Where(input => edges.Exists(e => e.Target == input))) problems.Add($"The Input node '{input}' gets something from another node.");
        foreach (string output in Outputs.Where(output => edges.Exists(e => e.Source == output))) problems.Add($"The Output node '{output}' gives something to another node.");
    }

    public IReadOnlyDictionary<string, NirNode> Nodes => nodes;

    public IReadOnlyList<NirEdge> Edges => edges;

    public IReadOnlyList<string> Problems => problems;

    /// <summary>The inputs of the whole graph.</summary>
    public IReadOnlyList<string> Inputs { get; }

    /// <summary>The outputs of the whole graph.</summary>
    public IReadOnlyList<string> Outputs { get; }

    private void Add(NirGraph graph, string prefix)
    {
        foreach ((string name, NirNode node) in graph.Nodes)
        {
            if (node is NirGraph inner) Add(inner, $"{prefix}{name}.");
            else if (!nodes.TryAdd(prefix + name, node)) problems.Add($"The name '{prefix}{name}' would be there twice without nested graphs.");
        }

        foreach (NirEdge edge in graph.Edges.Distinct())
        {
            string? source = End(graph, prefix, edge, edge.Source, isSource: true), target = End(graph, prefix, edge, edge.Target, isSource: false);
            if (source is not null && target is not null) edges.Add(new NirEdge(source, target));
        }
    }

    // A nested graph gives what its output gets, and hands on to its input what it gets.
    private string? End(NirGraph graph, string prefix, NirEdge edge, string name, bool isSource)
    {
        if (!graph.Nodes.TryGetValue(name, out NirNode? node))
        {
            problems.Add($"The edge '{edge}'{(prefix.Length == 0 ? "" : $" in '{prefix.TrimEnd('.')}'")} names '{name}', but there is no such node; there are {string.Join(", ", graph.Nodes.Keys.Take(20))}.");
            return null;
        }

        string full = prefix + name;
        while (node is NirGraph inner)
        {
            string[] doors = [.. inner.Nodes.Where(n => isSource ? n.Value is OutputNode : n.Value is InputNode).Select(n => n.Key)];
            if (doors.Length != 1)
            {
                problems.Add($"The graph '{full}' within the graph has {doors.Length} {(isSource ? "outputs" : "inputs")}; one that stands as a node must have one.");
                return null;
            }

            full += "." + doors[0];
            node = inner.Nodes[doors[0]];
        }

        return full;
    }
}
