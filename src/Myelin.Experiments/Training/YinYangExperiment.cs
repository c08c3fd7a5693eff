using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Training;

/// <summary>The Yin-Yang set: three classes that no linear classifier tells apart.</summary>
public sealed class YinYangExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 60;

    /// <inheritdoc/>
    public override int BatchSize { get; init; } = 50;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 5e-3;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 20;

    /// <summary>Number of training samples; a quarter of it are test samples.</summary>
    [Parameter("number of training samples; a quarter of it are test samples", Quick = 2000)]
    [Between(100, 10_000_000)]
    public int SampleCount { get; init; } = 5_000;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer")]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 120;

    /// <inheritdoc/>
    public override string Id => "yin-yang";

    /// <inheritdoc/>
    public override string Title => "The Yin-Yang set";

    /// <inheritdoc/>
    public override string Summary =>
        "Points of the Yin-Yang symbol belong to yin, yang or the dots. A small network of leaky integrate-and-fire neurons gets their two coordinates and the " +
        "mirrored ones as currents and learns the three classes; a linear classifier reaches 64 %.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "L. Kriener, J. Göltz, M. A. Petrovici", 2022, "The Yin-Yang dataset", "Proceedings of the Neuro-Inspired Computational Elements Conference, 107-111", "10.1145/3517343.3517380");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 97, "%")];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => SampleCount;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 15_000;

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (new YinYang(SampleCount, context.Seed), new YinYang(Math.Max(100, SampleCount / 4), context.Seed + 1));
    }

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Linear(4, Hidden, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, 3, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = nameof(Leaky.State<float>.U) });
}
