using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;

namespace Myelin.Experiments.Delays;

/// <summary>The direction of motion from the events of moving textures, by neurons with heterogeneous delays, of which fewer and fewer synapses are kept.</summary>
public sealed class DelayMotionExperiment : Experiment
{
    private const int Directions = 8;
    private static readonly double[] fractions = [1, 0.5, 0.3, 0.2, 0.1, 0.05, 0.03, 0.02, 0.01, 0.005, 0.003];
    private static readonly Claim detects = Experiments.Claim.AtLeast("test accuracy with all weights", 90, "%");
    private static readonly Claim pruned = Experiments.Claim.AtLeast("accuracy with a tenth of the weights, relative to that with all", 90, "%");
    private static readonly Claim delays = Experiments.Claim.AtLeast("accuracy with delays, less that of the same neurons without", 10, "%");

    /// <summary>Number of training samples.</summary>
    [Parameter("training samples; a quarter as many are test samples", Quick = 160)]
    [Between(32, 1_000_000)]
    public int SampleCount { get; init; } = 800;

    /// <summary>Side of the images.</summary>
    [Parameter("height and width of the event camera, in pixels", Quick = 11)]
    [Between(3, 1000)]
    public int Side { get; init; } = 13;

    /// <summary>Side of the window.</summary>
    [Parameter("height and width of the window that a neuron sees, in pixels", Quick = 5)]
    [Between(1, 101)]
    public int Window { get; init; } = 7;

    /// <summary>The longest delay.</summary>
    [Parameter("the longest delay, in steps")]
    [Between(0, 100)]
    public int MaximumDelay { get; init; } = 7;

    /// <summary>Steps.</summary>
    [Parameter("steps of a sample", Quick = 16)]
    [Between(2, 1000)]
    public int Steps { get; init; } = 24;

