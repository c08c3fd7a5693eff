using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.ElmNeuron;

/// <summary>How well random leaky memories with a fitted readout match a branched neuron, beside a point neuron and linear traces.</summary>
public sealed class ElmNeuronExperiment : Experiment
{
    private const double Penalty = 1e-3, Clipped = -50;
    private const int PerNeuron = 8;
    private static readonly Claim abovePoint = Experiments.Claim.AtLeast("area under curve of spikes, most memories, less that of the best point neuron", 0);
    private static readonly Claim aboveLinear = Experiments.Claim.AtLeast("area under curve of spikes, most memories, less that of linear traces", 0);
    private static readonly Claim grows = Experiments.Claim.AtLeast("explained variance of the potential, most memories, less that of the fewest", 0);
    private static readonly Claim variance = Experiments.Claim.AtLeast("explained variance of the potential, most memories, less that of linear traces", 0);

    /// <summary>Number of branches.</summary>
    [Parameter("branches of the neuron to be matched")]
    [Between(1, 50)]
    public int Branches { get; init; } = 4;

    /// <summary>Simulated time.</summary>
    [Parameter("simulated time in s, two thirds of which are for fitting", Quick = 9)]
    [Between(3, 10_000)]
    public int Seconds { get; init; } = 90;

    /// <summary>Rate of excitation.</summary>
    [Parameter("largest rate of excitatory spikes on each branch, per ms")]
    [Between(0.01, 100)]
    public double Excitation { get; init; } = 0.3;

    /// <summary>Rate of inhibition.</summary>
    [Parameter("largest rate of inhibitory spikes on each branch, per ms")]
    [Between(0.01, 100)]
    public double Inhibition { get; init; } = 0.4;

    /// <summary>Largest number of neurons with eight memories.</summary>
    [Parameter("largest number of leaky memory neurons with eight memories each", Quick = 8)]
    [Between(2, 200)]
    public int MostNeurons { get; init; } = 32;

    /// <inheritdoc/>
    public override string Id => "elm-neuron";

    /// <inheritdoc/>
    public override string Title => "A branched neuron matched by leaky memories";

