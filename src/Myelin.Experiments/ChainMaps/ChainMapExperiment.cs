using Myelin.Analysis;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.ChainMaps;

/// <summary>Attractors, synchrony and complexity of a chain of Chialvo and Rulkov maps against the strength of their coupling.</summary>
public sealed class ChainMapExperiment : Experiment
{
    private const int Kept = 100, SeriesLength = 800;
    private static readonly Claim coexistence = Experiments.Claim.AtLeast("coupling strengths at which attractors of period 4 and chaotic ones coexist", 1);
    private static readonly Claim doubling = Experiments.Claim.AtLeast("successive doublings of a period along the coupling", 1);
    private static readonly Claim quasiperiodic = Experiments.Claim.AtLeast("coupling strengths with a quasiperiodic attractor", 1);
    private static readonly Claim entropy = Experiments.Claim.AtLeast("median sample entropy on chaotic attractors, less the largest on periodic ones", 0);

    /// <summary>Number of maps.</summary>
    [Parameter("maps of the chain, Chialvo and Rulkov in turn")]
    [Between(2, 100)]
    public int Nodes { get; init; } = 3;

    /// <summary>The largest coupling.</summary>
    [Parameter("largest strength of the coupling")]
    [Between(0.001, 1)]
    public double LargestCoupling { get; init; } = 0.3;

    /// <summary>Number of strengths.</summary>
    [Parameter("strengths of the coupling that are tried, evenly spaced from 0", Quick = 61)]
    [Between(2, 10_000)]
    public int Strengths { get; init; } = 121;

    /// <summary>Number of starting points.</summary>
    [Parameter("random starting points for each strength", Quick = 6)]
    [Between(1, 1000)]
    public int Starts { get; init; } = 12;

    /// <summary>Iterations before the measurement.</summary>
    [Parameter("iterations before an attractor counts as reached", Quick = 10_000)]
    [Between(100, 10_000_000)]
    public int Transient { get; init; } = 30_000;

    /// <summary>Drive of the recovery by the activation in Chialvo's map.</summary>
    [Parameter("b of Chialvo's map, with a = 0.89 and c = 0.28")]
    public double B { get; init; } = 0.66;

    /// <summary>Constant drive of Chialvo's map.</summary>
    [Parameter("k of Chialvo's map")]
    public double K { get; init; } = -0.07;

    /// <summary>Nonlinearity of Rulkov's map.</summary>
    [Parameter("alpha of Rulkov's map")]
    [Positive]
    public double Alpha { get; init; } = 4.42;

    /// <summary>Rate of Rulkov's slow variable.</summary>
    [Parameter("mu of Rulkov's map")]
    [Positive]
    public double Mu { get; init; } = 0.028;

    /// <summary>Drive of Rulkov's slow variable.</summary>
    [Parameter("sigma of Rulkov's map")]
    public double Sigma { get; init; } = 0.917;

    /// <inheritdoc/>
    public override string Id => "chain-map";

    /// <inheritdoc/>
    public override string Title => "A chain of two kinds of maps";

