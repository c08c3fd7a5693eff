using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Scans;
using Myelin.Learning.Tensors;
using Myelin.Neurons;
using Myelin.Quantities;
using Myelin.Values;

namespace Myelin.Learning.Layers.Norms;

/// <summary>
/// Neurons whose membrane potential is batch-normalised before the threshold test (MPBN): a neuron spikes where weight (u - mean) / deviation + bias reaches
/// its threshold; leak and reset act on u itself. That test is the model's own with the threshold mean + (threshold - bias) deviation / weight, so the model runs
/// unchanged: in training a step learns the statistics of u from the model with a threshold that nothing reaches, then runs with the threshold that follows
/// from them; in evaluation that of the running statistics is simply a threshold per channel (<see cref="Fold"/>). No gradient passes through the reset.
/// Source: Guo, Zhang, Chen, Peng, Liu, Zhang, Huang and Ma (2023), ICCV, "Membrane potential batch normalization for spiking neural networks"; statistics of
/// every step over batch and space, running ones shared by all steps, as in the authors' program.
/// </summary>
/// <typeparam name="TSurrogate">The derivative of a spike, at the normalised potential's distance from the threshold.</typeparam>
public sealed class PotentialNorm<TSurrogate> : Spiking
    where TSurrogate : struct, ISurrogate
{
    /// <summary>A folded threshold is at least this part of the model's own: models refuse thresholds at or below rest, where neurons would spike without end.</summary>
    public const double SmallestThreshold = 1e-3;

    // A threshold that no membrane reaches; what a model does with it is multiplied by a spike, 0.
    private const double Unreachable = 1e18;

    private const float SmallestWeight = 1e-3f;

    private readonly Parameter mean;
    private readonly Parameter variance;
    private readonly Parameter stepMean;
    private readonly Parameter stepVariance;
    private readonly string threshold;
    private readonly int thresholdIndex;
    private readonly int potentialIndex;
    private readonly double ownThreshold;
    private readonly List<(ScanModel Model, Parameter Thresholds)> steps = [];
    private (ScanModel Model, Parameter Thresholds)? folded;
    private LearntParameter[] learnt = [];
    private ScanModel? free;

    /// <summary>Makes a layer whose weights are 1 and whose biases are 0.</summary>
    /// <param name="model">The neurons.</param>
    /// <param name="channels">C of an input of [T, B, C, ...]; the number of neurons for [T, B, N].</param>
    /// <param name="threshold">The model's parameter that is the threshold.</param>
    /// <param name="potential">The model's state variable that is compared with it.</param>
    /// <param name="dt">Length of a time step; 1 ms where left out.</param>
    /// <exception cref="ArgumentException">The model has no such parameter or variable, or its potential depends on the threshold where there is no spike, as with a reset one step late.</exception>
    public PotentialNorm(INeuronModel model, int channels, string threshold = "Threshold", string potential = "U", Time? dt = null)
        : base(model, dt)
    {
        this.threshold = threshold;
        thresholdIndex = Index(model.Info.Parameters.Select(p => p.Name), threshold, "parameter");
        potentialIndex = Index(model.Info.States.Select(s => s.Name), potential, "state variable");
        double[] numbers = new double[model.Info.Parameters.Count];
        model.CopyParameters(numbers);
        ownThreshold = numbers[thresholdIndex];
        Weight = AddParameter("potential_weight", [channels]);
        Bias = AddParameter("potential_bias", [channels]);
        mean = AddBuffer("potential_mean", [channels]);
        variance = AddBuffer("potential_var", [channels]);
        stepMean = new Parameter("mean", [channels]) { Learns = false };
        stepVariance = new Parameter("variance", [channels]) { Learns = false };
        Weight.Values.Fill(1);
        variance.Values.Fill(1);
        PotentialProof.Check(ScanModel.Of<NoSpike>(model, Dt), ScanModel.Of<NoSpike>(Free, Dt), potentialIndex, threshold);
    }

    /// <summary>[C]; kept above 0, because a negative one would turn the threshold into a ceiling.</summary>
    public Parameter Weight { get; }

    /// <summary>[C].</summary>
    public Parameter Bias { get; }

    /// <summary>How far a step of a batch moves the running mean and variance, 0 to 1.</summary>
    public float Momentum { get; init; } = 0.1f;

    /// <summary>Added to the variance.</summary>
    public float Epsilon { get; init; } = 1e-5f;

    /// <summary>Whether evaluation runs step by step too, so that <see cref="Potentials"/> can be had.</summary>
    public bool KeepsPotentials { get; set; }

    /// <summary>How many channels have a folded threshold that would be smaller and is kept at the smallest; a batch norm of the input keeps this number low.</summary>
    public int ChannelsAtSmallestThreshold
    {
        get
        {
            var thresholds = new Parameter(threshold, [mean.Shape[0]]);
            Thresholds(thresholds, mean.Values, variance.Values);
            int count = 0;
            foreach (float value in thresholds.Values)
            {
                if (value == (float)(SmallestThreshold * ownThreshold)) count++;
            }

            return count;
        }
    }

    /// <summary>The membrane potentials before the threshold test of the last pass that ran step by step, [T, B, ...]; no tensor before the first.</summary>
    public Tensor Potentials { get; private set; }

    private INeuronModel Free
    {
        get
        {
            double[] numbers = new double[Model.Info.Parameters.Count];
            Model.CopyParameters(numbers);
            numbers[thresholdIndex] = Unreachable;
            return Model.With(numbers);
        }
    }

    /// <summary>The layer without a norm that does the same in evaluation: the norm has become a threshold for every neuron. Other learnt parameters are not copied.</summary>
    /// <param name="neurons">Number of neurons of a sample.</param>
    /// <exception cref="ArgumentException">They cannot be divided into the channels, or a parameter of the model is learnt.</exception>
    public Spiking<TSurrogate> Fold(int neurons)
    {
        _ = Scan;
        if (learnt.Length > 0) throw new ArgumentException($"{Path} ({Model.Info.Name}) learns {string.Join(", ", Learnt.Select(l => l.Name))} too; only a norm alone folds into a layer.");
        var layer = new Spiking<TSurrogate>(Model, Dt);
        layer.Learn(threshold, neurons);
        Thresholds(layer.Learnt.Single().Value, mean.Values, variance.Values);
        return layer;
    }

    /// <summary>What explicit normalisation says of the potentials of the last pass: weight (u - mean) / deviation + bias - threshold, with the running statistics.</summary>
    /// <exception cref="InvalidOperationException">No pass ran step by step.</exception>
    public Tensor NormalisedDistances() => Potentials.Exists
        ? Potentials.BatchNorm(Weight, Bias, mean, variance, training: false, Momentum, Epsilon, axis: 2) - (float)ownThreshold
        : throw new InvalidOperationException($"{Path} has no potentials yet; set KeepsPotentials and evaluate it once.");

    /// <summary>
    /// How many threshold tests of the last pass that ran step by step are decided otherwise where every potential is normalised in single precision and compared
    /// with the model's own threshold: those that lie within a rounding error of it.
    /// </summary>
    /// <exception cref="InvalidOperationException">No pass ran step by step.</exception>
    public long DecisionsThatDiffer()
    {
        ReadOnlySpan<float> distances = NormalisedDistances().Values, potentials = Potentials.Values, spikes = Spikes.Values;
        float least = (float)(SmallestThreshold * ownThreshold);
        long differing = 0;
        for (int i = 0; i < distances.Length; i++)
        {
            if ((distances[i] >= 0 && potentials[i] >= least) != (spikes[i] != 0)) differing++;
        }

        return differing;
    }

    internal override bool StepsAlone => false;

    /// <inheritdoc/>
    internal override IReadOnlyList<INeuronModel> LearntModels(int neurons)
    {
        _ = Scan;
        var thresholds = new Parameter(threshold, [neurons]);
        Thresholds(thresholds, mean.Values, variance.Values);
        double[] numbers = new double[Model.Info.Parameters.Count];
        Model.CopyParameters(numbers);
        INeuronModel[] models = new INeuronModel[neurons];
        for (int n = 0; n < neurons; n++)
        {
            foreach (LearntParameter parameter in learnt) numbers[parameter.Index] = parameter.Of(n);
            numbers[thresholdIndex] = thresholds.Values[n];
            models[n] = Model.With(numbers);
        }

        return models;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        if (Reads is not null) throw new ArgumentException($"{Path} (PotentialNorm) hands on spikes; a read-out of {Reads} needs no norm before a threshold test, so make it a Spiking layer.");
        Shape shape = input.Shape;
        int channels = Weight.Shape[0];
        if (shape.Rank < 3 || shape[2] != channels) throw new ArgumentException($"{Path} (PotentialNorm) has {channels} channels and takes [T, B, {channels}, ...], got {shape}.");
        foreach (ref float weight in Weight.Values) weight = Math.Max(weight, SmallestWeight);
        _ = Scan;
        if (IsTraining || KeepsPotentials) return Finish(StepByStep(input));
        int neurons = shape.Product(2);
        if (folded is null || folded.Value.Thresholds.Shape[0] != neurons) folded = WithThresholds<TSurrogate>(neurons);
        Thresholds(folded.Value.Thresholds, mean.Values, variance.Values);
        return Finish(NeuronScan.Of(folded.Value.Model, [input], InitialState(shape), -1, CurrentSeed, CurrentStep));
    }

    private protected override bool RunsStepByStep => false;

    private protected override ScanModel Compile(LearntParameter[] learnt)
    {
        if (learnt.Any(p => p.Index == thresholdIndex)) throw new ArgumentException($"{Path} (PotentialNorm) learns {threshold} by its norm; do not make it a learnt parameter too.");
        this.learnt = learnt;
        return free = ScanModel.Of<NoSpike>(Free, Dt, learnt);
    }

    private NeuronScan.Run StepByStep(Tensor input)
    {
        int count = input.Shape[0], neurons = input.Shape.Product(2);
        Tensor[] emitted = new Tensor[count], potentials = new Tensor[count];
        Tensor state = InitialState(input.Shape);
        long active = 0;
        for (int t = 0; t < count; t++)
        {
            if (steps.Count == t || steps[t].Thresholds.Shape[0] != neurons)
            {
                steps.RemoveRange(t, steps.Count - t);
                steps.Add(WithThresholds<NoSpike>(neurons));
            }

            Tensor x = input.Steps(t, 1);
            potentials[t] = NeuronScan.Of(free!, [x], Copy(state), potentialIndex, CurrentSeed, CurrentStep + t).Trace;
            Tensor distance = Normalise(potentials[t], steps[t].Thresholds) - (float)ownThreshold;
            NeuronScan.Run run = NeuronScan.Of(steps[t].Model, [x], Copy(state), -1, CurrentSeed, CurrentStep + t, finalLearns: true);
            state = run.Final;
            emitted[t] = Firing<TSurrogate>.Of(run.Output, distance);
            active += run.Output.Storage.Active;
        }

        Potentials = Tensor.Concatenate(potentials);
        Tensor output = Tensor.Concatenate(emitted);
        output.Storage.Active = active;
        return new NeuronScan.Run(output, default, state);
    }

    // The state is an operand of two runs, which may not share it.
    private static Tensor Copy(Tensor state) => state.Exists ? state.Affine(1, 0) : state;

    // Normalises, and sets the thresholds that say the same of the potentials.
    private Tensor Normalise(Tensor potentials, Parameter thresholds)
    {
        if (!IsTraining)
        {
            Thresholds(thresholds, mean.Values, variance.Values);
            return potentials.BatchNorm(Weight, Bias, mean, variance, training: false, Momentum, Epsilon, axis: 2);
        }

        // From 0, a momentum of 1 leaves the step's own mean and variance.
        stepMean.Values.Clear();
        stepVariance.Values.Clear();
        Tensor normalised = potentials.BatchNorm(Weight, Bias, stepMean, stepVariance, training: true, momentum: 1, Epsilon, axis: 2);
        double each = potentials.Shape.Count / (double)mean.Shape[0];
        float biased = (float)(Math.Max(1, each - 1) / each);
        for (int c = 0; c < mean.Shape[0]; c++)
        {
            mean.Values[c] += Momentum * (stepMean.Values[c] - mean.Values[c]);
            variance.Values[c] += Momentum * (stepVariance.Values[c] - variance.Values[c]);
            stepVariance.Values[c] *= biased;
        }

        Thresholds(thresholds, stepMean.Values, stepVariance.Values);
        return normalised;
    }

    private void Thresholds(Parameter thresholds, ReadOnlySpan<float> means, ReadOnlySpan<float> variances)
    {
        Span<float> values = thresholds.Values;
        int each = values.Length / means.Length;
        if (each * means.Length != values.Length) throw new ArgumentException($"{Path} (PotentialNorm) has {means.Length} channels, which {values.Length} neurons cannot be divided into.");
        for (int c = 0; c < means.Length; c++)
        {
            double weight = Math.Max(Weight.Values[c], SmallestWeight);
            double at = means[c] + ((ownThreshold - Bias.Values[c]) * Math.Sqrt(variances[c] + (double)Epsilon) / weight);
            values.Slice(c * each, each).Fill((float)Math.Max(at, SmallestThreshold * ownThreshold));
        }
    }

    private (ScanModel Model, Parameter Thresholds) WithThresholds<TDerivative>(int neurons)
        where TDerivative : struct, ISurrogate
    {
        var thresholds = new Parameter(threshold, [neurons]) { Learns = false };
        thresholds.Values.Fill((float)ownThreshold);
        var parameter = new LearntParameter(thresholdIndex, thresholds, double.NegativeInfinity, double.PositiveInfinity);
        return (ScanModel.Of<TDerivative>(Model, Dt, [.. learnt, parameter]), thresholds);
    }
}