    /// <summary>Epochs.</summary>
    [Parameter("how often every sample is seen", Quick = 3)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 8;

    /// <summary>Learning rate.</summary>
    [Parameter("learning rate")]
    [Positive]
    public double LearningRate { get; init; } = 0.01;

    /// <inheritdoc/>
    public override string Id => "delay-motion";

    /// <inheritdoc/>
    public override string Title => "Motion detection by heterogeneous delays";

    /// <inheritdoc/>
    public override string Summary =>
        "One neuron for each of eight directions of motion, with a weight for every place and delay of a window, sees the events of moving textures; learning is logistic regression at every rise of brightness, on what is around it and before it, and these then vote. " +
        "Then the smallest weights are taken away. The paper uses natural images and finds that few weights are enough; its numbers belong to them, so the claims here are what its abstract says: motion is " +
        "detected, and stays so with much less work, for which a tenth of the weights is taken.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. Grimaldi, L. U. Perrinet", 2023, "Learning heterogeneous delays in a layer of spiking neurons for fast motion detection", "Biological Cybernetics 117, 373-387", "10.1007/s00422-023-00975-8");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [detects, pruned, delays];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(Directions, (long)Directions * 2 * Window * Window * (MaximumDelay + 1), 500_000_000, 5 + (SampleCount * (double)Epochs * 2e-2), "20 ms for each sample and epoch on two threads");

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Window > Side) throw new ArgumentException($"The window of {Window} pixels must fit in the camera's {Side}.");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        var training = new Prepared(new MovingTextures(SampleCount, Directions, Side, Steps, seed: context.Seed), new Myelin.Data.Transforms.Compose());
        var test = new Prepared(new MovingTextures(Math.Max(32, SampleCount / 4), Directions, Side, Steps, seed: context.Seed + 1), new Myelin.Data.Transforms.Compose());
        (HeterogeneousDelays layer, Trainer trainer) = Train(context, training, test, MaximumDelay, "Training");
        (_, Trainer immediate) = Train(context, training, test, 0, "Training without delays");
        double all = trainer.Evaluate(test).Accuracy, none = immediate.Evaluate(test).Accuracy;
        Show(context, layer);
        double[] accuracies = new double[fractions.Length];
        using (Phase phase = context.Phase("Pruning", "pruneSeconds"))
        {
            for (int i = 0; i < fractions.Length; i++)
            {
                layer.Prune(fractions[i]);
                accuracies[i] = trainer.Evaluate(test).Accuracy;
                phase.Report((i + 1.0) / fractions.Length, FormattableString.Invariant($"{100 * fractions[i]} %: accuracy {100 * accuracies[i]:0.0} %"));
            }
        }

        context.Result("test accuracy", 100 * all, "%");
        context.Result("test accuracy without delays", 100 * none, "%");
        context.Result("weights", layer.Weight.Values.Length);
        var table = new Table("Pruning", "Accuracy on test samples with the largest weights only, without further training.", "weights kept [%]", "synapses of a neuron", "accuracy [%]");
        for (int i = 0; i < fractions.Length; i++)
        {
            table.Add(100 * fractions[i], fractions[i] * layer.Weight.Values.Length / Directions, 100 * accuracies[i]);
            context.Result($"test accuracy with {100 * fractions[i]} % of the weights", 100 * accuracies[i], "%");
        }

        context.Table(table);
        context.Figure(new LineFigure(
            "Pruning", "Accuracy with the largest weights only; guessing is right in 12.5 %.", new Axis("weights kept [%]") { Logarithmic = true }, new Axis("accuracy [%]") { FromZero = true },
            new Series("largest weights", [.. fractions.Select(f => 100 * f)], [.. accuracies.Select(a => 100 * a)])));
        if (context.Quick) return;
        context.Claim(detects, 100 * all);
        context.Claim(pruned, 100 * accuracies[Array.IndexOf(fractions, 0.1)] / all);
        context.Claim(delays, 100 * (all - none));
    }

    private (HeterogeneousDelays Layer, Trainer Trainer) Train(ExperimentContext context, Prepared training, IDataset test, int maximumDelay, string name)
    {
        var layer = new HeterogeneousDelays(2, Directions, maximumDelay, (Window, Window), context.Seed);

        var model = new EventVotes(layer, Window);
        using Phase phase = context.Phase(name, maximumDelay > 0 ? "trainSeconds" : "trainImmediateSeconds");
        long steps = (long)Epochs * ((training.Count + 31) / 32);
        var trainer = new Trainer(model, new Adam(model.Parameters.Select(p => p.Parameter), LearningRate), new VoteCrossEntropy(), new TimeMajorInput())
        {
            Schedule = new CosineAnnealing(steps), Progress = new TrainingPhase(phase),
        };
        trainer.Fit(training, test, new TrainingPlan { Epochs = Epochs, BatchSize = 32, Seed = context.Seed }, context.Cancellation);
        return (layer, trainer);
    }

    // A neuron's weights for rises along the row of the window's middle: delays against places, where motion is a slope.
    private void Show(ExperimentContext context, HeterogeneousDelays layer)
    {
        int taps = layer.MaximumDelay + 1, perMotif = 2 * taps * Window * Window;
        string[] places = [.. Enumerable.Range(0, Window).Select(i => (i - (Window / 2)).ToString(System.Globalization.CultureInfo.InvariantCulture))];
        string[] steps = [.. Enumerable.Range(0, taps).Select(i => i.ToString(System.Globalization.CultureInfo.InvariantCulture))];
        foreach ((int motif, string way) in new[] { (0, "to the right"), (Directions / 2, "to the left") })
        {
            double[,] weights = new double[taps, Window];
            for (int d = 0; d < taps; d++)
            {
                for (int x = 0; x < Window; x++) weights[d, x] = layer.Weight.Values[(motif * perMotif) + (((((taps - 1 - d) * Window) + (Window / 2)) * Window) + x)];
            }

            context.Figure(new HeatmapFigure($"Weights for motion {way}", "Of rises of brightness in the middle row of the window.", "place [pixels]", places, "delay [steps]", steps, "weight", weights));
        }
    }

    // Textures are as likely light as dark, so what is around a place says nothing of motion on its own; what is around an event does. So those places vote in whose
    // window's middle brightness has just risen; others give the same number for all classes.
    private sealed class EventVotes : Module
    {
        private readonly HeterogeneousDelays layer;
        private readonly int window;

        public EventVotes(HeterogeneousDelays layer, int window) => (this.layer, this.window) = (Add("motifs", layer), window);

        protected override Tensor Compute(Tensor input)
        {
            Tensor motifs = layer.Forward(input);
            Shape shape = motifs.Shape;
            Tensor rises = input.Narrow(2, 0, 1).Narrow(3, window / 2, shape[3]).Narrow(4, window / 2, shape[4]);
            return (motifs * rises).Permute(0, 3, 4, 1, 2).Reshape([shape[0] * shape[3] * shape[4], shape[1], shape[2]]);
        }
    }
}
