namespace Myelin.Interchange.Nir;

/// <summary>The shape of what every node of a graph gives away, found from what inputs and parameters say, and what is wrong with them.</summary>
internal sealed class GraphShapes
{
    private readonly Dictionary<string, NirShape> outputs = new(StringComparer.Ordinal);
    private readonly Dictionary<string, NirShape> inputs = new(StringComparer.Ordinal);
    private readonly List<string> problems;

    /// <summary>Finds the shapes.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="trustDeclared">Whether what inner inputs, and outputs, declare must hold; else they pass on what they get.</param>
    public GraphShapes(NirGraph graph, bool trustDeclared = true)
    {
        Flat = new FlatGraph(graph);
        problems = [.. Flat.Problems];
        foreach ((string name, NirNode node) in Flat.Nodes)
        {
            if (node.Conflict is { } conflict) problems.Add($"Node '{name}' ({node.Type}): {conflict}.");
        }

        if (problems.Count == 0) Infer(trustDeclared);
    }

    public FlatGraph Flat { get; }

    public IReadOnlyList<string> Problems => problems;

    /// <summary>What a node gives away.</summary>
    public NirShape OutputOf(string name) => outputs[name];

    /// <summary>What a node gives away; null where that could not be found.</summary>
    public NirShape? Find(string name) => outputs.TryGetValue(name, out NirShape shape) ? shape : null;

    /// <summary>What a node gets.</summary>
    public NirShape InputOf(string name) => inputs.TryGetValue(name, out NirShape shape) ? shape : outputs[name];

    private void Infer(bool trustDeclared)
    {
        ILookup<string, string> after = Flat.Edges.ToLookup(e => e.Source, e => e.Target, StringComparer.Ordinal);
        var open = new Queue<string>(Flat.Inputs);
        foreach (string name in Flat.Inputs) outputs[name] = ((InputNode)Flat.Nodes[name]).Shape;
        Propagate(open, after, trustDeclared);

        // What no input reaches has the shape of its own parameters.
        foreach ((string name, NirNode node) in Flat.Nodes.OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            if (problems.Count > 0 || outputs.ContainsKey(name) || node.OwnOutput is not { } own) continue;
            outputs[name] = own;
            open.Enqueue(name);
            Propagate(open, after, trustDeclared);
        }

        foreach (string name in Flat.Nodes.Keys.Where(name => !outputs.ContainsKey(name)).Order(StringComparer.Ordinal))
        {
            if (problems.Count == 0) problems.Add($"Node '{name}' ({Flat.Nodes[name].Type}): nothing says what shape it gets; no edge leads to it from an Input.");
        }
    }

    private void Propagate(Queue<string> open, ILookup<string, string> after, bool trustDeclared)
    {
        while (open.TryDequeue(out string? source))
        {
            NirShape given = outputs[source];
            foreach (string target in after[source])
            {
                NirNode node = Flat.Nodes[target];
                if (inputs.TryGetValue(target, out NirShape before))
                {
                    if (before.Count != given.Count) problems.Add($"Node '{target}' ({node.Type}) gets the shape {given} from '{source}', and {before} from another node.");
                    continue;
                }

                inputs[target] = given;
                try
                {
                    NirShape made = node is InputNode or OutputNode && !trustDeclared ? given : node.OutputFor(given);
                    if (!outputs.ContainsKey(target)) open.Enqueue(target);
                    outputs.TryAdd(target, made);
                }
                catch (NirShapeException problem)
                {
                    problems.Add($"Node '{target}' ({node.Type}) {problem.Message}, from '{source}'.");
                }
            }
        }
    }
}
