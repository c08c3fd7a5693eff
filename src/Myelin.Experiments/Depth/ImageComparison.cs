using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Sparse;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;

namespace Myelin.Experiments.Depth;

/// <summary>Networks that are trained alike on the first images of a set of the MNIST family and compared: what such an experiment derives from.</summary>
public abstract class ImageComparison : Experiment
{
    /// <summary>Number of training images.</summary>
    [Parameter("number of training images, the first of the set", Quick = 200)]
    [Between(20, 60_000)]
    public virtual int Images { get; init; } = 20_000;

    /// <summary>Number of test images.</summary>
    [Parameter("number of test images, the first of the set", Quick = 100)]
    [Between(20, 10_000)]
    public virtual int TestImages { get; init; } = 10_000;

    /// <summary>How often every image is seen.</summary>
    [Parameter("how often every image is seen", Quick = 1)]
    [Between(1, 1_000)]
    public virtual int Epochs { get; init; } = 5;

    /// <summary>Number of images of a batch.</summary>
    [Parameter("number of images of a batch")]
    [Between(2, 10_000)]
    public virtual int BatchSize { get; init; } = 64;

    /// <summary>The largest learning rate.</summary>
    [Parameter("the largest learning rate")]
    [Positive]
    public virtual double LearningRate { get; init; } = 2e-3;

    /// <summary>Number of time steps that an image is shown for.</summary>
    [Parameter("number of time steps that an image is shown for")]
    [Between(1, 1_000)]
    public virtual int Steps { get; init; } = 5;

    /// <summary>Whether the images are clothes; else digits.</summary>
    protected abstract bool IsFashion { get; }

    /// <inheritdoc/>
    public sealed override IReadOnlyList<DataNeed> Data => [IsFashion ? MnistFolder.Fashion : MnistFolder.Need];

    /// <summary>Number of steps of the optimiser of one training.</summary>
    protected long OptimiserSteps(int images) => (long)Epochs * ((images + BatchSize - 1) / BatchSize);

    /// <summary>The images to learn from and those to judge by.</summary>
    protected (IDataset Training, IDataset Test) Read(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        var folder = new DataFolder(context.DataPath("."));
        IDataset training = IsFashion ? FashionMnist.Load(folder, Split.Train) : Mnist.Load(folder, Split.Train);
        IDataset test = IsFashion ? FashionMnist.Load(folder, Split.Test) : Mnist.Load(folder, Split.Test);
        return (First(training, Images), First(test, TestImages));
    }

    /// <summary>Trains a network.</summary>
    /// <returns>The trainer, to judge it with.</returns>
    private protected Trainer Train(ExperimentContext context, Module network, IDataset images, SequenceInput input, Sparsifier? sparsity = null)
    {
        var trainer = new Trainer(network, new AdamW(network.Parameters.Select(p => p.Parameter), LearningRate, weightDecay: 1e-4), new StepCrossEntropy(), input)
        {
            Schedule = new OneCycle(LearningRate, OptimiserSteps(images.Count), 0.2),
            Sparsity = sparsity,
        };
        trainer.Fit(images, null, new TrainingPlan { Epochs = Epochs, BatchSize = BatchSize, Seed = context.Seed }, context.Cancellation);
        return trainer;
    }

    /// <summary>The weights of a network, without biases and norms.</summary>
    private protected static IReadOnlyList<(string Name, Parameter Parameter)> Weights(Module network) => [.. network.Parameters.Where(p => string.Equals(p.Parameter.Name, "weight", StringComparison.Ordinal) && p.Parameter.Shape.Rank > 1)];

    private static IDataset First(IDataset set, int count) => count >= set.Count ? set : new Subset(set, Enumerable.Range(0, count));
}
