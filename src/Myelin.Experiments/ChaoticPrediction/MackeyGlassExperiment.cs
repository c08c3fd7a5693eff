using Myelin.Analysis.Quality;
using Myelin.Dynamics;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;

namespace Myelin.Experiments.ChaoticPrediction;

/// <summary>NeuroBench's prediction of chaotic functions: an echo state network goes on by itself where fourteen Mackey-Glass series end.</summary>
public sealed class MackeyGlassExperiment : Experiment
{
    // In Lyapunov times: what a network is fitted to, of which it does not count the beginning; how far it predicts; and how far apart repeats begin.
    private const double Fitted = 10;
    private const double Uncounted = 0.6;
    private const double Predicted = 10;
    private const double Apart = 0.5;
    private const double BytesPerWeight = sizeof(double);

    private const string Lstm = "13.37";
    private const string Esn = "14.79";
    private static readonly Claim error = Claim.AtMost("sMAPE of the echo state network, mean of all series", 14.79);

    /// <summary>Number of series.</summary>
    [Parameter("number of series, from the delay of 17 up", Quick = 1)]
    [Between(1, 14)]
    public int Series { get; init; } = 14;

    /// <summary>Number of repeats.</summary>
    [Parameter("repeats of each series, each with its own network and half a Lyapunov time later", Quick = 2)]
    [Between(1, 30)]
    public int Repeats { get; init; } = 30;

    /// <summary>Number of units.</summary>
    [Parameter("units of the reservoir", Quick = 60)]
    [Between(2, 2_000)]
    public int Units { get; init; } = 186;

    /// <summary>Probability of a recurrent connection.</summary>
    [Parameter("probability of a recurrent connection")]
    [Between(0, 1)]
    public double Probability { get; init; } = 0.11;

    /// <summary>Spectral radius.</summary>
    [Parameter("largest magnitude of the eigenvalues of the recurrent weights")]
    [Positive]
    public double Radius { get; init; } = 1.25;

    /// <summary>Leak.</summary>
    [Parameter("leak of the units, 1 for none of the state before")]
    [Between(0.001, 1)]
    public double Leak { get; init; } = 0.35;

    /// <summary>Width of the input weights.</summary>
    [Parameter("width of the uniform law of input weights")]
    [Positive]
    public double InputScale { get; init; } = 2.0;

    /// <summary>Ridge.</summary>
    [Parameter("penalty of large weights of the readout")]
    [Positive]
    public double Ridge { get; init; } = 1e-5;

    /// <inheritdoc/>
    public override string Id => "mackey-glass";

    /// <inheritdoc/>
    public override string Title => "Prediction of chaotic functions";

