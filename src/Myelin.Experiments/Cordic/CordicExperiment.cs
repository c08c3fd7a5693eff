using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;
using static Myelin.Syntax;

namespace Myelin.Experiments.Cordic;

/// <summary>The Hodgkin-Huxley neuron in fixed-point words with exponentials by CORDIC.</summary>
public sealed class CordicExperiment : Experiment
{
    private const int FinestFraction = 24, MostSteps = 20, FewSteps = 8;

    private static readonly Claim near = Experiments.Claim.AtMost("NRMSE of the potential in the longest words", 1, "%");
    private static readonly Claim lower = Experiments.Claim.AtLeast("NRMSE lower with 20 rotations than with 8", 70, "%");
    private static readonly Claim rates = Experiments.Claim.AtMost("distance of rates in the longest words", 1, "Hz");

    private static readonly int[] fractions = [8, 10, 12, 16, 20, FinestFraction];
    private static readonly int[] rotations = [4, FewSteps, 12, 16, MostSteps, 0];

    /// <summary>Simulated time.</summary>
    [Parameter("simulated time", Quick = "40ms")]
    [Positive]
    public Time Duration { get; init; } = 100 * ms;

    /// <inheritdoc/>
    public override string Id => "cordic-hh";

    /// <inheritdoc/>
    public override string Title => "Hodgkin-Huxley by CORDIC";

    /// <inheritdoc/>
    public override string Summary =>
        "The squid's axon of Hodgkin and Huxley in fixed-point words, its exponentials made of shifts and additions by CORDIC, beside double precision: how far the membrane potential, the times of spikes and " +
        "the rates are off, by bits behind the binary point and by rotations of CORDIC. Sums and products are rounded and saturate; divisions are rounded from the true quotient. The paper's abstract gives its error " +
        "only against other designs (70 % lower), so the bounds are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. Kumar, A. S. Nair, B. Chaudhary, M. Lokhande, S. K. Vishvakarma", 2025, "ReLACE: A Resource-Efficient Low-Latency Cortical Acceleration Engine", "arXiv:2510.17392");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [near, lower, rates];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(WordRun.Count, 0, 20_000_000, fractions.Length * rotations.Length * Duration.InMilliseconds * 100 * 20e-6, "20 us for each step of each word length");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        int[] lengths = context.Quick ? [10, FinestFraction] : fractions, steps = context.Quick ? [FewSteps, MostSteps] : rotations;
        WordRun exact;
        var runs = new Dictionary<(int Fraction, int Steps), WordRun>();
        using (context.Phase("Double precision")) exact = WordRun.Of(null, Duration);
        using (Phase phase = context.Phase("Words", "wordSeconds"))
        {
            foreach (int fraction in lengths)
            {
                foreach (int turns in steps)
                {
                    runs[(fraction, turns)] = WordRun.Of(FormatOf(fraction, turns), Duration);
                    phase.Report((double)runs.Count / (lengths.Length * steps.Length), FormatOf(fraction, turns).ToString());
                }
            }
        }

        WordRun finest = runs[(FinestFraction, MostSteps)], few = runs[(FinestFraction, FewSteps)];
        context.Claim(near, 100 * finest.NormalisedError(exact));
        context.Claim(lower, 100 * (1 - (finest.NormalisedError(exact) / few.NormalisedError(exact))));
        context.Claim(rates, finest.RateError(exact));
        context.Result("NRMSE in the longest words with 8 rotations", 100 * few.NormalisedError(exact), "%");
        context.Result("NRMSE of the first spike's shape in the longest words", 100 * finest.ShapeError(exact), "%");
        context.Result("mean shift of spikes in the longest words", finest.TimeError(exact), "ms");
        context.Result("spikes of the traced membrane", exact.Spikes.StepsOf(WordRun.Traced).Length);
        Show(context, runs, lengths, steps, "NRMSE of the potential", "Root mean square distance from double precision over the range, at 10 uA/cm2; spikes that come at other times weigh most.", "NRMSE [%]", r => 100 * r.NormalisedError(exact));
        Show(context, runs, lengths, steps, "NRMSE of a spike's shape", "The same within 10 ms, the first spikes laid over each other.", "NRMSE [%]", r => 100 * r.ShapeError(exact));
        Show(context, runs, lengths, steps, "Rates", "Mean distance of the rates at currents from 0 to 30 uA/cm2 from those in double precision.", "distance [Hz]", r => r.RateError(exact));
        int coarse = lengths[Math.Min(1, lengths.Length - 2)];
        (string Name, WordRun Run)[] shown = [("double precision", exact), (NameOf(FinestFraction, MostSteps), finest), (NameOf(FinestFraction, FewSteps), few), (NameOf(coarse, MostSteps), runs[(coarse, MostSteps)])];
        int length = Math.Min(exact.Trace.Length, 6000);
        double[] times = [.. Enumerable.Range(0, length / 10).Select(i => (i + 1) * 10 * WordRun.Step.InMilliseconds)];
        context.Figure(new LineFigure(
            "Potential", "The membrane at 10 uA/cm2, every tenth step.", "time [ms]", "potential [mV]",
            [.. shown.Select(s => new Series(s.Name, times, [.. Enumerable.Range(0, times.Length).Select(i => s.Run.Trace[(10 * i) + 9])]))]));
        double[] currents = [.. Enumerable.Range(0, WordRun.Count).Select(WordRun.CurrentOf)];
        context.Figure(new LineFigure(
            "Rate by current", "From the intervals between spikes.", "current [uA/cm2]", new Axis("rate [Hz]") { FromZero = true },
            [.. shown.Select(s => new Series(s.Name, currents, [.. Enumerable.Range(0, WordRun.Count).Select(s.Run.RateOf)]))]));
        var table = new Table("Words", "At 10 uA/cm2; rates at all currents.", "bits", "behind the point", "rotations", "NRMSE [%]", "of a spike [%]", "shift of spikes [ms]", "distance of rates [Hz]");
        foreach (((int fraction, int turns), WordRun run) in runs)
            table.Add(fraction + WordRun.WholeBits, fraction, turns == 0 ? "true value" : turns, 100 * run.NormalisedError(exact), 100 * run.ShapeError(exact), run.TimeError(exact), run.RateError(exact));
        context.Table(table);
    }

    private static FixedFormat FormatOf(int fraction, int turns) => new(WordRun.WholeBits + fraction, fraction, CordicSteps: turns);

    private static string NameOf(int fraction, int turns) =>
        string.Create(CultureInfo.InvariantCulture, $"{WordRun.WholeBits + fraction} bits, {turns} rotations");

    private static void Show(ExperimentContext context, Dictionary<(int Fraction, int Steps), WordRun> runs, int[] lengths, int[] steps, string title, string description, string unit, Func<WordRun, double> measure)
    {
        var values = new double[lengths.Length, steps.Length];
        for (int i = 0; i < lengths.Length; i++)
        {
            for (int j = 0; j < steps.Length; j++) values[i, j] = measure(runs[(lengths[i], steps[j])]);
        }

        context.Figure(new HeatmapFigure(
            title, description, "rotations", [.. steps.Select(s => s == 0 ? "true" : s.ToString(CultureInfo.InvariantCulture))], "bits behind the point", [.. lengths.Select(f => f.ToString(CultureInfo.InvariantCulture))], unit, values));
    }
}
