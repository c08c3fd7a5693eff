using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;

namespace Myelin.Experiments.SpatialPatterns;

/// <summary>Detectors of spatial patterns, trained by spike-timing-dependent plasticity and homeostasis.</summary>
public sealed class SpatialPatternsExperiment : Experiment
{
    private static readonly Claim detected = Experiments.Claim.Value("one pattern, networks that detect it", 100, 0, "%");
    private static readonly Claim falseAlarms = Experiments.Claim.Value("one pattern, false alarms", 0, 0, "%");
    private static readonly Claim once = Experiments.Claim.Value("one pattern shown once, right answers", 100, 0, "%");
    private static readonly Claim similarity = Experiments.Claim.AtLeast("several patterns, accuracy lost from the least to the most similar", 5, "%");
    private static readonly Claim number = Experiments.Claim.AtLeast("similar patterns, accuracy lost from two to the most", 5, "%");

    private static readonly double[] parts = [0, 0.25, 0.5, 0.7, 0.8, 0.9];

    /// <summary>Number of networks.</summary>
    [Parameter("number of networks, each with its own patterns", Quick = 2)]
    [Between(1, 10_000)]
    public int Networks { get; init; } = 20;

    /// <summary>Number of inputs.</summary>
    [Parameter("number of inputs")]
    [Between(80, 100_000)]
    public int Inputs { get; init; } = 100;

    /// <summary>Inputs of a pattern.</summary>
    [Parameter("how many inputs fire in a pattern")]
    [Between(10, 40)]
    public int Active { get; init; } = 20;

    /// <summary>Presentations of each pattern.</summary>
    [Parameter("how often each pattern is shown", Quick = 15)]
    [Between(1, 10_000)]
    public int Shows { get; init; } = 40;

    /// <summary>The learning rate.</summary>
    [Parameter("part of the way to the largest or smallest weight that one presentation moves a synapse")]
    [Between(0.001, 1)]
    public double Rate { get; init; } = 0.2;

    /// <summary>The most patterns.</summary>
    [Parameter("the most patterns that a network learns", Quick = 4)]
    [Between(2, 32)]
    public int MostPatterns { get; init; } = 8;

    /// <summary>Inputs swapped in tests.</summary>
    [Parameter("how many inputs of a pattern are swapped for others where several are told apart")]
    [Between(0, 5)]
    public int Swapped { get; init; } = 2;

    /// <summary>Patterns in a test.</summary>
    [Parameter("how many patterns each network is tested with", Quick = 40)]
    [Between(10, 100_000)]
    public int Tests { get; init; } = 200;

    /// <inheritdoc/>
    public override string Id => "spatial-patterns";

    /// <inheritdoc/>
    public override string Title => "Spatial patterns";

