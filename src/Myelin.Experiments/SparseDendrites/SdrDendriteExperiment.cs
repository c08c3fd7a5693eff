using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Spikes;

namespace Myelin.Experiments.SparseDendrites;

/// <summary>How reliably dendritic segments recognise sparse patterns: exact probabilities, scaling laws, and simulated segments beside them.</summary>
public sealed class SdrDendriteExperiment : Experiment
{
    private const double LargestDeviation = 4;
    private static readonly int[] thresholds = [3, 4, 5, 6, 7];

    // Computed by the authors for their paper (notebook "Equation for Neuron Paper"), to be met to their last printed digit but some.
    private static readonly (Claim Claim, double Measured)[] exact =
    [
        Exact(100_000, 2_000, 6, 6, 6.35308872941916e-11),
        Exact(100_000, 2_000, 10, 10, 1.00163216178113e-17),
        Exact(100_000, 2_000, 20, 10, 1.5419276725872e-12),
        Exact(100_000, 2_000, 40, 10, 4.91541864813209e-9),
        Exact(100_000, 2_000, 80, 10, 4.62568448037595e-6),
        Exact(10_000, 300, 24, 12, 8.37584522709849e-13),
    ];

    private static readonly Claim exponent = Experiments.Claim.Value("exponent of false matches in the number of cells, 64 active, 12 of 24 synapses", -12, 0.15);
    private static readonly Claim dense = Experiments.Claim.AtLeast("false matches with half of 100,000 cells active, 12 of 24 synapses", 0.5);
    private static readonly Claim falseMatches = Experiments.Claim.AtMost("simulated false matches: largest distance from the exact number", LargestDeviation, "standard errors");
    private static readonly Claim robustness = Experiments.Claim.AtMost("simulated recognition with cells missing: largest distance from the exact number", LargestDeviation, "standard errors");
    private static readonly Claim union = Experiments.Claim.AtMost("simulated false matches of mixed patterns: largest distance from the exact number", LargestDeviation, "standard errors");
    private static readonly Claim stored = Experiments.Claim.Value("mixed patterns that their segment recognises", 1, 0);

    /// <summary>Number of cells.</summary>
    [Parameter("cells of the simulated segments")]
    [Between(200, 100_000)]
    public int Cells { get; init; } = 2_000;

    /// <summary>Number of active cells.</summary>
    [Parameter("active cells of a pattern")]
    [Between(20, 10_000)]
    public int Active { get; init; } = 100;

    /// <summary>Number of synapses that a segment has on a pattern.</summary>
    [Parameter("synapses that a segment has on a pattern")]
    [Between(8, 100)]
    public int Synapses { get; init; } = 20;

    /// <summary>Number of segments of each kind.</summary>
    [Parameter("simulated segments of each kind", Quick = 50)]
    [Between(5, 10_000)]
    public int Segments { get; init; } = 200;

    /// <summary>Number of random patterns.</summary>
    [Parameter("random patterns that are shown", Quick = 1_000)]
    [Between(100, 100_000)]
    public int Patterns { get; init; } = 5_000;

    /// <inheritdoc/>
    public override string Id => "sdr-dendrite";

    /// <inheritdoc/>
    public override string Title => "Dendritic segments that recognise sparse patterns";

