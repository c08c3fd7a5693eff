using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Training;

/// <summary>Generated handwritten digits: the quick start, which needs no data.</summary>
public sealed class DigitsExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 5;

    /// <summary>Number of training samples; a quarter of it are test samples.</summary>
    [Parameter("number of training samples; a quarter of it are test samples", Quick = 2000)]
    [Between(100, 10_000_000)]
    public int SampleCount { get; init; } = 20_000;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer")]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 256;

    /// <inheritdoc/>
    public override string Id => "digits";

    /// <inheritdoc/>
    public override string Title => "Generated handwritten digits";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of leaky integrate-and-fire neurons learns handwritten digits that are drawn by a program, so nothing has to be fetched. Pixels are shown as " +
        "constant currents; surrogate gradients train all layers; the class is the output neuron with the highest membrane potential.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. K. Eshraghian, M. Ward, E. O. Neftci, X. Wang, G. Lenz, G. Dwivedi, M. Bennamoun, D. S. Jeong, W. D. Lu", 2023,
        "Training spiking neural networks using lessons from deep learning", "Proceedings of the IEEE 111(9), 1016-1054", "10.1109/JPROC.2023.3308088");

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
        return (new SyntheticDigits(SampleCount, context.Seed), new SyntheticDigits(Math.Max(100, SampleCount / 4), context.Seed + 1));
    }

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Flatten(),
        new Linear(28 * 28, Hidden, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, 10, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = nameof(Leaky.State<float>.U) });
}