    /// <inheritdoc/>
    public override string Summary =>
        "A pattern is which inputs fire, all at once. A teacher makes a neuron fire with it; STDP raises the synapses of the pattern and lowers the rest, homeostasis holds their sum, so that only the pattern, or what is near " +
        "enough, reaches threshold. One pattern is detected and nothing else; of several, alike ones are confused. Sizes, the form of the rule and the bounds on what is lost are ours: the paper gives them no number here.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. Davies, A. Gait, A. Rowley, A. Di Nuovo", 2025, "Supervised learning of spatial features with STDP and homeostasis using Spiking Neural Networks on SpiNNaker", "Neurocomputing 611, 128650",
        "10.1016/j.neucom.2024.128650");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [detected, falseAlarms, once, similarity, number];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(Inputs + 16, 8L * (Inputs + 8), 20_000_000, Networks * 75.0 * (Tests + (4 * Shows)) * 6 * 2e-6, "2 us for a step");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase("Learning", "learnSeconds");
        ShowOnePattern(context);
        ShowTolerance(context);
        ShowSeveral(context, phase);
    }

    // The sum of weights with which a neuron fires on all but so many inputs of its pattern, and on no fewer.
    private double TotalFor(int missing) => PatternDetectors.Reach * Active / (Active - missing - 0.5);

    private void ShowOnePattern(ExperimentContext context)
    {
        double[] found = new double[Shows], wrong = new double[Shows];
        double afterOne = 0;
        for (int n = 0; n < Networks; n++)
        {
            ulong seed = context.Seed + (ulong)n;
            var source = new PatternSource(Inputs, Active, seed);
            bool[] pattern = source.Next();
            using var slow = new PatternDetectors(Inputs, Active, 1, TotalFor(0), Rate, seed);
            for (int s = 0; s < Shows; s++)
            {
                slow.Teach(pattern, 0);
                if (s == Shows - 1) slow.Settle();
                (double hits, double alarms) = Judge(slow, pattern, source);
                found[s] += 100 * hits / Networks;
                wrong[s] += 100 * alarms / Networks;
            }

            using var quick = new PatternDetectors(Inputs, Active, 1, TotalFor(0), 1, seed);
            quick.Teach(pattern, 0);
            quick.Settle();
            (double hitsOnce, double alarmsOnce) = Judge(quick, pattern, source);
            afterOne += 50 * (hitsOnce + 1 - alarmsOnce) / Networks;
        }

        context.Claim(detected, found[^1]);
        context.Claim(falseAlarms, wrong[^1]);
        context.Claim(once, afterOne);
        double[] shows = [.. Enumerable.Range(1, Shows).Select(s => (double)s)];
        context.Figure(new LineFigure(
            "One pattern", $"Mean over {Networks} networks. Half of the patterns that must not be detected are random, half have one input of the pattern swapped; these pass until, after the last presentation, homeostasis has settled.", "times shown", new Axis("patterns [%]") { FromZero = true },
            new Series("pattern detected", shows, found), new Series("false alarms", shows, wrong)));
    }

    // What part of the time the pattern is detected, and others are.
    private (double Hits, double Alarms) Judge(PatternDetectors network, bool[] pattern, PatternSource source)
    {
        double hits = network.Detect(pattern)[0] > 0 ? 1 : 0;
        int alarms = 0;
        for (int t = 0; t < Tests; t++)
        {
            if (network.Detect(t % 2 == 0 ? source.Next() : source.Swap(pattern, 1))[0] > 0) alarms++;
        }

        return (hits, (double)alarms / Tests);
    }

    private void ShowTolerance(ExperimentContext context)
    {
        var lines = new List<Series>();
        int most = Active / 2;
        foreach (int missing in (int[])[0, Active / 10, Active / 5, Active * 2 / 5])
        {
            double[] found = new double[most + 1];
            for (int n = 0; n < Networks; n++)
            {
                ulong seed = context.Seed + (ulong)n;
                var source = new PatternSource(Inputs, Active, seed);
                bool[] pattern = source.Next();
                using var network = new PatternDetectors(Inputs, Active, 1, TotalFor(missing), Rate, seed);
                for (int s = 0; s < Shows; s++) network.Teach(pattern, 0);
                network.Settle();
                for (int swapped = 0; swapped <= most; swapped++)
                {
                    for (int t = 0; t < 10; t++) found[swapped] += network.Detect(source.Swap(pattern, swapped))[0] > 0 ? 10.0 / Networks : 0;
                }
            }

            lines.Add(new Series(string.Create(CultureInfo.InvariantCulture, $"total {TotalFor(missing):0.0} mV"), [.. Enumerable.Range(0, most + 1).Select(s => (double)s)], found));
        }

        context.Figure(new LineFigure(
            "What homeostasis lets pass", $"A pattern of {Active} inputs, some of them swapped; the larger the sum of weights, the less of it is needed.", "inputs swapped", new Axis("detected [%]") { FromZero = true }, lines));
    }

    private void ShowSeveral(ExperimentContext context, Phase phase)
    {
        int[] counts = [.. ((int[])[1, 2, 3, 4, 6, 8, 12, 16, 24, 32]).Where(c => c < MostPatterns), MostPatterns];
        double[,] apart = new double[counts.Length, parts.Length], together = new double[counts.Length, parts.Length];
        for (int c = 0; c < counts.Length; c++)
        {
            for (int p = 0; p < parts.Length; p++)
            {
                int shared = (int)Math.Round(parts[p] * Active);
                for (int n = 0; n < Networks; n++)
                {
                    ulong seed = context.Seed + (ulong)n;
                    apart[c, p] += 100 * TellApart(counts[c], shared, seed) / Networks;
                    together[c, p] += 100 * AcceptAll(counts[c], shared, seed) / Networks;
                }

                phase.Report((double)((c * parts.Length) + p + 1) / (counts.Length * parts.Length), $"{counts[c]} patterns");
            }
        }

        string[] rows = [.. counts.Select(c => $"{c}")], columns = [.. parts.Select(p => p.ToString("0 %", CultureInfo.InvariantCulture))];
        double[] least = [.. Enumerable.Range(1, counts.Length - 1).Select(c => apart[c, 0])], most = [.. Enumerable.Range(1, counts.Length - 1).Select(c => apart[c, parts.Length - 1])];
        context.Claim(similarity, least.Average() - most.Average());
        context.Claim(number, most[0] - most[^1]);
        for (int c = 0; c < counts.Length; c++)
        {
            context.Result($"{counts[c]} patterns, nothing shared, accuracy", apart[c, 0], "%");
            context.Result($"{counts[c]} patterns, {columns[^1]} shared, accuracy", apart[c, parts.Length - 1], "%");
            context.Result($"{counts[c]} patterns on one neuron, nothing shared, accuracy", together[c, 0], "%");
            context.Result($"{counts[c]} patterns on one neuron, {columns[^1]} shared, accuracy", together[c, parts.Length - 1], "%");
        }

        context.Figure(new HeatmapFigure(
            "A neuron for each pattern", $"Right where the pattern's neuron fires and no other. Every test pattern has {Swapped} of {Active} inputs swapped.", "inputs that all patterns share", columns, "patterns", rows, "accuracy [%]", apart));
        context.Figure(new LineFigure(
            "Accuracy against number of patterns", "A neuron for each pattern.", "patterns", new Axis("accuracy [%]") { FromZero = true },
            [.. Enumerable.Range(0, parts.Length).Select(p => new Series(columns[p] + " shared", [.. counts.Select(c => (double)c)], [.. Enumerable.Range(0, counts.Length).Select(c => apart[c, p])]))]));
        context.Figure(new HeatmapFigure(
            "One neuron for all patterns", "Mean of trained patterns that are detected and of others that are not; half of these are random, half mixtures of the trained ones.", "inputs that all patterns share", columns, "patterns", rows, "accuracy [%]",
            together));
    }

    // How many patterns with swapped inputs make their own neuron fire and no other.
    private double TellApart(int count, int shared, ulong seed)
    {
        var source = new PatternSource(Inputs, Active, seed);
        bool[][] patterns = source.Similar(count, shared);
        using var network = new PatternDetectors(Inputs, Active, count, TotalFor(Swapped), Rate, seed);
        for (int s = 0; s < Shows; s++)
        {
            for (int k = 0; k < count; k++) network.Teach(patterns[k], k);
        }

        network.Settle();
        int right = 0;
        for (int t = 0; t < Tests; t++)
        {
            ReadOnlySpan<int> fired = network.Detect(source.Swap(patterns[t % count], Swapped));
            bool isRight = true;
            for (int k = 0; k < count; k++) isRight &= fired[k] > 0 == (k == t % count);
            if (isRight) right++;
        }

        return (double)right / Tests;
    }

    // One neuron that has learnt all patterns, with weights for all of their inputs: the mean of what it detects rightly and of what it rejects rightly.
    private double AcceptAll(int count, int shared, ulong seed)
    {
        var source = new PatternSource(Inputs, Active, seed);
        bool[][] patterns = source.Similar(count, shared);
        int all = Enumerable.Range(0, Inputs).Count(i => patterns.Any(p => p[i]));
        using var network = new PatternDetectors(Inputs, Active, 1, TotalFor(Swapped) * all / Active, Rate / count, seed);
        for (int s = 0; s < Shows; s++)
        {
            for (int k = 0; k < count; k++) network.Teach(patterns[k], 0);
        }

        network.Settle();
        double detectedPart = patterns.Count(p => network.Detect(p)[0] > 0) / (double)count;
        int alarms = 0, others = 0;
        for (int t = 0; t < Tests; t++)
        {
            bool[] other = t % 2 == 0 || count == 1 ? source.Next() : source.Mix(patterns);
            if (patterns.Any(p => p.AsSpan().SequenceEqual(other))) continue;
            others++;
            if (network.Detect(other)[0] > 0) alarms++;
        }

        return (detectedPart + 1 - (alarms / (double)Math.Max(1, others))) / 2;
    }
}
