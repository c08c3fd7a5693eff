using Myelin.Data;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Interchange.Layers;
using Myelin.Learning;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Conversion;

/// <summary>Ordinary networks converted to spiking ones: accuracy over the number of time steps.</summary>
public sealed class ConversionExperiment : Experiment
{
    private static readonly (DataNeed Need, string Name)[] sets = [(MnistFolder.Need, "MNIST"), (MnistFolder.Fashion, "Fashion-MNIST")];

    /// <summary>How often every training sample is seen.</summary>
    [Parameter("how often every training sample is seen", Quick = 1)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 4;

    /// <summary>Number of training samples of each set.</summary>
    [Parameter("number of training samples of each set", Quick = 2000)]
    [Between(100, 60_000)]
    public int TrainingSamples { get; init; } = 60_000;

    /// <summary>Number of test samples of each set.</summary>
    [Parameter("number of test samples of each set", Quick = 200)]
    [Between(10, 10_000)]
    public int TestSamples { get; init; } = 10_000;

    /// <summary>Largest number of time steps.</summary>
    [Parameter("largest number of time steps", Quick = 16)]
    [Between(2, 1024)]
    public int Steps { get; init; } = 64;

    /// <summary>Number of levels of the quantised network, and of steps in which it is converted without loss.</summary>
    [Parameter("number of levels of the quantised network, and of steps of its spiking one", Quick = 4)]
    [Between(1, 64)]
    public int Levels { get; init; } = 8;

    /// <summary>The percentile of robust balancing.</summary>
    [Parameter("the percentile of robust balancing")]
    [Between(50, 100)]
    public double Percentile { get; init; } = 99.9;

    /// <inheritdoc/>
    public override string Id => "conversion";

    /// <inheritdoc/>
    public override string Title => "Conversion of ordinary networks";

    /// <inheritdoc/>
    public override string Summary =>
        "An ordinary network with rectifiers is trained on MNIST and on Fashion-MNIST, and its rectifiers become integrate-and-fire neurons, whose thresholds are balanced by the largest activation " +
        "or by a percentile, with resets by subtraction or to zero. A second network learns with activations of a few levels; the spiking network that has as many steps as there are levels gives " +
        "the same classes. The bounds on what percentiles, resets and few levels cost are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "B. Rueckauer, I.-A. Lungu, Y. Hu, M. Pfeiffer, S.-C. Liu", 2017,
        "Conversion of continuous-valued deep networks to efficient event-driven networks for image classification", "Frontiers in Neuroscience 11, 682", "10.3389/fnins.2017.00682");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [.. sets.Select(s => s.Need)];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims =>
    [
        .. sets.Select(s => Claim.AtMost(Lost(s.Name), 0.3, "points")),
        .. sets.Select(s => Claim.AtLeast(Reset(s.Name), 0, "points")),
        .. sets.Select(s => Claim.Value(Quantised(s.Name), 0, 0.01, "points")),
    ];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(0, 0, 1L << 30, 2 * ((Epochs * 1.5 * TrainingSamples / 4000.0) + (5.0 * TestSamples * Steps / 20_000)), "4000 training samples and 20,000 steps of test samples per second on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        foreach ((DataNeed need, string name) in sets) Convert(context, need, name);
    }

    private Claim ClaimOf(string name) => Claims.Single(c => string.Equals(c.Name, name, StringComparison.Ordinal));

    private static string Lost(string set) => $"accuracy lost with balancing by a percentile and subtraction, {set}";

    private static string Reset(string set) => $"accuracy with subtraction above that with resets to zero, {set}";

    private static string Quantised(string set) => $"accuracy lost by the quantised network, {set}";

    private static Spiking<Arctangent<Two>> Neurons(ResetMode reset, double start) => new Spiking<Arctangent<Two>>(new If { Reset = reset, InitialPotential = start });

