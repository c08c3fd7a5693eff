using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Data.Transforms;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Flatten = Myelin.Learning.Layers.Flatten;

namespace Myelin.Experiments.Training;

/// <summary>MNIST with two layers of spiking convolutions.</summary>
public sealed class MnistConvExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 12;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 8;

    /// <inheritdoc/>
    public override string Id => "mnist-conv";

    /// <inheritdoc/>
    public override string Title => "MNIST, 12C5-MP2-64C5-MP2-10";

    /// <inheritdoc/>
    public override string Summary =>
        "Two convolutions with batch normalisation, leaky integrate-and-fire neurons and max pooling, trained by surrogate gradients on 60,000 handwritten " +
        "digits, which are shifted by up to two pixels while training.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. K. Eshraghian, M. Ward, E. O. Neftci, X. Wang, G. Lenz, G. Dwivedi, M. Bennamoun, D. S. Jeong, W. D. Lu", 2023,
        "Training spiking neural networks using lessons from deep learning", "Proceedings of the IEEE 111(9), 1016-1054", "10.1109/JPROC.2023.3308088");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 99.2, "%")];

    /// <inheritdoc/>
    protected override long MemoryBytes => 1L << 30;

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => 60_000;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 1_500;

    /// <inheritdoc/>
    protected override ITransform Augmentation => new RandomShift(2);

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = new DataFolder(context.DataPath("."));
        return (Mnist.Load(folder, Split.Train), Mnist.Load(folder, Split.Test));
    }

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Convolution2d(1, 12, 5, seed: seed),
        new BatchNorm(12),
        new MaxPool2d(2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }),
        new Convolution2d(12, 64, 5, seed: seed + 1),
        new BatchNorm(64),
        new MaxPool2d(2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }),
        new Flatten(),
        new Linear(64 * 4 * 4, 10, seed: seed + 2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = nameof(Leaky.State<float>.U) });
}
