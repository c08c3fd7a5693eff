using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Randomness;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Memory;

/// <summary>MNIST pixel by pixel: 784 steps of one number.</summary>
public sealed class SequentialMnistExperiment : TrainingExperiment
{
    private const int Pixels = 28 * 28;

    // As large that neurons with the paper's damping fire from the start; from the paper's own small weights they are silent for the first epochs.
    private const float InputGain = 30;
    private const float RecurrentGain = 10;

    // Omega and Offset at the start, per second; the paper's, where the step is 10 ms: a row of pixels is a turn of 22.4 per second.
    private static readonly (double Low, double High) omega = (15, 50);
    private static readonly (double Low, double High) offset = (0.1, 1);

    /// <inheritdoc/>
    public override int Epochs { get; init; } = 5;

    /// <inheritdoc/>
    public override int BatchSize { get; init; } = 64;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 0.1;

    /// <summary>Number of time steps: 784 for a pixel at a step, 28 for a row at a step.</summary>
    [Parameter("number of time steps: 784 for a pixel at a step, 28 for a row at a step", Quick = 28)]
    [Between(1, Pixels)]
    public override int Steps { get; init; } = Pixels;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer", Quick = 32)]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 128;

    /// <summary>Number of generated digits in place of MNIST.</summary>
    [Parameter("number of generated digits in place of MNIST; 0 for MNIST", Quick = 1000)]
    [Between(0, 10_000_000)]
    public int Generated { get; init; }

    /// <inheritdoc/>
    public override string Id => "s-mnist";

    /// <inheritdoc/>
    public override string Title => "Sequential MNIST";

    /// <inheritdoc/>
    public override string Summary =>
        "Handwritten digits shown one pixel at a time, so that what was seen has to be remembered for hundreds of steps. One layer of recurrent balanced " +
        "resonate-and-fire neurons, whose frequencies and dampings differ and are learnt, and a leaky read-out whose mean over time tells the class; trained by " +
        "back-propagation through all 784 steps. The paper's network has 256 neurons and 300 epochs; this one is smaller and shorter.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. Higuchi, S. Kairat, S. M. Bohte, S. Otte", 2024, "Balanced resonate-and-fire neurons", "International Conference on Machine Learning; arXiv:2402.14603");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Generated > 0 ? [] : [MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtLeast(TestAccuracy, 97, "%")];

    /// <inheritdoc/>
    public override void Validate()
    {
        if (Pixels % Steps != 0) throw new ArgumentException($"An image of {Pixels} pixels cannot be shown in {Steps} steps; the number must divide {Pixels}.");
    }

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => Generated > 0 ? Generated : 60_000;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 650 * ((double)Pixels / Steps) * (128.0 / Hidden);

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (Generated > 0) return (new SyntheticDigits(Generated, context.Seed), new SyntheticDigits(Math.Max(100, Generated / 4), context.Seed + 1));
        var folder = new DataFolder(context.DataPath("."));
        return (Mnist.Load(folder, Split.Train), Mnist.Load(folder, Split.Test));
    }

    /// <inheritdoc/>
    protected override SequenceInput Input() => new SerialInput(Pixels / Steps);

    /// <inheritdoc/>
    protected override Loss Loss() => new CountCrossEntropy { Rates = true };

    /// <inheritdoc/>
    protected override Module Network(ulong seed)
    {
        var input = new Linear(Pixels / Steps, Hidden, seed: seed);
        foreach (ref float weight in input.Weight.Values) weight *= InputGain;
        input.Bias!.Values.Clear();
        var hidden = new Recurrent<MultiGaussian<ThreeTwentieths, Six, OneHalf>>(new BalancedResonateAndFire(), Hidden, bias: false, seed: seed + 2, dt: 10 * ms);
        foreach (ref float weight in hidden.RecurrentWeight.Values) weight *= RecurrentGain;
        hidden.Learn(nameof(BalancedResonateAndFire.Omega), Hidden, 5, 95).Learn(nameof(BalancedResonateAndFire.Offset), Hidden, 0.01, 20);
        var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)Hidden, 3);
        foreach (((_, var value), (double low, double high)) in hidden.Learnt.Zip([omega, offset]))
        {
            stream.FillUniform(value.Values);
            foreach (ref float number in value.Values) number = (float)(low + ((high - low) * number));
        }

        return new Sequential(
            input,
            hidden,
            new Linear(Hidden, 10, seed: seed + 1),
            new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.95, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });
    }
}
