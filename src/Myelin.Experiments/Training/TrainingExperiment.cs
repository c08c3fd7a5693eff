using Myelin.Data;
using Myelin.Data.Transforms;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Learning.Clipping;
using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Checkpoints;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;

namespace Myelin.Experiments.Training;

/// <summary>
/// A network that is trained on a set of samples: what such an experiment derives from. It says which samples, which network and which loss; training,
/// checkpoints, figures and results are the same for all. <c>myelin train</c> runs it, with <c>--resume</c> from its last checkpoint.
/// </summary>
public abstract class TrainingExperiment : Experiment
{
    /// <summary>The measured accuracy that claims are about.</summary>
    protected const string TestAccuracy = "test accuracy";

    /// <summary>How often every sample is seen.</summary>
    [Parameter("how often every sample is seen", Quick = 1)]
    [Between(1, 10_000)]
    public virtual int Epochs { get; init; } = 10;

    /// <summary>Number of samples of a batch.</summary>
    [Parameter("number of samples of a batch")]
    [Between(1, 100_000)]
    public virtual int BatchSize { get; init; } = 128;

    /// <summary>The largest learning rate.</summary>
    [Parameter("the largest learning rate")]
    [Positive]
    public virtual double LearningRate { get; init; } = 1e-3;

    /// <summary>Number of time steps that a sample is shown for.</summary>
    [Parameter("number of time steps that a sample is shown for")]
    [Between(1, 10_000)]
    public virtual int Steps { get; init; } = 10;

