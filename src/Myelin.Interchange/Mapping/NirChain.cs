using Myelin.Connectivity;
using Myelin.Interchange.Nir;
using Myelin.Networks;

namespace Myelin.Interchange.Mapping;

/// <summary>A linear node of a chain.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Node">The node.</param>
/// <param name="Input">Shape of what it gets in a step.</param>
/// <param name="Output">Shape of what it gives.</param>
/// <param name="Delays">The delays of a Delay node in steps, rounded to whole ones: one for each element, or one for all; null for other nodes.</param>
public sealed record NirChainNode(string Name, NirNode Node, NirShape Input, NirShape Output, IReadOnlyList<int>? Delays = null)
{
    /// <summary>The connections of a convolution or a pooling; null for other nodes.</summary>
    public ConnectionRule? Rule => Node switch
    {
        Conv1dNode convolution => convolution.Rule(Input),
        Conv2dNode convolution => convolution.Rule(Input),
        SumPool2dNode pool => pool.Rule(Input),
        AvgPool2dNode pool => pool.Rule(Input),
        _ => null,
    };
}

/// <summary>One link of a chain: linear nodes, and the neurons behind them.</summary>
/// <param name="Before">The linear nodes, in order.</param>
/// <param name="Neurons">The neurons; null in the last link where linear nodes lead to the Output.</param>
/// <param name="Shape">Shape of what the neurons give, or the last linear node.</param>
/// <param name="IsGraded">Whether the neurons give their potential and not spikes.</param>
/// <param name="Back">The linear nodes by which their spikes come back to them one step later; null where they do not.</param>
public sealed record NirChainLink(IReadOnlyList<NirChainNode> Before, Population? Neurons, NirShape Shape, bool IsGraded, IReadOnlyList<NirChainNode>? Back);

/// <summary>A graph that is a chain: one way from its Input to its Output, with no other cycles than neurons whose spikes come back to themselves.</summary>
public sealed class NirChain
{
    private readonly GraphShapes shapes;
    private readonly NirImportOptions options;
    private readonly List<NirChainLink> links = [];

    internal NirChain(NirGraph graph, NirImportOptions options)
    {
        this.options = options;
        Network = graph.ToNetwork(options);
        shapes = new GraphShapes(graph, options.TrustDeclaredShapes);
        (Input, Output) = (Only(Network.Inputs, "Input"), Only(Network.Outputs, "Output"));
        string[] sources = [Input.Name, .. shapes.Flat.Nodes.Where(n => n.Value is NeuronNode).Select(n => n.Key)];
        Follow(LinearPaths.From(shapes, sources).ToLookup(p => p.Source, StringComparer.Ordinal));
    }

    /// <summary>The same graph as a network, whose populations the links name.</summary>
    public NirNetwork Network { get; }

    /// <summary>The input.</summary>
    public NirPort Input { get; }

    /// <summary>The output.</summary>
    public NirPort Output { get; }

    /// <summary>The links, from the input to the output.</summary>
    public IReadOnlyList<NirChainLink> Links => links;

    private void Follow(ILookup<string, LinearPath> ways)
    {
        Dictionary<string, Population> populations = Network.Network.Populations.ToDictionary(p => p.Name, StringComparer.Ordinal);
        var met = new HashSet<string>(StringComparer.Ordinal);
        for (string at = Input.Name; !string.Equals(at, Output.Name, StringComparison.Ordinal);)
        {
            string here = at;
            LinearPath[] on = [.. ways[at].Where(p => !string.Equals(p.Target, here, StringComparison.Ordinal))];
            if (on.Length != 1) throw new InvalidDataException($"The graph is no chain: {on.Length} ways lead on from '{at}'{(on.Length == 0 ? "" : $", to {string.Join(" and ", on.Select(p => $"'{p.Target}'"))}")}.");
            if (!met.Add(on[0].Target)) throw new InvalidDataException($"The graph is no chain: from '{at}' it leads back to '{on[0].Target}'.");
            at = on[0].Target;
            NirChainNode[] before = [.. Nodes(on[0])];
            if (string.Equals(at, Output.Name, StringComparison.Ordinal))
            {
                if (before.Length > 0) links.Add(new NirChainLink(before, null, before[^1].Output, IsGraded: false, null));
                break;
            }

            string there = at;
            LinearPath[] back = [.. ways[at].Where(p => string.Equals(p.Target, there, StringComparison.Ordinal))];
            if (back.Length > 1) throw new InvalidDataException($"The graph is no chain: the spikes of '{at}' come back to it by {back.Length} ways.");
            links.Add(new NirChainLink(
                before, populations[at], shapes.OutputOf(at), shapes.Flat.Nodes[at] is NeuronNode { IsGraded: true }, back.Length == 0 ? null : [.. Nodes(back[0])]));
        }

        if (shapes.Flat.Nodes.FirstOrDefault(n => n.Value is NeuronNode && !met.Contains(n.Key)).Key is { } beside)
            throw new InvalidDataException($"The graph is no chain: '{beside}' is not on the way from '{Input.Name}' to '{Output.Name}'.");
    }

    private IEnumerable<NirChainNode> Nodes(LinearPath path) =>
        path.Nodes.Where(name => shapes.Flat.Nodes[name] is not (InputNode or OutputNode)).Select(name =>
        {
            NirNode node = shapes.Flat.Nodes[name];
            return new NirChainNode(name, node, shapes.InputOf(name), shapes.OutputOf(name), node is DelayNode delay ? new NirDelay(name, delay).Steps(options.TimeUnit, Network.Dt, out _) : null);
        });

    private static NirPort Only(IReadOnlyCollection<NirPort> ports, string kind) =>
        ports.Count == 1 ? ports.Single() : throw new InvalidDataException($"The graph is no chain: it has {ports.Count} {kind} nodes, {string.Join(", ", ports.Select(p => p.Name))}.");
}

/// <summary>Graphs of NIR as chains of layers.</summary>
public static class NirChains
{
    extension(NirGraph graph)
    {
        /// <summary>The graph as a chain, which is what layers one after the other can be made of.</summary>
        /// <param name="options">What the file does not state; null for the defaults.</param>
        /// <exception cref="InvalidDataException">The graph contradicts itself or is no chain; one sentence says why.</exception>
        public NirChain ToChain(NirImportOptions? options = null) => new(graph, options ?? new NirImportOptions());
    }
}
