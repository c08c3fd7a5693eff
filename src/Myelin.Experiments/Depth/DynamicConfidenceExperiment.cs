using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Encoding;
using Myelin.Learning.EarlyExit;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Flatten = Myelin.Learning.Layers.Flatten;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Experiments.Depth;

/// <summary>Early exit at run time where the network is sure, beside a fixed number of steps.</summary>
public sealed class DynamicConfidenceExperiment : ImageComparison
{
    private static readonly Claim saved = Claim.AtLeast("steps saved", 40, "%");
    private static readonly Claim lost = Claim.AtMost("test accuracy lost", 0.1, "%");

    /// <summary>Number of hidden neurons.</summary>
    [Parameter("number of hidden neurons", Quick = 64)]
    [Between(10, 10_000)]
    public int Hidden { get; init; } = 400;

    /// <summary>The part of the training images that temperature and threshold are chosen by.</summary>
    [Parameter("part of the training images that is kept to choose temperature and threshold by")]
    [Between(0.05, 0.5)]
    public double Kept { get; init; } = 0.15;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 20;

    /// <inheritdoc/>
    public override string Id => "dynamic-confidence";

    /// <inheritdoc/>
    public override string Title => "Early exit by confidence";

    /// <inheritdoc/>
    public override string Summary =>
        "A network learns handwritten digits that are random spikes, so that more steps tell more. At run time it stops as soon as the calibrated confidence of its mean output passes a threshold; temperature and " +
        "threshold are chosen on images that were kept from training. The paper saves 40 % of the steps on average at equal accuracy, with converted networks on CIFAR-10 and ImageNet; " +
        "the tenth of a percent of accuracy that counts as equal is ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "C. Li, E. G. Jones, S. Furber", 2023, "Unleashing the potential of spiking neural networks with dynamic confidence", "International Conference on Computer Vision; arXiv:2303.10276");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [saved, lost];

    /// <inheritdoc/>
    protected override bool IsFashion => false;

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 700L << 20, 5 + (Images * (double)Epochs * Steps * Hidden / 1.2e7), "about 30,000 image steps of 400 neurons per second on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        (IDataset all, IDataset test) = Read(context);
        (Subset calibration, Subset training) = Subset.Divide(all, Kept, context.Seed);
        var input = new EncodedInput(new BernoulliCode(), Steps, context.Seed);
        var network = new Sequential(
            new Flatten(),
            new Linear(28 * 28, Hidden, seed: context.Seed),
            new Spiking<Arctangent<Two>>(new Leaky()),
            new Linear(Hidden, 10, seed: context.Seed + 1),
            new Spiking<Arctangent<Two>>(new Leaky()) { Reads = nameof(Leaky.State<float>.U) });
        using (Phase phase = context.Phase("Training", "trainSeconds")) Train(context, network, training, input);
        using Phase choosing = context.Phase("Choosing and testing", "testSeconds");
        StepScores kept = StepScores.Of(network, calibration, input), scores = StepScores.Of(network, test, input);
        double temperature = kept.Calibrate(), threshold = kept.LowestThreshold(temperature);
        ExitRecord exits = scores.Exit(threshold, temperature);
        if (exits.Remark is { } remark) context.Text("The threshold", remark);
        double fixedAccuracy = 100 * scores.Accuracy(Steps), accuracy = 100 * exits.Accuracy(scores.Labels), spared = 100 * (1 - (exits.MeanSteps / Steps));
        context.Result("temperature", temperature);
        context.Result("confidence threshold", threshold);
        context.Result("mean steps", exits.MeanSteps);
        context.Result("test accuracy of all steps", fixedAccuracy, "%");
        context.Result("test accuracy with early exit", accuracy, "%");
        context.Result("fixed steps of the same accuracy", Enumerable.Range(1, Steps).First(t => t == Steps || 100 * scores.Accuracy(t) >= accuracy));
        context.Result("samples that exit early", 100 * exits.ExitedPart, "%");
        context.Result("samples of a batch whose run stops elsewhere than the scores say", Differing(network, test, input, temperature, threshold));
        if (!context.Quick)
        {
            context.Claim(saved, spared);
            context.Claim(lost, fixedAccuracy - accuracy);
        }

        Report(context, scores, temperature, exits);
    }

    // The first batch once more, step by step.
    private static int Differing(Module network, IDataset test, EncodedInput input, double temperature, double threshold)
    {
        var first = new Subset(test, Enumerable.Range(0, Math.Min(50, test.Count)));
        using var loader = new DataLoader(first, new DataLoaderOptions { BatchSize = first.Count, Shuffle = false });
        ExitRecord expected = StepScores.Of(network, first, input, first.Count).Exit(threshold, temperature);
        int differing = 0;
        foreach (Batch batch in loader.Epoch(0))
        {
            Tape.Current.Clear();
            ExitRecord run = new DynamicConfidence(network, threshold, temperature).Run(input.Of(batch, -1 - batch.Number), batch.Number);
            differing += Enumerable.Range(0, batch.Count).Count(i => run.Steps[i] != expected.Steps[i] || run.Classes[i] != expected.Classes[i]);
        }

        Tape.Current.Clear();
        return differing;
    }

    private void Report(ExperimentContext context, StepScores scores, double temperature, ExitRecord chosen)
    {
        double[] steps = [.. Enumerable.Range(1, Steps).Select(t => (double)t)];
        double[] thresholds = [0.3, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.93, 0.95, 0.97, 0.98, 0.99, 0.995, 0.999];
        ExitRecord[] exits = [.. thresholds.Select(t => scores.Exit(t, temperature))];
        var table = new Table("Thresholds", "On the test images, beside the accuracy of a fixed number of steps.", "threshold", "mean steps", "test accuracy [%]");
        for (int i = 0; i < thresholds.Length; i++) table.Add(thresholds[i], exits[i].MeanSteps, 100 * exits[i].Accuracy(scores.Labels));
        context.Table(table);
        context.Figure(new LineFigure(
            "Accuracy against steps", "A fixed number of steps for all images, and early exit at thresholds from 0.3 to 0.999.", "mean number of steps", "test accuracy [%]",
            new Series("fixed", steps, [.. steps.Select(t => 100 * scores.Accuracy((int)t))]),
            new Series("early exit", [.. exits.Select(e => e.MeanSteps)], [.. exits.Select(e => 100 * e.Accuracy(scores.Labels))])));
        context.Figure(new BarFigure(
            "Steps that images take", "At the chosen threshold.", "steps", [.. steps.Select(t => t.ToString("0", System.Globalization.CultureInfo.InvariantCulture))], "images",
            new Bars("images", [.. steps.Select(t => (double)chosen.Steps.Count(s => s == (int)t))])));
    }
}
