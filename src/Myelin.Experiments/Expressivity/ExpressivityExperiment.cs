using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.Expressivity;

/// <summary>Into how many regions the spikes of a network divide the space of its inputs, against latency and depth.</summary>
public sealed class ExpressivityExperiment : Experiment
{
    private static readonly int[] latencies = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64];
    private static readonly Claim bound = Experiments.Claim.AtMost("changes of one neuron's spikes along a line, largest share of (T² + T) / 2", 1);
    private static readonly Claim growth = Experiments.Claim.Value("exponent of the number of regions in T, first layer", 2, 0.2);
    private static readonly Claim depth = Experiments.Claim.AtMost("regions of a deeper layer, largest share of those of the first", 1);
    private static readonly Claim within = Experiments.Claim.Value("changes of deeper layers that are no change of the first", 0, 0);

    /// <summary>Number of random networks.</summary>
    [Parameter("random networks", Quick = 2)]
    [Between(1, 10_000)]
    public int Networks { get; init; } = 20;

    /// <summary>Neurons of a layer.</summary>
    [Parameter("neurons of a layer")]
    [Between(1, 100)]
    public int Width { get; init; } = 10;

    /// <summary>Number of layers.</summary>
    [Parameter("layers")]
    [Between(2, 20)]
    public int Layers { get; init; } = 4;

    /// <summary>The longest latency in steps.</summary>
    [Parameter("the longest latency in steps", Quick = 12)]
    [Between(4, 64)]
    public int Latency { get; init; } = 32;

    /// <summary>What remains of the membrane after a step.</summary>
    [Parameter("what remains of the membrane after a step")]
    [Between(0.1, 1)]
    public double Beta { get; init; } = 0.9;

    /// <summary>Points of a side of the drawn plane.</summary>
    [Parameter("points of a side of the plane that is drawn", Quick = 30)]
    [Between(10, 1000)]
    public int Side { get; init; } = 120;

    /// <inheritdoc/>
    public override string Id => "expressivity";

    /// <inheritdoc/>
    public override string Title => "Regions of constant output against latency and depth";

    /// <inheritdoc/>
    public override string Summary =>
        "With an input that does not change, a network of leaky integrate-and-fire neurons in discrete time gives the same spikes everywhere in a region bounded by planes. Regions along a line are counted " +
        "exactly, for random networks: their number grows with the square of the number of steps, and only the first layer decides, because deeper layers can merge regions but not divide them. The bound " +
        "(T² + T) / 2 on the planes of a neuron is quoted from memory of the paper's theorem.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "D. A. Nguyen, E. Araya, A. Fono, G. Kutyniok",
        2025,
        "Time to Spike? Understanding the Representational Power of Spiking Neural Networks in Discrete Time",
        "International Conference on Machine Learning, PMLR 267, 45954-45987; arXiv:2505.18023");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [bound, growth, depth, within];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(0, 0, 64_000_000, 1 + (Networks * Width * Math.Pow(Latency, 3) * (40 + (Width * Layers)) * 3e-8), "30 ns for a step of a neuron");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int[] steps = [.. latencies.Where(t => t <= Latency)];
        double worst = Neuron(context, steps);
        double[,] regions = new double[Layers, steps.Length], first = new double[Networks, steps.Length];
        double share = 0, outside = 0;
        using (Phase phase = context.Phase("Lines", "lineSeconds"))
        {
            for (int k = 0; k < Networks; k++)
            {
                var random = new RandomStream(context.Seed, StreamPurpose.Data, (uint)k);
                var network = new LayeredCode(Model(Beta), 2, Width, Layers, ref random);
                double angle = 2 * Math.PI * random.NextDouble();
                for (int i = 0; i < steps.Length; i++)
                {
                    (int[] counts, int elsewhere, int most) = Line(network, steps[i], angle);
                    worst = Math.Max(worst, most / Planes(steps[i]));
                    outside += elsewhere;
                    first[k, i] = counts[0];
                    for (int layer = 0; layer < Layers; layer++) regions[layer, i] += counts[layer] / (double)Networks;
                    share = Math.Max(share, counts.Skip(1).Max() / (double)counts[0]);
                }

                phase.Report((k + 1.0) / Networks, $"network {k + 1}");
            }
        }

        context.Claim(bound, worst);
        context.Claim(depth, share);
        context.Claim(within, outside);
        double[] row = [.. Enumerable.Range(0, steps.Length).Select(i => regions[0, i])];
        context.Claim(growth, Exponent(steps, row));
        double[] x = [.. steps.Select(t => (double)t)];
        context.Figure(new LineFigure(
            "Regions along a line, by layer",
            $"Mean over {Networks} networks of {Width} neurons a layer. Two neighbouring regions differ in the spikes of the layer. The bound counts (T² + T) / 2 changes of every neuron of the first layer.",
            new Axis("steps T") { Logarithmic = true },
            new Axis("regions") { Logarithmic = true },
            [
                .. Enumerable.Range(0, Layers).Select(layer => new Series($"layer {layer + 1}", x, [.. steps.Select((_, i) => regions[layer, i])])),
                new Series("bound", x, [.. steps.Select(t => 1 + (Width * Planes(t)))]),
            ]));
        var table = new Table("Regions along a line", "Mean over the networks.", ["steps", .. Enumerable.Range(1, Layers).Select(l => $"layer {l}"), "bound"]);
        for (int i = 0; i < steps.Length; i++) table.Add([steps[i], .. Enumerable.Range(0, Layers).Select(l => (object)regions[l, i]), 1 + (Width * Planes(steps[i]))]);
        context.Table(table);
        using (context.Phase("Planes", "planeSeconds")) Plane(context);
    }

    private static Leaky Model(double beta) => new Leaky { Beta = beta, ResetTiming = ResetTiming.SameStep };

    private static double Planes(int steps) => steps * (steps + 1) / 2.0;

    // From the middle of the axis on, where the first few regions count less.
    private static double Exponent(int[] steps, double[] counts)
    {
        int from = steps.Length / 2;
        double[] x = [.. steps.Skip(from).Select(t => Math.Log(t))], y = [.. counts.Skip(from).Select(c => Math.Log(c))];
        double mx = x.Average(), my = y.Average();
        return x.Zip(y, (a, b) => (a - mx) * (b - my)).Sum() / x.Sum(a => (a - mx) * (a - mx));
    }

    // One neuron, all currents that make a difference, for several leaks.
    private static double Neuron(ExperimentContext context, int[] steps)
    {
        var random = new RandomStream(context.Seed, StreamPurpose.Data);
        double worst = 0;
        double[] x = [.. steps.Select(t => (double)t)];
        var series = new List<Series>();
        foreach (double beta in (double[])[1, 0.9, 0.5])
        {
            var neuron = new LayeredCode(Model(beta), 1, 1, 1, ref random);
            double[] counts = [.. steps.Select(t => (double)neuron.Changes(c => c, t, -0.5, 2.5).Count)];
            worst = Math.Max(worst, counts.Select((c, i) => c / Planes(steps[i])).Max());
            series.Add(new Series(string.Create(CultureInfo.InvariantCulture, $"β = {beta}"), x, counts));
            context.Result(string.Create(CultureInfo.InvariantCulture, $"exponent of the changes of one neuron, β = {beta}"), Exponent(steps, counts));
        }

        series.Add(new Series("(T² + T) / 2", x, [.. steps.Select(Planes)]));
        context.Figure(new LineFigure(
            "Changes of one neuron's spikes as its current grows",
            "Each is a plane in the space of inputs. Without leak they are where T steps give one spike more: at fractions of the threshold with denominators up to T.",
            new Axis("steps T") { Logarithmic = true },
            new Axis("changes") { Logarithmic = true },
            series));
        return worst;
    }

    private static (int[] Regions, int Outside, int Most) Line(LayeredCode network, int steps, double angle)
    {
        double[] direction = [3 * Math.Cos(angle), 3 * Math.Sin(angle)];
        double[] At(double s) => [s * direction[0], s * direction[1]];
        var ends = new List<double>();
        int most = 0;
        for (int n = 0; n < network.Width; n++)
        {
            int neuron = n;
            List<double> changes = network.Changes(s => network.Current(neuron, At(s)), steps, -1, 1);
            most = Math.Max(most, changes.Count);
            ends.AddRange(changes);
        }

        // A region is a run of pieces with one code, and no deeper layer's code changes within a piece of the first layer's.
        int[] regions = new int[network.Depth];
        double[] places = [-1, .. LayeredCode.Apart(ends), 1];
        ulong[][]? before = null;
        int outside = 0;
        for (int i = 0; i + 1 < places.Length; i++)
        {
            double length = places[i + 1] - places[i];
            ulong[][] code = network.Of(At(places[i] + (length / 4)), steps), later = network.Of(At(places[i] + (length * 3 / 4)), steps);
            for (int layer = 0; layer < network.Depth; layer++)
            {
                if (before is null || !code[layer].AsSpan().SequenceEqual(before[layer])) regions[layer]++;
                if (layer > 0 && !code[layer].AsSpan().SequenceEqual(later[layer])) outside++;
            }

            before = code;
        }

        return (regions, outside, most);
    }

    private void Plane(ExperimentContext context)
    {
        const int Shown = 4;
        var random = new RandomStream(context.Seed, StreamPurpose.Data, 0);
        var network = new LayeredCode(Model(Beta), 2, Width, Layers, ref random);
        string[] names = [.. Enumerable.Range(0, Side).Select(i => string.Create(CultureInfo.InvariantCulture, $"{-3 + (6.0 * i / (Side - 1)):0.00}"))];
        foreach ((int layer, int steps) in (ReadOnlySpan<(int, int)>)[(0, 1), (0, Shown), (Layers - 1, Shown)])
        {
            double[,] output = new double[Side, Side];
            var codes = new HashSet<string>(StringComparer.Ordinal);
            for (int i = 0; i < Side; i++)
            {
                for (int j = 0; j < Side; j++)
                {
                    ulong[] code = network.Of([-3 + (6.0 * j / (Side - 1)), 3 - (6.0 * i / (Side - 1))], steps)[layer];
                    codes.Add(string.Join(' ', code));
                    for (int n = 0; n < code.Length; n++) output[i, j] += System.Numerics.BitOperations.PopCount(code[n]) * Math.Sin(n + 1);
                }
            }

            context.Result(string.Create(CultureInfo.InvariantCulture, $"different spikes on a grid of {Side} x {Side} points, layer {layer + 1}, {steps} steps"), codes.Count);
            context.Figure(new HeatmapFigure(
                $"Layer {layer + 1}, T = {steps}",
                $"A weighted sum of the spikes of layer {layer + 1} over two inputs: {codes.Count} different codes on the grid.",
                "first input", names, "second input", [.. names.Reverse()], "weighted spikes", output));
        }
    }
}
