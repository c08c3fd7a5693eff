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

/// <summary>MNIST with one hidden layer of a thousand spiking neurons.</summary>
public sealed class MnistMlpExperiment : TrainingExperiment
{
    /// <inheritdoc/>
    public override int Epochs { get; init; } = 15;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 25;

    /// <inheritdoc/>
    public override string Id => "mnist-mlp";

    /// <inheritdoc/>
    public override string Title => "MNIST, 784-1000-10";

    /// <inheritdoc/>
    public override string Summary =>
        "The usual first network of the training frameworks: 784-1000-10 leaky integrate-and-fire neurons over 25 steps, trained by surrogate gradients on 60,000 " +
        "handwritten digits, which are shifted by up to two pixels while training.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "J. K. Eshraghian, M. Ward, E. O. Neftci, X. Wang, G. Lenz, G. Dwivedi, M. Bennamoun, D. S. Jeong, W. D. Lu", 2023,
        "Training spiking neural networks using lessons from deep learning", "Proceedings of the IEEE 111(9), 1016-1054", "10.1109/JPROC.2023.3308088");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 98.3, "%")];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => 60_000;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 5_000;

    /// <inheritdoc/>
    protected override ITransform Augmentation => new RandomShift(1);

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var folder = new DataFolder(context.DataPath("."));
        return (Mnist.Load(folder, Split.Train), Mnist.Load(folder, Split.Test));
    }

    /// <inheritdoc/>
    protected override Module Network(ulong seed) => new Sequential(
        new Flatten(),
        new Linear(28 * 28, 1000, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.95 }),
        new Linear(1000, 10, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.95 }) { Reads = nameof(Leaky.State<float>.U) });
}
