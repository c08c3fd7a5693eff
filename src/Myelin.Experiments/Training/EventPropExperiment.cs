using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Loading;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Learning.Clipping;
using Myelin.Learning.Initialisation;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Randomness;
using Myelin.Values.Surrogates;
using static Myelin.Syntax;
using static Myelin.Values.Surrogates.Numbers;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Experiments.Training;

/// <summary>The Yin-Yang set by spike times alone, trained with exact gradients of them.</summary>
public sealed class EventPropExperiment : TrainingExperiment
{
    private const double TauM = 20;

    // A sample lasts so long [ms]; coordinates are spikes between the two times, and a bias neuron spikes between them.
    private const double Duration = 60;
    private const double Earliest = 10;
    private const double Latest = 40;
    private const double Bias = 20;

    /// <inheritdoc/>
    public override int Epochs { get; init; } = 40;

    /// <inheritdoc/>
    public override int BatchSize { get; init; } = 32;

    /// <inheritdoc/>
    public override double LearningRate { get; init; } = 5e-3;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 120;

    /// <summary>Number of training samples; a fifth of it are test samples.</summary>
    [Parameter("number of training samples; a fifth of it are test samples", Quick = 1000)]
    [Between(100, 10_000_000)]
    public int SampleCount { get; init; } = 5_000;

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer", Quick = 100)]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 200;

    /// <inheritdoc/>
    public override string Id => "eventprop";

    /// <inheritdoc/>
    public override string Title => "EventProp on the Yin-Yang set";

    /// <inheritdoc/>
    public override string Summary =>
        "The coordinates of a point are the times of single spikes. Leaky integrate-and-fire neurons with exponential currents, 5-200-3, learn to let the neuron of the right " +
        "class spike first, by the exact gradient of spike times; beside it, the same network by surrogate gradients. Time goes on in steps here, " +
        "and the first crossing of the last layer is interpolated between them; the paper simulates events.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. C. Wunderlich, C. Pehle", 2021, "Event-based backpropagation can compute exact gradients for spiking neural networks", "Scientific Reports 11, 12829", "10.1038/s41598-021-91786-z");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.Value(TestAccuracy, 98.1, 0.2, "%")];

    /// <inheritdoc/>
    protected override int SamplesPerEpoch => SampleCount;

    /// <inheritdoc/>
    protected override double SamplesPerSecond => 1_500;

    private Time Step => Duration / Steps * ms;

    /// <inheritdoc/>
    protected override (IDataset Training, IDataset Test) Samples(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return (new YinYang(SampleCount, context.Seed), new YinYang(Math.Max(100, SampleCount / 5), context.Seed + 1));
    }

    /// <inheritdoc/>
    protected override SequenceInput Input() => new SpikeTimeInput(Steps);

    /// <inheritdoc/>
    protected override ILearningAlgorithm Algorithm() => new EventProp();

    /// <inheritdoc/>
    protected override GradientClip Clip() => new ClipByNorm(1);

    /// <inheritdoc/>
    protected override Loss Loss()
    {
        double dt = Step.InMilliseconds;
        return new CrossingCrossEntropy { Threshold = 1, Scale = 0.5 / dt, Early = 0.003, EarlyScale = 6.4 / dt };
    }

    /// <inheritdoc/>
    protected override Module Network(ulong seed)
    {
        // TauM u' = -u + i, in mV and pA; the last layer's threshold is the loss's.
        var neuron = new LifExp
        {
            TauM = TauM * ms, TauSynE = 5 * ms, TauSynI = 5 * ms, Capacitance = TauM * pF, Rest = 0 * mV, Reset = 0 * mV, Threshold = 1 * mV, Refractory = 0 * ms,
        };
        Linear first = new(5, Hidden, bias: false), second = new(Hidden, 3, bias: false);
        ((Initialiser)Normal(3, 1.5)).Fill(first.Weight, seed, "first");
        ((Initialiser)Normal(100.0 / Hidden, 60.0 / Hidden)).Fill(second.Weight, seed, "second");
        return new Sequential(
            first, new Spiking<FastSigmoid<Ten>>(neuron, Step), second, new Spiking<FastSigmoid<Ten>>(neuron with { Threshold = 1e9 * mV }, Step) { Reads = nameof(LifExp.State<float>.U) });
    }

    /// <inheritdoc/>
    protected override void Measure(ExperimentContext context, Module network, IDataset test, Evaluation judged) => CompareWithBptt(context, judged);

    /// <summary>A spike for every number, the later the larger it is, and one of the bias neuron. One that falls between two steps is shared between them.</summary>
    private sealed class SpikeTimeInput(int steps) : SequenceInput
    {
        /// <inheritdoc/>
        public override Tensor Of(Batch batch, long iteration)
        {
            ArgumentNullException.ThrowIfNull(batch);
            int numbers = batch.SampleSize, neurons = numbers + 1;
            Tensor input = Tensor.Zeros([steps, batch.Count, neurons]);
            for (int b = 0; b < batch.Count; b++)
            {
                for (int n = 0; n < neurons; n++)
                {
                    double time = n < numbers ? Earliest + (batch.Sample(b)[n] * (Latest - Earliest)) : Bias;
                    double at = time * steps / Duration;
                    int step = (int)at;
                    float rest = (float)(at - step);
                    input.Values[(((step * batch.Count) + b) * neurons) + n] += 1 - rest;
                    if (step + 1 < steps) input.Values[((((step + 1) * batch.Count) + b) * neurons) + n] += rest;
                }
            }

            return input;
        }
    }
}
