using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Mapping;

/// <summary>A way from a node that emits, or that has a bias, over linear nodes to a node that receives.</summary>
/// <param name="Source">The node that emits or has the bias.</param>
/// <param name="Target">The node that receives: neurons, or an output of the graph.</param>
/// <param name="Nodes">The linear nodes between, in order; without the one whose bias it is.</param>
internal sealed record LinearPath(string Source, string Target, IReadOnlyList<string> Nodes);

/// <summary>Finds the ways over linear nodes.</summary>
internal sealed class LinearPaths
{
    private const int Most = 20_000;

    private readonly GraphShapes shapes;
    private readonly ILookup<string, string> after;
    private readonly List<LinearPath> found = [];
    private readonly List<string> way = [];

    private LinearPaths(GraphShapes shapes)
    {
        this.shapes = shapes;
        after = shapes.Flat.Edges.ToLookup(e => e.Source, e => e.Target, StringComparer.Ordinal);
    }

    /// <summary>All ways from some nodes.</summary>
    /// <exception cref="InvalidDataException">Linear nodes form a cycle, or there are too many ways.</exception>
    public static IReadOnlyList<LinearPath> From(GraphShapes shapes, IEnumerable<string> sources)
    {
        var paths = new LinearPaths(shapes);
        foreach (string source in sources) paths.Walk(source, source);
        return paths.found;
    }

    /// <summary>The linear nodes that lie on a cycle without neurons; empty where there is none.</summary>
    public static IReadOnlyList<string> Cycle(GraphShapes shapes)
    {
        var left = shapes.Flat.Nodes.Where(n => IsLinear(shapes, n.Key)).Select(n => n.Key).ToHashSet(StringComparer.Ordinal);
        NirEdge[] edges = [.. shapes.Flat.Edges.Where(e => left.Contains(e.Source) && left.Contains(e.Target))];
        bool changed = true;
        while (changed)
        {
            edges = [.. edges.Where(e => left.Contains(e.Source) && left.Contains(e.Target))];
            HashSet<string> sources = [.. edges.Select(e => e.Source)], targets = [.. edges.Select(e => e.Target)];
            changed = left.RemoveWhere(n => !sources.Contains(n) || !targets.Contains(n)) > 0;
        }

        return [.. left.Order(StringComparer.Ordinal)];
    }

    /// <summary>Whether a node only computes sums of what it gets in the same step, or earlier.</summary>
    public static bool IsLinear(GraphShapes shapes, string name) =>
        shapes.Flat.Nodes[name] is not NeuronNode && !shapes.Flat.Inputs.Contains(name) && !shapes.Flat.Outputs.Contains(name);

    private void Walk(string source, string at)
    {
        foreach (string next in after[at])
        {
            if (!IsLinear(shapes, next))
            {
                if (found.Count == Most) throw new InvalidDataException($"The graph has more than {Most} ways over linear nodes from one population to another.");
                found.Add(new LinearPath(source, next, [.. way]));
                continue;
            }

            way.Add(next);
            Walk(source, next);
            way.RemoveAt(way.Count - 1);
        }
    }
}
