using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Delays;

/// <summary>Learned delays against fixed random ones and none, on spike motifs that nothing but relative times tell apart.</summary>
public sealed class DelaysExperiment : Experiment
{
    private const int Inputs = 30, Classes = 10;
    private static readonly Claim overFixed = Experiments.Claim.AtLeast("accuracy with learned delays, less that with fixed random ones", 0.5, "%");
    private static readonly Claim overNone = Experiments.Claim.AtLeast("accuracy with fixed random delays, less that without delays", 0.5, "%");
    private static readonly Claim kept = Experiments.Claim.AtLeast("accuracy of rounded learned delays in the simulator, less that before rounding", 0, "%");

    /// <summary>Number of training samples.</summary>
    [Parameter("training samples; half as many are test samples", Quick = 600)]
    [Between(100, 1_000_000)]
    public int SampleCount { get; init; } = 3_000;

    /// <summary>Hidden neurons.</summary>
    [Parameter("hidden neurons")]
    [Between(1, 10_000)]
    public int Hidden { get; init; } = 24;

    /// <summary>The longest delay.</summary>
    [Parameter("the longest delay, in steps")]
    [Between(1, 200)]
    public int MaximumDelay { get; init; } = 25;

    /// <summary>Epochs.</summary>
    [Parameter("how often every sample is seen", Quick = 3)]
    [Between(1, 10_000)]
    public int Epochs { get; init; } = 28;

    /// <summary>When delays become whole.</summary>
    [Parameter("part of training after which learned delays are used at the nearest whole step")]
    [Between(0, 1)]
    public double NearestFrom { get; init; } = 0.5;

    /// <summary>Networks.</summary>
    [Parameter("networks of each kind, from different seeds, whose mean is taken", Quick = 1)]
    [Between(1, 100)]
    public int Repeats { get; init; } = 3;

    /// <summary>Learning rate.</summary>
    [Parameter("learning rate of weights; that of delays is a hundred times as large")]
    [Positive]
    public double LearningRate { get; init; } = 5e-3;

    /// <summary>Memory of a neuron.</summary>
    [Parameter("what a membrane potential keeps from step to step")]
    [Between(0, 1)]
    public double Beta { get; init; } = 0.5;

    /// <summary>Missing spikes.</summary>
    [Parameter("probability that a spike of a motif is missing")]
    [Between(0, 0.99)]
    public double Missing { get; init; } = 0.25;

    /// <summary>Background spikes.</summary>
    [Parameter("probability of another spike, for each neuron and step")]
    [Between(0, 0.99)]
    public double Background { get; init; } = 0.04;

    /// <inheritdoc/>
    public override string Id => "delays";

    /// <inheritdoc/>
    public override string Title => "Learned delays";

    /// <inheritdoc/>
    public override string Summary =>
        "Ten classes of spike motifs in noise: each of 30 neurons spikes once, at its class's time. Hidden neurons forget within some steps, so they can " +
        "only tell a motif whose spikes arrive together. Delays of synapses that are learned with the weights bring this about; fixed random delays and none are the paper's comparisons. The paper's " +
        "data (spoken words) are not used here: only its order of the three is held.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "I. Hammouamri, I. Khalfaoui-Hassani, T. Masquelier", 2024, "Learning delays in spiking neural networks using dilated convolutions with learnable spacings", "International Conference on Learning Representations");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [overFixed, overNone, kept];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(Hidden + Classes, (long)Hidden * (Inputs + Classes), 200_000_000, 2 + (SampleCount * (double)Epochs * Repeats * 1.5e-3), "1.5 ms for each sample, epoch and all four networks on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var training = new SpikeMotifs(SampleCount, Classes, Inputs, steps: MaximumDelay + 35, window: MaximumDelay, missing: Missing, background: Background, seed: context.Seed);
        var test = new SpikeMotifs(SampleCount / 2, Classes, Inputs, steps: MaximumDelay + 35, window: MaximumDelay, missing: Missing, background: Background, seed: context.Seed, sampleSeed: context.Seed + 1);
        var comparison = new DelayComparison(Network, training, test)
        {
            Epochs = Epochs, NearestFrom = NearestFrom, Repeats = Repeats, LearningRate = LearningRate, Silence = 150 + MaximumDelay,
        };
        IReadOnlyDictionary<DelayKind, DelayResults> results = comparison.Run(context);
        if (context.Quick) return;
        context.Claim(overFixed, results[DelayKind.Learned].Rounded - results[DelayKind.Fixed].Rounded);
        context.Claim(overNone, results[DelayKind.Fixed].Rounded - results[DelayKind.None].Rounded);
        context.Claim(kept, results[DelayKind.Learned].Lowered - results[DelayKind.Learned].Trained);
    }

    private Sequential Network(DelayKind kind, ulong seed) => new(
        kind == DelayKind.None ? new Linear(Inputs, Hidden, bias: false, seed: seed) : new DelayedLinear(Inputs, Hidden, MaximumDelay, bias: false, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = Beta, Threshold = 0.3 }),
        new Linear(Hidden, Classes, bias: false, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });
}
