using System.Diagnostics;
using Myelin.Experiments.Running;
using Myelin.Interchange;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Simulation.Inference;
using static Myelin.Syntax;

namespace Myelin.Experiments.Benchmarks.Jobs.Inference;

/// <summary>A NIR file of ten million parameters, from the disk to a network that is ready for its first step.</summary>
public sealed class NirLoad : WholeJob
{
    private static readonly int[] widths = [784, 4000, 1700, 10];

    /// <inheritdoc/>
    public override string Name => "nir-load";

    /// <inheritdoc/>
    public override string Description => "A NIR file of 10 M parameters (784-4000-1700-10 LIF, single precision), from the disk to the first step";

    /// <inheritdoc/>
    public override IReadOnlyList<FurtherFigure> Further => further;

    /// <inheritdoc/>
    public override long MemoryBytes => 512L << 20;

    private readonly List<FurtherFigure> further = [];

    /// <inheritdoc/>
    public override double Run(WholeJobContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        string path = Path.Combine(Path.GetTempPath(), $"{Guid.NewGuid():N}.nir");
        using Phase phase = context.Phase(Name);
        try
        {
            NirFile.Write(path, Graph(new Random((int)(context.Seed & 0xFFFF))));
            long start = Stopwatch.GetTimestamp();
            NirGraph graph = NirFile.Read(path).Graph;
            double read = Stopwatch.GetElapsedTime(start).TotalSeconds;
            _ = graph.ToNetwork(new NirImportOptions { Dt = 1 * ms });
            double mapped = Stopwatch.GetElapsedTime(start).TotalSeconds;
            start = Stopwatch.GetTimestamp();
            using var engine = InferenceEngine.Load(path, new NirImportOptions { Dt = 1 * ms });
            engine.Step();
            double whole = Stopwatch.GetElapsedTime(start).TotalSeconds;
            further.Clear();
            further.Add(new FurtherFigure("parameters", graph.Bytes / sizeof(float), ""));
            further.Add(new FurtherFigure("file", new FileInfo(path).Length / 1e6, "MB"));
            further.Add(new FurtherFigure("read", read, "s"));
            further.Add(new FurtherFigure("made a description", mapped - read, "s"));
            return whole;
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static NirGraph Graph(Random random)
    {
        var nodes = new List<KeyValuePair<string, NirNode>> { new("in", new InputNode(new NirShape(widths[0]))) };
        for (int layer = 1; layer < widths.Length; layer++)
        {
            (int inputs, int outputs) = (widths[layer - 1], widths[layer]);
            float[] weights = new float[inputs * outputs];
            foreach (ref float weight in weights.AsSpan()) weight = (random.NextSingle() - 0.5f) / MathF.Sqrt(inputs);
            NumericArray All(double value) => NumericArray.Filled(value, outputs);
            nodes.Add(new($"fc{layer}", new AffineNode(NumericArray.Of(weights, outputs, inputs), NumericArray.Of(new float[outputs], outputs))));
            nodes.Add(new($"lif{layer}", new LifNode(All(0.02), All(20), All(0), All(1))));
        }

        nodes.Add(new("out", new OutputNode(new NirShape(widths[^1]))));
        return new NirGraph(nodes, nodes.Zip(nodes.Skip(1), (a, b) => new NirEdge(a.Key, b.Key)));
    }
}
