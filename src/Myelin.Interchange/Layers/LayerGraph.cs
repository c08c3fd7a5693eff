namespace Myelin.Interchange.Layers;

/// <summary>A layer at its place.</summary>
/// <param name="Name">Its name; unique in the graph.</param>
/// <param name="Layer">What it computes.</param>
/// <param name="Inputs">Numbers of the nodes that it takes; all of them are before it.</param>
/// <param name="Shape">Shape of a sample that goes out.</param>
public sealed record LayerNode(string Name, Layer Layer, IReadOnlyList<int> Inputs, IReadOnlyList<int> Shape)
{
    /// <summary>Number of elements of a sample that goes out.</summary>
    public int Size => (int)Layer.Count(Shape);
}

/// <summary>An ordinary network: layers with an order, each taking what layers before it give. The first is the input, the last the output.</summary>
public sealed class LayerGraph
{
    /// <summary>The most elements that a layer may give.</summary>
    internal const long MostElements = 1L << 26;

    private readonly List<LayerNode> nodes = [];
    private readonly HashSet<string> names = new(StringComparer.Ordinal);

    /// <summary>The layers, in an order in which they can be computed.</summary>
    public IReadOnlyList<LayerNode> Nodes => nodes;

    /// <summary>Where samples come in.</summary>
    public LayerNode Input => nodes[0];

    /// <summary>What the network gives.</summary>
    public LayerNode Output => nodes[^1];

    /// <summary>Numbers that belong to the layers.</summary>
    public long ParameterCount => nodes.Sum(n => n.Layer.ParameterCount);

    /// <summary>Adds a layer behind all others.</summary>
    /// <param name="name">Its name; a number is added where it is taken.</param>
    /// <param name="layer">What it computes.</param>
    /// <param name="inputs">Numbers of the nodes that it takes.</param>
    /// <returns>Its number.</returns>
    /// <exception cref="InvalidDataException">The layer does not take these shapes; the message names it.</exception>
    public int Add(string name, Layer layer, params IReadOnlyList<int> inputs)
    {
        ArgumentNullException.ThrowIfNull(layer);
        ArgumentNullException.ThrowIfNull(inputs);
        if (layer.InputCount != inputs.Count) throw new InvalidDataException($"'{name}' takes {layer.InputCount} inputs, but gets {inputs.Count}.");
        int[] shape;
        try
        {
            shape = layer.OutputFor([.. inputs.Select(i => nodes[i].Shape)]);
        }
        catch (LayerShapeException problem)
        {
            throw new InvalidDataException($"'{name}' {problem.Message}.", problem);
        }

        if (shape.Length == 0 || Array.Exists(shape, s => s < 1) || Layer.Count(shape) > MostElements)
            throw new InvalidDataException($"'{name}' gives the shape {Layer.Text(shape)}; from 1 to {MostElements} elements are possible.");
        nodes.Add(new LayerNode(Unique(name), layer, inputs, shape));
        return nodes.Count - 1;
    }

    /// <summary>The same network without what its output does not depend on, in the same order; the last is the given node.</summary>
    internal LayerGraph EndingIn(int output)
    {
        bool[] needed = new bool[nodes.Count];
        needed[0] = needed[output] = true;
        for (int i = output; i >= 0; i--)
        {
            if (!needed[i]) continue;
            foreach (int input in nodes[i].Inputs) needed[input] = true;
        }

        var graph = new LayerGraph();
        int[] places = new int[nodes.Count];
        for (int i = 0; i <= output; i++)
        {
            if (needed[i]) places[i] = graph.Add(nodes[i].Name, nodes[i].Layer, [.. nodes[i].Inputs.Select(n => places[n])]);
        }

        return graph;
    }

    private string Unique(string name)
    {
        string unique = name;
        for (int i = 2; !names.Add(unique); i++) unique = $"{name}_{i}";
        return unique;
    }
}
