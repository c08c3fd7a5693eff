using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Training;

/// <summary>Random manifolds: classes of spike-time patterns.</summary>
public sealed class RandmanExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 25;

    /// <inheritdoc/>
    public override int BatchSize { get; init; } = 100;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 0.01;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 100;

    /// <summary>Number of training samples; a quarter of it are test samples.</summary>
    [Parameter("number of training samples; a quarter of it are test samples", Quick = 2000)]
    [Between(100, 10_000_000)]
    public int SampleCount { get; init; } = 8_000;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer")]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 128;

    /// <inheritdoc/>
    public override string Id => "randman";

    /// <inheritdoc/>
    public override string Title => "Smooth random manifolds";

    /// <inheritdoc/>
    public override string Summary =>
        "Each of ten classes is a smooth random curve in the space of the spike times of 20 neurons, which spike once. A network with one hidden layer of leaky " +
        "integrate-and-fire neurons has to use the spike times, because counts are all the same.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "F. Zenke, T. P. Vogels", 2021, "The remarkable robustness of surrogate gradient learning for instilling complex function in spiking neural networks", "Neural Computation 33(4), 899-925", "10.1162/neco_a_01367");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 95, "%")];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => SampleCount;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 18_000;

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (new RandomManifolds(SampleCount, steps: Steps, seed: context.Seed), new RandomManifolds(Math.Max(100, SampleCount / 4), steps: Steps, seed: context.Seed, sampleSeed: context.Seed + 1));
    }

    /// <inheritdoc/>
    protected override SequenceInput Input() => new TimeMajorInput();

    /// <inheritdoc/>
    protected override Loss Loss() => new MaximumCrossEntropy();

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Linear(20, Hidden, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.95 }),
        new Linear(Hidden, 10, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.95, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });
}