    /// <inheritdoc/>
    public override string Summary =>
        "Expressive leaky memory neurons receive the input of a branched neuron with active membrane and NMDA receptors, and a linear readout of their memories predicts its potential and its " +
        "spikes. Only the readout is fitted, by ridge regression; the paper trains the whole neuron, on another neuron's data, so its figures are no reference here. Linear leaky traces of the same input and " +
        "the best of a grid of point neurons stand beside it.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. Spieler, N. Rahaman, G. Martius, B. Schölkopf, A. Levina",
        2024,
        "The Expressive Leaky Memory Neuron: an efficient and expressive phenomenological neuron model can solve long-horizon tasks",
        "International Conference on Learning Representations; arXiv:2306.16922");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [abovePoint, aboveLinear, variance, grows];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        double samples = Seconds * 1000.0, features = MostNeurons * PerNeuron;
        return new(
            MostNeurons,
            0,
            (long)(100_000_000 + (samples * features * 60)),
            1 + (samples * 40 * (1 + (Branches * 5)) * 1.2e-7) + (samples * features * features * 2e-9),
            "0.12 us for each compartment and step, and the regression, on one thread");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var random = new RandomStream(context.Seed, StreamPurpose.Data);
        Recorded recorded;
        using (Phase phase = context.Phase("Simulating the branched neuron", "simulateSeconds"))
            recorded = BranchedNeuron.Run(Branches, Seconds * 1000, Excitation, Inhibition, ref random, phase);
        int training = Seconds * 1000 / 3 * 2;
        double[] potential = [.. recorded.Voltage.Select(v => Math.Min(v, Clipped))];
        context.Result("highest potential", recorded.Voltage.Max(), "mV");
        context.Result("rate of the branched neuron", recorded.Spiked.Sum() / Seconds, "Hz");
        using Phase fitting = context.Phase("Fitting", "fitSeconds");
        Fit Measure(double[][] features)
        {
            double[][] predicted = Readout.Ridge(features, [potential, recorded.Spiked], training, Penalty);
            double explained = Readout.ExplainedVariance(potential.AsSpan(training), predicted[0].AsSpan(training));
            return new(explained, Readout.AreaUnderCurve(recorded.Spiked.AsSpan(training), predicted[1].AsSpan(training)), predicted[0]);
        }

        int[] sizes = [.. Enumerable.Range(0, 20).Select(i => 1 << i).TakeWhile(n => n <= MostNeurons)];
        Fit[] fits = new Fit[sizes.Length];
        for (int i = 0; i < sizes.Length; i++)
        {
            fits[i] = Measure(Candidates.LeakyMemories(recorded, sizes[i]));
            fitting.Report((i + 1.0) / (sizes.Length + 2), $"{sizes[i] * PerNeuron} memories");
        }

        Fit linear = Measure(Candidates.Traces(recorded, 1, 2, 4, 8, 16, 32, 64, 150));
        Fit point = Best(Candidates.PointNeurons(recorded, context.Threads, context.Cancellation), recorded, potential, training, Measure);
        context.Claim(abovePoint, fits[^1].Area - point.Area);
        context.Claim(aboveLinear, fits[^1].Area - linear.Area);
        context.Claim(variance, fits[^1].Explained - linear.Explained);
        context.Claim(grows, fits[^1].Explained - fits[0].Explained);
        Report(context, sizes, fits, linear, point, potential);
    }

    // The point neuron is chosen by its spikes on the samples for fitting.
    private static Fit Best(double[][] potentials, Recorded recorded, double[] potential, int training, Func<double[][], Fit> measure)
    {
        double[] best = potentials.MaxBy(p =>
        {
            double area = Readout.AreaUnderCurve(recorded.Spiked.AsSpan(0, training), p.AsSpan(0, training));
            return double.IsNaN(area) ? 0 : area;
        })!;
        return measure([best]) with { Area = Readout.AreaUnderCurve(recorded.Spiked.AsSpan(training), best.AsSpan(training)) };
    }

    private static void Report(ExperimentContext context, int[] sizes, Fit[] fits, Fit linear, Fit point, double[] potential)
    {
        var table = new Table(
            "How well the branched neuron is matched",
            $"On the last third of the run, which no fit has seen: part of the variance of the potential (cut at {Clipped} mV), and area under the curve of spikes in bins of 1 ms.",
            "model", "fitted numbers", "explained variance", "area under curve");
        for (int i = 0; i < sizes.Length; i++) table.Add($"{sizes[i] * PerNeuron} leaky memories", 2 * ((sizes[i] * PerNeuron) + 1), fits[i].Explained, fits[i].Area);
        table.Add("linear traces of each branch", "", linear.Explained, linear.Area);
        table.Add("best of 48 point neurons", "", point.Explained, point.Area);
        context.Table(table);
        context.Result("area under curve, most memories", fits[^1].Area);
        context.Result("area under curve, linear traces", linear.Area);
        context.Result("area under curve, point neuron", point.Area);
        context.Result("explained variance, most memories", fits[^1].Explained);
        context.Result("explained variance, linear traces", linear.Explained);
        context.Result("explained variance, point neuron", point.Explained);
        double[] memories = [.. sizes.Select(s => (double)s * PerNeuron)];
        Series Flat(string name, double value) => new(name, [memories[0], memories[^1]], [value, value]);
        context.Figure(new LineFigure(
            "Spikes against the number of memories",
            "On samples that no fit has seen.",
            new Axis("memories") { Logarithmic = true },
            "area under curve",
            new Series("leaky memories", memories, [.. fits.Select(f => f.Area)]),
            Flat("linear traces", linear.Area),
            Flat("point neuron", point.Area)));
        context.Figure(new LineFigure(
            "Potential against the number of memories",
            "On samples that no fit has seen.",
            new Axis("memories") { Logarithmic = true },
            "explained variance",
            new Series("leaky memories", memories, [.. fits.Select(f => f.Explained)]),
            Flat("linear traces", linear.Explained),
            Flat("point neuron", point.Explained)));
        int shown = Math.Min(500, potential.Length);
        double[] time = [.. Enumerable.Range(potential.Length - shown, shown).Select(t => t + 1.0)];
        context.Figure(new LineFigure(
            "Potential of the soma and its prediction",
            "The end of the run.",
            "time [ms]",
            "potential [mV]",
            new Series("branched neuron", time, potential[^shown..]),
            new Series("most memories", time, fits[^1].Predicted[^shown..]),
            new Series("linear traces", time, linear.Predicted[^shown..])));
    }

    private sealed record Fit(double Explained, double Area, double[] Predicted);
}