    /// <inheritdoc/>
    public override string Summary =>
        "A Rulkov map between two Chialvo maps, each pulled by its neighbours. The paper's coupled equations and parameters were not at hand: the coupling here is " +
        "linear and diffusive in the first variables, of one strength, and the parameters were found by a search for coexisting attractors. So the claims are the qualitative ones of the paper's abstract, " +
        "and no number is compared: attractors of period 4 beside chaos, period doubling, quasiperiodic orbits, two measures of synchrony and sample entropy.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "I. Ghosh, A. S. Nair, H. O. Fatoyinbo, S. S. Muni",
        2024,
        "Dynamical properties of a small heterogeneous chain network of neurons in discrete time",
        "European Physical Journal Plus 139",
        "10.1140/epjp/s13360-024-05363-0");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [coexistence, doubling, quasiperiodic, entropy];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(Nodes, 2 * (Nodes - 1), 20_000_000, 0.5 + (Strengths * (double)Starts * (Transient + 8000) * Nodes * 25e-9), "25 ns for each map and iteration, on one thread");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        List<Orbit>[] orbits = new List<Orbit>[Strengths];
        using (Phase phase = context.Phase("Iterating", "simulateSeconds"))
        {
            for (int i = 0; i < Strengths; i++)
            {
                double coupling = LargestCoupling * i / (Strengths - 1);
                orbits[i] = [.. Enumerable.Range(0, Starts).Select(start => Follow(coupling, context.Seed, (uint)start))];
                phase.Report((i + 1.0) / Strengths, $"coupling {coupling:0.###}");
            }
        }

        Attractors(context, orbits);
        Diagrams(context, orbits);
        Measures(context, orbits);
    }

    /// <summary>How often a period is doubled: the longest run of p, 2p, 4p and so on among given periods, less one.</summary>
    internal static int Doublings(IReadOnlySet<int> periods)
    {
        int most = 0;
        foreach (int period in periods.Where(p => p > 0))
        {
            int count = 0;
            while (periods.Contains(period << (count + 1))) count++;
            most = Math.Max(most, count);
        }

        return most;
    }

    private MapChain Chain(double coupling) =>
        new(Nodes, new ChialvoMap { B = B, K = K }, new ChaoticRulkovMap { Alpha = Alpha, Mu = Mu, Sigma = Sigma }, coupling);

    private Orbit Follow(double coupling, ulong seed, uint start)
    {
        MapChain chain = Chain(coupling);
        var random = new RandomStream(seed, StreamPurpose.InitialState, start);
        for (int j = 0; j < Nodes; j++)
        {
            chain.X[j] = (4 * random.NextDouble()) - 2;
            chain.Y[j] = (4 * random.NextDouble()) - 2;
        }

        Attractor attractor = Attractor.Of(chain, Chain(coupling), Transient);
        double[][] Rows() => [.. Enumerable.Range(0, Nodes).Select(_ => new double[SeriesLength])];
        double[][] x = Rows(), y = Rows();
        for (int t = 0; t < SeriesLength && attractor.Kind != AttractorKind.None; t++)
        {
            chain.Step();
            for (int j = 0; j < Nodes; j++) (x[j][t], y[j][t]) = (chain.X[j], chain.Y[j]);
        }

        return new Orbit(coupling, attractor, x, y);
    }

    private static void Attractors(ExperimentContext context, List<Orbit>[] orbits)
    {
        bool[] coexists = [.. orbits.Select(o => o.Exists(a => a.Attractor.Period == 4) && o.Exists(a => a.Attractor.Kind == AttractorKind.Chaotic))];
        context.Claim(coexistence, coexists.Count(c => c));
        context.Result("coexistence without coupling", coexists[0] ? 1 : 0);
        HashSet<int> periods = [.. orbits.SelectMany(o => o).Select(o => o.Attractor.Period).Where(p => p > 0)];
        context.Claim(doubling, Doublings(periods));
        context.Claim(quasiperiodic, orbits.Count(o => o.Exists(a => a.Attractor.Kind == AttractorKind.Quasiperiodic)));
        var table = new Table(
            "Attractors",
            "How many starting points end where; an orbit that does not repeat itself within 64 iterations is chaotic where its largest Lyapunov exponent is above 0.005.",
            "coupling", "escape", "periods", "quasiperiodic", "chaotic", "largest exponent");
        foreach (List<Orbit> all in orbits.Where((_, i) => i % Math.Max(1, orbits.Length / 40) == 0))
        {
            IEnumerable<string> found = all.Where(o => o.Attractor.Period > 0).GroupBy(o => o.Attractor.Period).OrderBy(g => g.Key).Select(g => $"{g.Key} ({g.Count()})");
            int Of(AttractorKind kind) => all.Count(o => o.Attractor.Kind == kind);
            double largest = all.Select(o => o.Attractor.Exponent).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Max();
            table.Add(all[0].Coupling, Of(AttractorKind.None), string.Join(", ", found), Of(AttractorKind.Quasiperiodic), Of(AttractorKind.Chaotic), largest);
        }

        context.Table(table);
    }

    private void Diagrams(ExperimentContext context, List<Orbit>[] orbits)
    {
        foreach ((int node, string name) in new[] { (0, "Chialvo"), (1, "Rulkov") })
        {
            var layers = new List<Layer>();
            foreach ((string label, Func<Attractor, bool> which) in new (string, Func<Attractor, bool>)[]
                { ("periodic", a => a.Kind == AttractorKind.Periodic), ("quasiperiodic", a => a.Kind == AttractorKind.Quasiperiodic), ("chaotic", a => a.Kind == AttractorKind.Chaotic) })
            {
                List<double> at = [], value = [];
                foreach (List<Orbit> all in orbits)
                {
                    foreach (Orbit orbit in all.Where(o => which(o.Attractor)).DistinctBy(o => o.Attractor.Period))
                    {
                        IEnumerable<double> points = orbit.X[node].Take(Kept).DistinctBy(x => Math.Round(x, 3));
                        foreach (double x in points)
                        {
                            at.Add(orbit.Coupling);
                            value.Add(x);
                        }
                    }
                }

                layers.Add(new Layer(new Series(label, at, value), LayerMark.FineDots));
            }

            context.Figure(new LayeredFigure(
                $"Bifurcation diagram, {name} map {node + 1} of {Nodes}",
                $"Values of the first variable after {Transient} iterations, for every kind of attractor that the starting points lead to.",
                "strength of the coupling",
                $"x{node + 1}",
                layers));
        }
    }

    private void Measures(ExperimentContext context, List<Orbit>[] orbits)
    {
        Orbit[] firsts = [.. orbits.Select(o => o.Find(a => a.Attractor.Kind != AttractorKind.None)).OfType<Orbit>()];
        if (firsts.Length == 0) return;
        double[] at = [.. firsts.Select(o => o.Coupling)];
        double[] neighbours = [.. firsts.Select(o => Enumerable.Range(1, Nodes - 1).Average(j => Synchrony.CrossCorrelation(o.X[j - 1], o.X[j])))];
        List<Series> series =
        [
            new("correlation of neighbours", at, neighbours),
            new("order parameter", at, [.. firsts.Select(o => Synchrony.OrderParameter(o.X, o.Y))]),
        ];
        if (Nodes > 2) series.Insert(1, new("correlation of the first and the third", at, [.. firsts.Select(o => Synchrony.CrossCorrelation(o.X[0], o.X[2]))]));
        context.Figure(new LineFigure("Synchrony", "Of the first starting point: cross-correlation coefficients of the first variables, and Kuramoto's order parameter.", "strength of the coupling", "synchrony", series));

        double[] entropies = [.. firsts.Select(o => SampleEntropy.Of(o.X[Math.Min(1, Nodes - 1)]))];
        double[] chaotic = [.. entropies.Where((e, i) => firsts[i].Attractor.Kind == AttractorKind.Chaotic && double.IsFinite(e)).Order()];
        double[] periodic = [.. entropies.Where((e, i) => firsts[i].Attractor.Kind == AttractorKind.Periodic && double.IsFinite(e))];
        if (chaotic.Length > 0 && periodic.Length > 0) context.Claim(entropy, chaotic[chaotic.Length / 2] - periodic.Max());
        context.Figure(new LineFigure(
            "Complexity",
            $"Of the first starting point: sample entropy (m = 2, a fifth of the standard deviation) of {SeriesLength} values of Rulkov's first variable, and the largest Lyapunov exponent of the chain.",
            "strength of the coupling",
            "per iteration",
            new Series("sample entropy", at, entropies),
            new Series("largest Lyapunov exponent", at, [.. firsts.Select(o => Math.Max(o.Attractor.Exponent, -0.5))])));
    }

    private sealed record Orbit(double Coupling, Attractor Attractor, double[][] X, double[][] Y);
}
