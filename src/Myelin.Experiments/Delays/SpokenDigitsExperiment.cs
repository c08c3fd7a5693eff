using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Data.Transforms;
using Myelin.Encoding;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Delays;

/// <summary>Spoken digits through a cochlea's filters to spikes, and a network with learned delays, fixed random ones or none.</summary>
public sealed class SpokenDigitsExperiment : Experiment
{
    private const int Classes = 10;
    private static readonly Claim accuracy = Experiments.Claim.AtLeast("test accuracy with learned delays", 95, "%");
    private static readonly Claim overFixed = Experiments.Claim.AtLeast("accuracy with learned delays, less that with fixed random ones", 0.3, "%");
    private static readonly Claim overNone = Experiments.Claim.AtLeast("accuracy with fixed random delays, less that without delays", 0.3, "%");
    private static readonly Claim kept = Experiments.Claim.AtLeast("accuracy of rounded learned delays in the simulator, less that before rounding", 0, "%");

    /// <summary>Bands of the filter bank.</summary>
    [Parameter("filters of the cochlea, from 100 to 3800 Hz")]
    [Between(1, 1000)]
    public int Bands { get; init; } = 40;

    /// <summary>Number of frames.</summary>
    [Parameter("time steps of 10 ms that are listened to", Quick = 50)]
    [Between(10, 1000)]
    public int Frames { get; init; } = 70;

    /// <summary>Code.</summary>
    [Parameter("how the envelopes become spikes: Rate, Latency (first spikes in windows of 5 steps) or Delta (rises and falls)")]
    public SoundCode Code { get; init; } = SoundCode.Rate;

    /// <summary>Neurons of each hidden layer.</summary>
    [Parameter("neurons of each of the two hidden layers", Quick = 32)]
    [Between(1, 10_000)]
    public int Hidden { get; init; } = 64;

    /// <summary>The longest delay.</summary>
    [Parameter("the longest delay, in steps", Quick = 10)]
    [Between(1, 200)]
    public int MaximumDelay { get; init; } = 20;

    /// <summary>Part of the samples.</summary>
    [Parameter("part of the recordings that is used", Quick = 0.1)]
    [Between(0.01, 1)]
    public double Part { get; init; } = 1;

    /// <summary>Epochs.</summary>
    [Parameter("how often every sample is seen", Quick = 2)]
    [Between(1, 10_000)]
    public int Epochs { get; init; } = 24;

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

    /// <summary>Dropout.</summary>
    [Parameter("part of the hidden spikes that is left out in training")]
    [Between(0, 0.9)]
    public double Dropout { get; init; } = 0.3;

    /// <inheritdoc/>
    public override string Id => "spoken-digits";

    /// <inheritdoc/>
    public override string Title => "Spoken digits and learned delays";

    /// <inheritdoc/>
    public override string Summary =>
        "3,000 recordings of the ten digits by six speakers (Free Spoken Digit Dataset) through gammatone filters to spikes, and two hidden layers of spiking neurons that forget within some steps. The delays of their " +
        "synapses are learned, random, or none, at the same number of neurons and synapses. Recordings 0 to 4 of each speaker and digit are the test samples, as the authors of the data say, so all speakers are in " +
        "both parts. The paper's own data (Heidelberg digits, speech commands) are larger and its 95 % is theirs; here 95 % is a goal for these data.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "I. Hammouamri, I. Khalfaoui-Hassani, T. Masquelier", 2024, "Learning delays in spiking neural networks using dilated convolutions with learnable spacings", "International Conference on Learning Representations");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [new("Free Spoken Digit Dataset", "fsdd", "myelin data get fsdd")];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [accuracy, overFixed, overNone, kept];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new((2 * Hidden) + Classes, (long)Hidden * (Bands + Hidden + Classes), 800_000_000, 10 + (2700 * Part * Epochs * Repeats * 4e-3), "4 ms for each sample, epoch and all four networks on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Prepared training, test;
        using (context.Phase("Listening", "cochleaSeconds"))
        {
            var folder = new DataFolder(context.DataPath("."));
            ITransform spikes = Spikes();
            training = new Prepared(Some(SpokenDigits.Load(folder, Split.Train)), spikes);
            test = new Prepared(Some(SpokenDigits.Load(folder, Split.Test)), spikes);
        }

        context.Result("spikes per band and sample", Density(training), "");
        var comparison = new DelayComparison((kind, seed) => Network(kind, training.SampleShape[1], seed), training, test)
        {
            Epochs = Epochs, NearestFrom = NearestFrom, Repeats = Repeats, LearningRate = LearningRate, Silence = 150 + (2 * MaximumDelay),
        };
        IReadOnlyDictionary<DelayKind, DelayResults> results = comparison.Run(context);
        if (context.Quick) return;
        context.Claim(accuracy, results[DelayKind.Learned].Rounded);
        context.Claim(overFixed, results[DelayKind.Learned].Rounded - results[DelayKind.Fixed].Rounded);
        context.Claim(overNone, results[DelayKind.Fixed].Rounded - results[DelayKind.None].Rounded);
        context.Claim(kept, results[DelayKind.Learned].Lowered - results[DelayKind.Learned].Trained);
    }

    private static double Density(Prepared set)
    {
        float[] sample = new float[set.SampleShape[0] * set.SampleShape[1]];
        double sum = 0;
        for (int i = 0; i < set.Count; i++)
        {
            set.Read(i, sample);
            sum += sample.Sum();
        }

        return sum / set.Count / set.SampleShape[1];
    }

    private Compose Spikes() => new(new Cochlea(SpokenDigits.Rate, Bands, Frames), Code switch
    {
        SoundCode.Rate => new EncodeIntensity(2),
        SoundCode.Latency => new EncodeFirstSpikes(5, 0.3f),
        _ => new EncodeChanges(new DeltaCode(0.15f)),
    });

    private IDataset Some(SpokenDigits digits)
    {
        int every = (int)Math.Round(1 / Part);
        return every <= 1 ? digits : new Subset(digits, Enumerable.Range(0, digits.Count).Where(i => i % every == 0));
    }

    private Sequential Network(DelayKind kind, int inputs, ulong seed) => new(
        Layer(kind, inputs, Hidden, seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = Beta, Threshold = 0.5 }),
        new Dropout((float)Dropout),
        Layer(kind, Hidden, Hidden, seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = Beta, Threshold = 0.3 }),
        new Dropout((float)Dropout),
        new Linear(Hidden, Classes, bias: false, seed: seed + 2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.95, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });

    private Module Layer(DelayKind kind, int inputs, int outputs, ulong seed) =>
        kind == DelayKind.None ? new Linear(inputs, outputs, bias: false, seed: seed) : new DelayedLinear(inputs, outputs, MaximumDelay, bias: false, seed: seed);
}

/// <summary>How envelopes of sound become spikes.</summary>
public enum SoundCode
{
    /// <summary>At rates that follow them.</summary>
    Rate,

    /// <summary>First spikes in windows, the earlier the louder.</summary>
    Latency,

    /// <summary>Their rises and falls.</summary>
    Delta,
}
