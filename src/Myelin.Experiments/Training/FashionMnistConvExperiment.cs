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

/// <summary>Fashion-MNIST with two layers of spiking convolutions.</summary>
public sealed class FashionMnistConvExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 7;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 4;

    /// <inheritdoc/>
    public override string Id => "fashion-mnist-conv";

    /// <inheritdoc/>
    public override string Title => "Fashion-MNIST, convolutions";

    /// <inheritdoc/>
    public override string Summary =>
        "Two convolutions with batch normalisation, leaky integrate-and-fire neurons and max pooling, trained by surrogate gradients on 60,000 images " +
        "of clothes, which are flipped and shifted by a pixel while training.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. K. Eshraghian, M. Ward, E. O. Neftci, X. Wang, G. Lenz, G. Dwivedi, M. Bennamoun, D. S. Jeong, W. D. Lu", 2023,
        "Training spiking neural networks using lessons from deep learning", "Proceedings of the IEEE 111(9), 1016-1054", "10.1109/JPROC.2023.3308088");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [MnistFolder.Fashion];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 91, "%")];

    /// <inheritdoc/>
    protected override long MemoryBytes => 1536L << 20;

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => 60_000;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 1_500;

    /// <inheritdoc/>
    protected override ITransform Augmentation => new Compose(new RandomFlip(), new RandomShift(1));

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = new DataFolder(context.DataPath("."));
        return (FashionMnist.Load(folder, Split.Train), FashionMnist.Load(folder, Split.Test));
    }

    /// <inheritdoc/>
    protected override IReadOnlyList<string> ClassNames => FashionMnist.ClassNames;

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Convolution2d(1, 32, 3, padding: 1, seed: seed),
        new BatchNorm(32),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }),
        new MaxPool2d(2),
        new Convolution2d(32, 64, 3, padding: 1, seed: seed + 1),
        new BatchNorm(64),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }),
        new MaxPool2d(2),
        new Flatten(),
        new Linear(64 * 7 * 7, 256, seed: seed + 2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.5 }),
        new Linear(256, 10, seed: seed + 3),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }) { Reads = nameof(Leaky.State<float>.U) });
}