    private void Convert(ExperimentContext context, DataNeed need, string name)
    {
        (IDataset training, IDataset test) = OrdinaryTraining.Samples(context, need, TrainingSamples, TestSamples);
        IDataset calibrating = OrdinaryTraining.First(training, 1000);
        LayerNetwork ordinary = OrdinaryTraining.Train(context, $"Training on {name}", new LayerNetwork(OrdinaryTraining.Convolutions()).Initialise(context.Seed), training, Epochs, 2e-3);
        LayerGraph graph = ordinary.ToGraph();
        var calibration = Calibration.Of(graph, calibrating);
        int[] counts = [.. Enumerable.Range(0, 31).Select(p => 1 << p).TakeWhile(s => s < Steps), Steps];
        double original = 100 * ordinary.AccuracyOverSteps(test, [1])[0].Accuracy;
        context.Result($"ordinary accuracy, {name}", original, "%");
        var lines = new List<Series> { new("ordinary", [1, Steps], [original, original]) };
        double[] By(string label, IReadOnlyDictionary<string, double> scales, ResetMode reset, double start)
        {
            using Phase phase = context.Phase($"{name}: {label}");
            IReadOnlyList<StepAccuracy> over = graph.ToSpiking(scales, () => Neurons(reset, start)).AccuracyOverSteps(test, counts, batchSize: 32, progress: done => phase.Report(done));
            double[] accuracy = [.. over.Select(o => 100 * o.Accuracy)];
            lines.Add(new Series(label, [.. counts.Select(c => (double)c)], accuracy));
            context.Result($"accuracy after {Steps} steps, {label}, {name}", accuracy[^1], "%");
            return accuracy;
        }

        By("maximum", calibration.Maxima(), ResetMode.Subtract, 0);
        double[] robust = By("percentile", calibration.Percentiles(Percentile), ResetMode.Subtract, 0);
        double[] hard = By("percentile, to zero", calibration.Percentiles(Percentile), ResetMode.Zero, 0);
        By("least error, from half", calibration.LeastErrors(Steps), ResetMode.Subtract, 0.5);
        context.Figure(new LineFigure($"Accuracy over time, {name}", $"Rectifiers as integrate-and-fire neurons that subtract their threshold, or are reset to zero; percentile {Percentile}; the last ones start at half a threshold. {test.Count} test samples.", new Axis("steps") { Logarithmic = true }, "accuracy [%]", [.. lines]));
        (double lossless, double few) = Quantise(context, name, graph, training, test, calibration);
        if (context.Quick) return;
        context.Claim(ClaimOf(Lost(name)), original - robust[^1]);
        context.Claim(ClaimOf(Reset(name)), robust[^1] - hard[^1]);
        context.Claim(ClaimOf(Quantised(name)), lossless);
        context.Result($"accuracy lost by {Levels} levels, {name}", original - few, "points");
    }

    // A network whose activations have few levels, and the spiking network that has as many steps.
    private (double Lost, double Accuracy) Quantise(ExperimentContext context, string name, LayerGraph graph, IDataset training, IDataset test, Calibration calibration)
    {
        IReadOnlyDictionary<string, double> scales = calibration.LeastErrors(Levels);
        LayerNetwork learner = graph.ToSpiking(scales, () => new Spiking<Rectangle<OneHalf, Zero>>(new IntegerLif { Decay = 0, Levels = Levels }), rate: Levels);
        OrdinaryTraining.Train(context, $"Training on {name} with {Levels} levels", learner, training, Math.Max(1, Epochs / 2), 5e-4);
        StepAccuracy quantised = learner.AccuracyOverSteps(test, [1])[0];
        LayerGraph learnt = learner.ToGraph();
        int layers = scales.Count;
        using Phase phase = context.Phase($"{name}: {Levels} levels, {Levels} steps");

        // Each layer gives back in one cycle what it gathered in the one before, so the output counts from the cycle on that the last layer's spikes come in.
        StepAccuracy exact = learnt.ToSpiking(scales, () => new Spiking<Arctangent<Two>>(new CycleIf { Steps = Levels, Levels = Levels }))
            .AccuracyOverSteps(test, [Levels], reference: learner, skip: layers * Levels, progress: done => phase.Report(done))[0];
        StepAccuracy prompt = learnt.ToSpiking(scales, () => Neurons(ResetMode.Subtract, 0.5)).AccuracyOverSteps(test, [Levels], reference: learner)[0];
        var table = new Table($"{Levels} levels, {name}", "The network whose activations have a few levels, and spiking networks with its weights.", "network", "steps", "accuracy [%]", "same class [%]");
        table.Add($"quantised, {Levels} levels", 1, 100 * quantised.Accuracy, "");
        table.Add("neurons that gather for a cycle, then fire", Levels, 100 * exact.Accuracy, 100 * exact.Agreement);
        table.Add("neurons that fire at once, from half a threshold", Levels, 100 * prompt.Accuracy, 100 * prompt.Agreement);
        context.Table(table);
        context.Result($"quantised accuracy, {Levels} levels, {name}", 100 * quantised.Accuracy, "%");
        context.Result($"same class, cycles of {Levels} steps, {name}", 100 * exact.Agreement, "%");
        context.Result($"accuracy after {Levels} steps without cycles, {name}", 100 * prompt.Accuracy, "%");
        return (100 * (quantised.Accuracy - exact.Accuracy), 100 * quantised.Accuracy);
    }
}