    /// <summary>Whether to go on from the last checkpoint of the output folder.</summary>
    [Parameter("go on from the last checkpoint of the output folder, to the same result as without a break")]
    public bool Resume { get; init; }

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, MemoryBytes, SamplesPerEpoch * (double)Epochs / SamplesPerSecond, $"{SamplesPerSecond:0} training samples per second on two threads");

    /// <summary>About how much memory training takes, for the estimate, in bytes.</summary>
    protected virtual long MemoryBytes => 512L << 20;

    /// <summary>About how many samples an epoch has, for the estimate.</summary>
    protected abstract int SamplesPerEpoch { get; }

    /// <summary>About how many samples two threads train per second, for the estimate.</summary>
    protected abstract double SamplesPerSecond { get; }

    /// <summary>What is done to training samples; nothing by default.</summary>
    protected virtual ITransform? Augmentation => null;

    /// <summary>The names of the classes; their numbers by default.</summary>
    protected virtual IReadOnlyList<string>? ClassNames => null;

    /// <summary>The samples to learn from and those to judge by.</summary>
    /// <param name="context">The seed and the data folder.</param>
    protected abstract (IDataset Training, IDataset Test) Samples(ExperimentContext context);

    /// <summary>The network.</summary>
    /// <param name="seed">What its initial numbers are drawn from.</param>
    protected abstract Module Network(ulong seed);

    /// <summary>The loss.</summary>
    protected virtual Loss Loss() => new StepCrossEntropy();

    /// <summary>How gradients come about; back-propagation through time by default.</summary>
    protected virtual ILearningAlgorithm Algorithm() => new Bptt();

    /// <summary>How gradients are clipped; not at all by default.</summary>
    protected virtual GradientClip? Clip() => null;

    /// <summary>How samples become sequences; each is shown unchanged at every step by default.</summary>
    protected virtual SequenceInput Input() => new RepeatedInput(Steps);

    /// <summary>The optimiser; AdamW by default.</summary>
    /// <param name="network">The network.</param>
    protected virtual Optimiser Optimiser(Module network) => new AdamW(network.Parameters.Select(p => p.Parameter), LearningRate, weightDecay: 1e-4);

    /// <inheritdoc/>
    public sealed override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        (IDataset training, IDataset test) = Samples(context);
        Module network = Network(context.Seed);
        Optimiser optimiser = Optimiser(network);
        IReadOnlyList<EpochRecord> history;
        Trainer trainer;
        using (Phase phase = context.Phase("Training", "trainSeconds"))
        {
            trainer = NewTrainer(network, optimiser, Algorithm(), training, phase);
            history = trainer.Fit(training, test, NewPlan(context) with { Folder = context.OutputFolder, Resume = Resume }, context.Cancellation);
        }

        Evaluation judged;
        using (context.Phase("Testing", "testSeconds")) judged = trainer.Evaluate(test);
        context.Timing("epochSeconds", history.Average(h => h.Seconds));
        context.Result(TestAccuracy, 100 * judged.Accuracy, "%");
        context.Result("training accuracy", 100 * history[^1].Accuracy, "%");
        context.Result("test loss", judged.Loss);
        context.Result("spikes per neuron and sample", judged.SpikesPerNeuron.Count == 0 ? double.NaN : judged.SpikesPerNeuron.Average());
        context.Result("training speed", history.Average(h => h.SamplesPerSecond), "samples/s");
        context.Result("epochs", history.Count);
        context.Result("parameters", network.Parameters.Sum(p => (double)p.Parameter.Shape.Count));
        foreach (Claim claim in Claims)
        {
            if (!context.Quick && string.Equals(claim.Name, TestAccuracy, StringComparison.Ordinal)) context.Claim(claim, 100 * judged.Accuracy);
        }

        Measure(context, network, test, judged);
        TrainingFigures.Add(context, history, judged, network, trainer, test, Input(), ClassNames);
    }

    /// <summary>Measures a network of a checkpoint.</summary>
    internal NeuroBench Measure(RunSettings settings, string checkpoint, int samples, CancellationToken cancellation)
    {
        // Samples and networks take a context; nothing is written into its folder, which is that of the checkpoint.
        var context = new ExperimentContext(this, settings, new OutputFolder(Path.GetDirectoryName(Path.GetFullPath(checkpoint))!), new NoProgress(), cancellation);
        (_, IDataset test) = Samples(context);
        Module network = Network(context.Seed);
        Checkpoint saved = Checkpoint.Load(checkpoint);
        saved.Restore(network.Parameters);
        foreach ((string name, Parameter values) in network.Buffers) saved.Buffer(name, values.Shape).Values.Span.CopyTo(values.Values);
        return NeuroBench.Of(network, new Subset(test, Enumerable.Range(0, Math.Min(samples, test.Count))), Input(), Loss(), cancellation: cancellation);
    }

    /// <summary>Trains another network in the same way but by back-propagation through time with surrogate gradients, and shows both.</summary>
    /// <param name="context">Where it goes.</param>
    /// <param name="judged">How the network trained by the experiment's algorithm does.</param>
    protected void CompareWithBptt(ExperimentContext context, Evaluation judged)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(judged);
        (IDataset training, IDataset test) = Samples(context);
        Module network = Network(context.Seed);
        var algorithm = new Bptt();
        IReadOnlyList<EpochRecord> history;
        Evaluation other;
        using (Phase phase = context.Phase($"Training with {algorithm.Name}", "besideSeconds"))
        {
            Trainer trainer = NewTrainer(network, Optimiser(network), algorithm, training, phase);
            history = trainer.Fit(training, test, NewPlan(context), context.Cancellation);
            other = trainer.Evaluate(test);
        }

        context.Result($"test accuracy with {algorithm.Name}", 100 * other.Accuracy, "%");
        context.Result($"training speed with {algorithm.Name}", history.Average(h => h.SamplesPerSecond), "samples/s");
        var table = new Table($"{Algorithm().Name} beside {algorithm.Name}", "The same network, samples, loss, optimiser and seed.", "algorithm", "test accuracy [%]", "test loss", "spikes per neuron and sample");
        table.Add(Algorithm().Name, 100 * judged.Accuracy, judged.Loss, judged.SpikesPerNeuron.DefaultIfEmpty(double.NaN).Average());
        table.Add(algorithm.Name, 100 * other.Accuracy, other.Loss, other.SpikesPerNeuron.DefaultIfEmpty(double.NaN).Average());
        context.Table(table);
    }

    private Trainer NewTrainer(Module network, Optimiser optimiser, ILearningAlgorithm algorithm, IDataset training, Phase phase) => new(network, optimiser, Loss(), Input())
    {
        Algorithm = algorithm,
        Schedule = new OneCycle(LearningRate, (long)Epochs * ((training.Count + BatchSize - 1) / BatchSize), 0.2),
        Clip = Clip(),
        Progress = new TrainingPhase(phase),
    };

    private TrainingPlan NewPlan(ExperimentContext context) => new() { Epochs = Epochs, BatchSize = BatchSize, Seed = context.Seed, Augmentation = Augmentation };

    /// <summary>Records what is measured beside the accuracy; nothing by default.</summary>
    /// <param name="context">Where it goes.</param>
    /// <param name="network">The trained network.</param>
    /// <param name="test">The samples to judge by.</param>
    /// <param name="judged">How the network does on them.</param>
    protected virtual void Measure(ExperimentContext context, Module network, IDataset test, Evaluation judged)
    {
    }
}