    /// <inheritdoc/>
    public override string Summary =>
        "A dendritic segment with a few synapses on the active cells of a pattern recognises it among random ones, and does so the better the sparser and " +
        "larger the population. Probabilities by the exact formula stand beside the authors' own, and counts of simulated segments beside the formula: " +
        "false matches, recognition of incomplete patterns, and many patterns mixed on one segment.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. Ahmad, J. Hawkins",
        2016,
        "How do neurons operate on sparse distributed representations? A mathematical theory of sparsity, neurons and active dendrites",
        "arXiv:1601.00720");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [.. exact.Select(e => e.Claim), exponent, dense, falseMatches, robustness, union, stored];

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Active > Cells / 4) throw new ArgumentException($"{Active} of {Cells} cells are active; patterns must be sparse, with at most a quarter of the cells.");
        if (Synapses > Active) throw new ArgumentException($"A segment has {Synapses} synapses on a pattern of {Active} cells; it can have one on each at most.");
    }

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        long synapses = (long)Segments * thresholds.Length * Synapses;
        return new(Cells + (Segments * thresholds.Length), synapses, 20_000_000 + (100L * Patterns * Active), 1 + (Patterns * Active * 1e-6), "a microsecond for each active cell of each pattern");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        foreach ((Claim claim, double measured) in exact) context.Claim(claim, measured);
        ScalingLaws(context);
        var random = new RandomStream(context.Seed, StreamPurpose.Data);
        int[] all = [.. Enumerable.Range(0, Cells)];
        int[][] shown = new int[Patterns][];
        for (int i = 0; i < Patterns; i++) shown[i] = SegmentPopulation.Draw(ref random, all, Active);
        using (context.Phase("False matches", "falseMatchSeconds")) FalseMatches(context, ref random, all, shown);
        using (context.Phase("Missing cells", "missingSeconds")) MissingCells(context, ref random, all);
        using (context.Phase("Mixed patterns", "mixedSeconds")) MixedPatterns(context, ref random, all, shown);
    }

    private static (Claim Claim, double Measured) Exact(int cells, int active, int synapses, int threshold, double published) =>
        (Experiments.Claim.Value(FormattableString.Invariant($"exact false matches, {threshold} of {synapses} synapses, {active} of {cells} cells active"), published, 1e-9 * published),
         MatchProbability.AtLeast(cells, active, synapses, threshold));

    private static void ScalingLaws(ExperimentContext context)
    {
        double[] sizes = [.. Enumerable.Range(0, 41).Select(i => Math.Round(500 * Math.Pow(10, i / 16.0)))];
        double Of(double cells, int active) => MatchProbability.AtLeast((int)cells, active, 24, 12);
        Series Sparse(int active) => new($"{active} active", sizes, [.. sizes.Select(n => Of(n, active))]);
        context.Claim(exponent, Math.Log10(Of(100_000, 64) / Of(10_000, 64)));
        context.Claim(dense, Of(100_000, 50_000));
        context.Figure(new LineFigure(
            "False matches against the number of cells",
            "A segment of 24 synapses that spikes at 12: with few active cells false matches vanish as the population grows; with half of them active they stay.",
            new Axis("cells") { Logarithmic = true },
            new Axis("probability of a false match") { Logarithmic = true },
            Sparse(64),
            Sparse(128),
            Sparse(256),
            new Series("half active", sizes, [.. sizes.Select(n => Of(n, (int)n / 2))])));
        double[] counts = [.. Enumerable.Range(6, 35).Select(s => (double)s)];
        Series Thresholded(int cells, int active) =>
            new(FormattableString.Invariant($"{active} of {cells} active"), counts, [.. counts.Select(s => MatchProbability.AtLeast(cells, active, (int)s, (int)Math.Ceiling(s / 2)))]);
        context.Figure(new LineFigure(
            "False matches against the number of synapses",
            "The segment spikes when half of its synapses are active.",
            "synapses",
            new Axis("probability of a false match") { Logarithmic = true },
            Thresholded(100_000, 2_000),
            Thresholded(10_000, 300),
            Thresholded(2_000, 100)));
    }

    private void FalseMatches(ExperimentContext context, ref RandomStream random, int[] all, int[][] shown)
    {
        int[][] synapses = new int[Segments * thresholds.Length][];
        for (int i = 0; i < synapses.Length; i++) synapses[i] = SegmentPopulation.Draw(ref random, all, Synapses);
        Raster matches = SegmentPopulation.Show(Cells, shown, synapses, [.. synapses.Select((_, i) => thresholds[i / Segments])], context);
        int[] counts = matches.SpikeCounts();
        var table = new Table("False matches", "Random patterns on random segments, of which none stores any of them.", "threshold", "trials", "matches", "expected", "standard errors");
        double worst = 0;
        var measured = new double[thresholds.Length];
        for (int k = 0; k < thresholds.Length; k++)
        {
            long trials = (long)Segments * Patterns, count = counts.Skip(k * Segments).Take(Segments).Sum(c => (long)c);
            double probability = MatchProbability.AtLeast(Cells, Active, Synapses, thresholds[k]), distance = MatchProbability.StandardErrors(count, trials, probability);
            worst = Math.Max(worst, distance);
            measured[k] = count / (double)trials;
            table.Add(thresholds[k], trials, count, trials * probability, distance);
        }

        context.Claim(falseMatches, worst);
        context.Table(table);
        double[] x = [.. thresholds.Select(t => (double)t)];
        context.Figure(new ScatterFigure(
            "False matches, simulated and exact",
            $"{Synapses} synapses, {Active} of {Cells} cells active.",
            "threshold",
            new Axis("probability of a false match") { Logarithmic = true },
            new Series("simulated", x, measured),
            new Series("exact", x, [.. thresholds.Select(t => MatchProbability.AtLeast(Cells, Active, Synapses, t))])));
    }

    // Every segment stores a pattern of its own; a part of its cells is replaced by others that carry none of its synapses.
    private void MissingCells(ExperimentContext context, ref RandomStream random, int[] all)
    {
        int threshold = Synapses / 2;
        double[] parts = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8];
        int count = 5 * Segments;
        int[][] synapses = new int[count][];
        int[][] shown = new int[count * parts.Length][];
        for (int segment = 0; segment < count; segment++)
        {
            int[] pattern = SegmentPopulation.Draw(ref random, all, Active);
            synapses[segment] = SegmentPopulation.Draw(ref random, pattern, Synapses);
            int[] others = [.. all.Except(pattern)];
            for (int k = 0; k < parts.Length; k++)
            {
                int missing = (int)Math.Round(parts[k] * Active);
                shown[(segment * parts.Length) + k] =
                    [.. SegmentPopulation.Draw(ref random, pattern, Active - missing), .. SegmentPopulation.Draw(ref random, others, missing)];
            }
        }

        int[] recognised = new int[parts.Length];
        foreach ((int step, int segment) in SegmentPopulation.Show(Cells, shown, synapses, [.. synapses.Select(_ => threshold)], context))
        {
            int pattern = step - 1;
            if (pattern / parts.Length == segment) recognised[pattern % parts.Length]++;
        }

        double[] expected = [.. parts.Select(p => MatchProbability.AtLeast(Active, Active - (int)Math.Round(p * Active), Synapses, threshold))];
        context.Claim(robustness, parts.Select((_, k) => MatchProbability.StandardErrors(recognised[k], count, expected[k])).Max());
        context.Figure(new LineFigure(
            "Recognition of incomplete patterns",
            $"A part of the pattern's cells is replaced by others; the segment spikes at {threshold} of {Synapses} synapses.",
            "part of the cells missing",
            "part recognised",
            new Series("simulated", parts, [.. recognised.Select(r => r / (double)count)]),
            new Series("exact", parts, expected)));
    }

    private void MixedPatterns(ExperimentContext context, ref RandomStream random, int[] all, int[][] shown)
    {
        int threshold = Synapses / 2;
        int[] mixed = [1, 2, 4, 8];
        var table = new Table(
            "Patterns mixed on one segment",
            $"Each pattern adds {Synapses} synapses; the segment spikes at {threshold}. Matches of random patterns, beside the number expected of segments with as many synapses.",
            "patterns", "synapses", "trials", "false matches", "expected", "standard errors", "stored patterns recognised");
        double worst = 0;
        long recognised = 0, storedPatterns = 0;
        foreach (int number in mixed)
        {
            int[][] synapses = new int[Segments][];
            var patterns = new List<int[]>(shown);
            for (int segment = 0; segment < Segments; segment++)
            {
                var cells = new HashSet<int>();
                for (int k = 0; k < number; k++)
                {
                    int[] pattern = SegmentPopulation.Draw(ref random, all, Active);
                    cells.UnionWith(SegmentPopulation.Draw(ref random, pattern, Synapses));
                    patterns.Add(pattern);
                }

                synapses[segment] = [.. cells];
            }

            long wrong = 0, right = 0;
            foreach ((int step, int segment) in SegmentPopulation.Show(Cells, [.. patterns], synapses, [.. synapses.Select(_ => threshold)], context))
            {
                int pattern = step - 1 - shown.Length;
                if (pattern < 0) wrong++;
                else if (pattern / number == segment) right++;
            }

            // Segments differ in the number of their synapses, because patterns overlap.
            double[] each = [.. synapses.Select(s => MatchProbability.AtLeast(Cells, Active, s.Length, threshold))];
            long trials = (long)Segments * Patterns;
            double distance = MatchProbability.StandardErrors(wrong, trials, each.Average());
            worst = Math.Max(worst, distance);
            recognised += right;
            storedPatterns += (long)number * Segments;
            table.Add(number, synapses.Average(s => s.Length), trials, wrong, trials * each.Average(), distance, right / (double)(number * Segments));
        }

        context.Claim(union, worst);
        context.Claim(stored, recognised / (double)storedPatterns);
        context.Table(table);
    }
}
