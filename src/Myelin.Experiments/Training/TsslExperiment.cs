using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Flatten = Myelin.Learning.Layers.Flatten;

namespace Myelin.Experiments.Training;

/// <summary>MNIST in five time steps, by spike times.</summary>
public sealed class TsslExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 2;

    /// <inheritdoc/>
    public override int BatchSize { get; init; } = 50;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 2e-3;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 5;

    /// <summary>How many of the 60,000 training samples are used.</summary>
    [Parameter("how many of the training samples are used", Quick = 500)]
    [Between(1, 60_000)]
    public int SampleCount { get; init; } = 60_000;

    /// <inheritdoc/>
    public override string Id => "tssl";

    /// <inheritdoc/>
    public override string Title => "TSSL-BP on MNIST in five steps";

    /// <inheritdoc/>
    public override string Summary =>
        "The paper's network for MNIST, 15C5-P2-40C5-P2-300-10, over its five time steps: errors go back through the times of spikes, within a neuron and between neurons. Beside it, the same " +
        "network by surrogate gradients. The paper trains for 100 epochs, and compares spike trains in its loss; here the last layer's membrane is judged.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "W. Zhang, P. Li", 2020, "Temporal spike sequence learning via backpropagation for deep spiking neural networks", "Advances in Neural Information Processing Systems 33", "10.48550/arXiv.2002.10085");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 99.5, "%")];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => SampleCount;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 700;

    /// <inheritdoc/>
    protected override long MemoryBytes => 1L << 30;

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = new DataFolder(context.DataPath("."));
        IdxImages training = Mnist.Load(folder, Split.Train), test = Mnist.Load(folder, Split.Test);
        int used = Math.Min(SampleCount, training.Count), judged = context.Quick ? Math.Min(SampleCount, test.Count) : test.Count;
        return (new Subset(training, [.. Enumerable.Range(0, used)]), new Subset(test, [.. Enumerable.Range(0, judged)]));
    }

    /// <inheritdoc/>
    protected override ILearningAlgorithm Algorithm() => new TsslBp(warmUp: 0.05);

    /// <inheritdoc/>
    protected override Module Network(ulong seed)
    {
        // Time constants of 5 and 2 steps, as in the paper.
        var neuron = new Synaptic { Alpha = 0.5, Beta = 0.8, Reset = ResetMode.Zero, ResetTiming = ResetTiming.SameStep };
        return new Sequential(
            new Convolution2d(1, 15, 5, seed: seed), new Spiking<Arctangent<Two>>(neuron), new AvgPool2d(2),
            new Convolution2d(15, 40, 5, seed: seed + 1), new Spiking<Arctangent<Two>>(neuron), new AvgPool2d(2),
            new Flatten(), new Linear(40 * 4 * 4, 300, seed: seed + 2), new Spiking<Arctangent<Two>>(neuron),
            new Linear(300, 10, seed: seed + 3), new Spiking<Arctangent<Two>>(neuron with { Reset = ResetMode.None }) { Reads = nameof(Synaptic.State<float>.U) });
    }

    /// <inheritdoc/>
    protected override void Measure(ExperimentContext context, Module network, IDataset test, Evaluation judged) => CompareWithBptt(context, judged);
}
