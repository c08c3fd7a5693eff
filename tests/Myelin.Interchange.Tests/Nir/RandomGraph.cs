using Myelin.Connectivity;
using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Nir;

/// <summary>Graphs drawn at random; the same number gives the same graph.</summary>
internal static class RandomGraph
{
    /// <summary>Any nodes and edges: shapes need not fit.</summary>
    public static NirGraph Any(Random random, int depth = 0)
    {
        int count = random.Next(0, 7);
        var nodes = new Dictionary<string, NirNode>();
        for (int i = 0; i < count; i++) nodes[Name(random, i)] = Node(random, depth) with { Metadata = random.Next(4) == 0 ? Metadata(random, 0) : null };
        string[] names = [.. nodes.Keys];
        NirEdge[] edges = names.Length == 0 ? [] : [.. Enumerable.Range(0, random.Next(0, 9)).Select(_ => new NirEdge(names[random.Next(names.Length)], names[random.Next(names.Length)]))];
        return new NirGraph(nodes, edges);
    }

    private static string Name(Random random, int index) => random.Next(4) switch { 0 => $"lif{index}.w_rec", 1 => $"{index}", 2 => $"Knoten-ä {index}", _ => $"n{index}" };

    private static NirNode Node(Random random, int depth) => random.Next(depth < 2 ? 19 : 18) switch
    {
        0 => new InputNode(new NirShape(random.Next(1, 5), random.Next(1, 5))),
        1 => new OutputNode(new NirShape(random.Next(1, 5))),
        2 => new AffineNode(Array(random, 3, 4), Array(random, 3)),
        3 => new LinearNode(Array(random, 4, 2)),
        4 => new ScaleNode(Array(random, 2, 2)),
        5 => new DelayNode(Array(random, 3)),
        6 => new FlattenNode(random.Next(2), -1, random.Next(2) == 0 ? null : new NirShape(2, 3, 4)),
        7 => new Conv1dNode(Array(random, 2, 3, 3), Array(random, 2), random.Next(1, 3), random.Next(3) == 0 ? new NirPadding(null, "same") : random.Next(3), 1, 1, random.Next(2) == 0 ? null : 9),
        8 => new Conv2dNode(Array(random, 2, 3, 3, 2), Array(random, 2), new Size2D(1, 2), random.Next(3) == 0 ? new NirPadding(null, "valid") : new Size2D(1, 0), 1, 1, random.Next(2) == 0 ? null : new Size2D(8, 9)),
        9 => new SumPool2dNode(2, new Size2D(2, 1), 0),
        10 => new AvgPool2dNode(new Size2D(2, 3), 2, 1),
        11 => new ThresholdNode(Array(random, 5)),
        12 => new INode(Array(random, 5)),
        13 => new IfNode(Array(random, 5), Array(random, 5), Maybe(random, 5)),
        14 => new LiNode(Array(random, 5), Array(random, 5), Array(random, 5)),
        15 => new LifNode(Array(random, 5), Array(random, 5), Array(random, 5), Array(random, 5), Maybe(random, 5)),
        16 => new CubaLiNode(Array(random, 5), Array(random, 5), Array(random, 5), Array(random, 5), Maybe(random, 5)),
        17 => new CubaLifNode(Array(random, 5), Array(random, 5), Array(random, 5), Array(random, 5), Array(random, 5), Maybe(random, 5), Maybe(random, 5)),
        _ => Any(random, depth + 1),
    };

    private static NumericArray? Maybe(Random random, int length) => random.Next(2) == 0 ? null : Array(random, length);

    private static NumericArray Array(Random random, params int[] shape)
    {
        double[] values = [.. Enumerable.Range(0, shape.Aggregate(1, (a, b) => a * b)).Select(_ => (random.NextDouble() * 4) - 2)];
        return random.Next(3) switch
        {
            0 => NumericArray.Of([.. values.Select(v => (float)v)], shape),
            1 => NumericArray.Of([.. values.Select(v => (long)(100 * v))], shape),
            _ => NumericArray.Of(values, shape),
        };
    }

    private static DataGroup Metadata(Random random, int depth)
    {
        var items = new Dictionary<string, DataItem> { ["note"] = new DataText("größer"), ["values"] = Array(random, 2, 3), ["scalar"] = NumericArray.Scalar(random.NextDouble()), ["many"] = new DataText(["a", "", "c"], [3]) };
        if (depth < 2 && random.Next(2) == 0) items["inner"] = Metadata(random, depth + 1);
        return new DataGroup(items);
    }
}