    /// <inheritdoc/>
    public override string Summary =>
        "NeuroBench's task, end to end: a network sees ten Lyapunov times of a Mackey-Glass series, 75 values in each, and then goes on for ten more by itself, its prediction being its next input; fourteen delays, thirty repeats each. " +
        "Series are generated here from the benchmark's delays, Lyapunov times and starting values; its own files come from another solver, and chaos lets the two drift apart, so numbers can be compared and single values cannot. The published networks are an LSTM and an " +
        "echo state network with parameters found by a search; the one here has one set of parameters for all series.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. Yik, K. Van den Berghe, D. den Blanken, et al.", 2025, "The NeuroBench framework for benchmarking neuromorphic computing algorithms and systems", "Nature Communications 16, 1545; baselines: the benchmark's leaderboard",
        "10.1038/s41467-025-56739-4");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [error];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 100L << 20, 1 + (Series * (double)Repeats * Units * Units * 750 * 4 / 1e9), "about a thousand million additions of products per second");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var reservoir = new Reservoir(Units, Probability, Radius, Leak, InputScale, Ridge);
        PredictionSeries[] chosen = [.. PredictionSeries.All.Take(Series)];
        double[][] errors = [.. chosen.Select(_ => new double[Repeats])], persistence = [.. chosen.Select(_ => new double[Repeats])];
        double connections = 0;
        (double[] Actual, double[] Given) shown = default;
        using (Phase phase = context.Phase("Fitting and predicting", "runSeconds"))
        {
            double[][] series = [.. chosen.Select(s => s.Values(Points(((Repeats - 1) * Apart) + Fitted + Predicted) + 1))];
            for (int r = 0; r < Repeats; r++)
            {
                (EchoStateNetwork network, int own) = reservoir.Draw(context.Seed + (ulong)r);
                connections += (double)own / Repeats;
                for (int s = 0; s < chosen.Length; s++)
                {
                    context.Cancellation.ThrowIfCancellationRequested();
                    (double[] given, double[] actual, double last) = Predict(network, series[s].AsSpan(Points(r * Apart)));
                    errors[s][r] = PredictionQuality.SymmetricPercentageError(given, actual);
                    double[] still = new double[actual.Length];
                    Array.Fill(still, last);
                    persistence[s][r] = PredictionQuality.SymmetricPercentageError(still, actual);
                    if (r == 0 && s == 0) shown = (actual, given);
                }

                phase.Report((r + 1.0) / Repeats, FormattableString.Invariant($"repeat {r + 1}: mean sMAPE so far {errors.Average(e => e.Take(r + 1).Average()):0.00}"));
            }
        }

        Report(context, chosen, errors, persistence, connections, shown);
    }

    private static int Points(double lyapunovTimes) => (int)Math.Round(lyapunovTimes * PredictionSeries.PerLyapunovTime);

    // The readout learns to say the next value; what is predicted first follows from the first value after those fitted to.
    private (double[] Given, double[] Actual, double Last) Predict(EchoStateNetwork network, ReadOnlySpan<double> series)
    {
        int fitted = Points(Fitted), predicted = Points(Predicted);
        ReadOnlySpan<double> seen = series[..fitted];
        double[] states = network.Run(seen);
        double[] readout = network.Fit(seen, states, series.Slice(1, fitted), Points(Uncounted), Ridge);
        double[] given = network.Generate(states.AsSpan(states.Length - network.Units), series[fitted], readout, predicted);
        return (given, series.Slice(fitted + 1, predicted).ToArray(), series[fitted]);
    }

    private void Report(ExperimentContext context, PredictionSeries[] chosen, double[][] errors, double[][] persistence, double connections, (double[] Actual, double[] Given) shown)
    {
        double mean = errors.Average(e => e.Average()), inputs = 2.0 * Units, outputs = Units + 2, all = (Units * (double)Units) + inputs + outputs;
        context.Result("sMAPE", mean);
        context.Result("sMAPE of the last value seen", persistence.Average(e => e.Average()));
        context.Result("footprint", BytesPerWeight * all, "B");
        context.Result("connection sparsity", 1 - ((connections + inputs + outputs) / all));
        context.Result("dense operations of a prediction", all);
        context.Result("effective MACs of a prediction", connections + inputs + outputs);
        if (!context.Quick) context.Claim(error, mean);
        var beside = new Table(
            "Beside the published networks", "Symmetric mean absolute percentage error over ten Lyapunov times, 0 to 200; published figures are those of the benchmark's leaderboard, with 64-bit weights for the echo state network.",
            "network", "sMAPE", "footprint [bytes]", "connection sparsity", "dense operations", "effective MACs");
        beside.Add("LSTM (NeuroBench)", Lstm, "4.90e5", "0.0", "6.03e4", "6.03e4");
        beside.Add("echo state network (NeuroBench)", Esn, "2.81e5", "0.876", "3.52e4", "4.37e3");
        beside.Add("echo state network (here)", mean, BytesPerWeight * all, 1 - ((connections + inputs + outputs) / all), all, connections + inputs + outputs);
        beside.Add("the last value seen", persistence.Average(e => e.Average()), "", "", "", "");
        context.Table(beside);
        var table = new Table("By series", "Series are generated here, with the benchmark's parameters.", "delay", "Lyapunov time", "sMAPE, mean", "sMAPE, median", "sMAPE of the last value seen");
        for (int s = 0; s < chosen.Length; s++)
        {
            double[] sorted = [.. errors[s].Order()];
            table.Add(chosen[s].Delay, chosen[s].LyapunovTime, errors[s].Average(), sorted[sorted.Length / 2], persistence[s].Average());
            context.Result(FormattableString.Invariant($"sMAPE, delay {chosen[s].Delay}"), errors[s].Average());
        }

        context.Table(table);
        double[] time = [.. Enumerable.Range(1, shown.Actual.Length).Select(i => (double)i / PredictionSeries.PerLyapunovTime)];
        context.Figure(new LineFigure(
            "A prediction", "The first repeat of the delay of 17: the series, and what the network says with nothing but its own predictions to go by.", new Axis("time [Lyapunov times]"), "value",
            new Series("series", time, shown.Actual), new Series("prediction", time, shown.Given)));
    }
}
