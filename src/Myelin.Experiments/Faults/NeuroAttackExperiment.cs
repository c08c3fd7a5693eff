using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Hardware.Faults;
using Myelin.Learning.Attacks;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Networks;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.Faults;

/// <summary>A hardware Trojan that flips bits of weights when a pattern in the input wakes it, and what finds it; beside it, attacks on the input alone.</summary>
public sealed class NeuroAttackExperiment : FaultExperiment
{
    private const int Side = 28, Bits = 8, Classes = 10;

    private static readonly double[] bounds = [0.01, 0.02, 0.05, 0.1, 0.2, 0.3];

    private static readonly Claim silent = Claim.AtMost("accuracy lost on clean samples by the Trojan", 0.5, "points");
    private static readonly Claim destroyed = Claim.AtMost("accuracy under the trigger", 20, "%");
    private static readonly Claim found = Claim.AtLeast("triggered samples that the activity of neurons gives away", 94, "%");
    private static readonly Claim alarms = Claim.AtMost("clean samples taken for triggered ones", 2, "%");

    /// <summary>The most that the trigger changes a pixel by.</summary>
    [Parameter("the most that the trigger changes a pixel by")]
    [Between(0, 1)]
    public double Epsilon { get; init; } = 0.3;

    /// <summary>Steps of the search for a trigger, for each neuron tried.</summary>
    [Parameter("steps of the search for a trigger, for each neuron tried", Quick = 8)]
    [Between(1, 1000)]
    public int Iterations { get; init; } = 20;

    /// <summary>How many silent neurons are tried.</summary>
    [Parameter("how many silent neurons are tried", Quick = 4)]
    [Between(1, 1000)]
    public int Candidates { get; init; } = 8;

    /// <summary>How many hidden neurons have weights that the Trojan changes.</summary>
    [Parameter("how many hidden neurons have weights that the Trojan changes")]
    [Between(1, 10_000)]
    public int StruckNeurons { get; init; } = 16;

    /// <inheritdoc/>
    public override string Id => "neuro-attack";

    /// <inheritdoc/>
    public override string Title => "A Trojan that the input wakes";

    /// <inheritdoc/>
    public override string Summary =>
        "A device runs a network that has learnt handwritten digits, with weights of eight bits. A Trojan in it listens to one hidden neuron, and when that fires more often than it ever does, flips the sign bits of some weights. " +
        "The trigger is noise on the input, the same for all samples. Shown are the accuracies with and without it and two ways to find it: statistics of the neurons' activity, and checksums of the weights. The paper " +
        "claims a serious threat, without a number for this network; the bounds are ours, and 94 % of detection is what NEUROSEC reports of other attacks on audio.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "V. Venceslai, A. Marchisio, I. Alouani, M. Martina, M. Shafique", 2020, "NeuroAttack: Undermining spiking neural networks security through externally triggered bit-flips",
        "International Joint Conference on Neural Networks (IJCNN); arXiv:2005.08041");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [silent, destroyed, found, alarms];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        Pixels + Hidden + 10, Hidden * (Pixels + 10), 1L << 30, (Epochs * TrainingSamples / 3000.0) + (12.0 * TestSamples * Steps * 12e-6) + (Candidates * Iterations * 0.1) + 10,
        "3000 training samples per second and 12 us for a simulated step");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Sequential model = Train(context, "Training");
        Network chip = new IntegerBitFlips(0, Bits).Apply(NetworkOf(model), 0);
        LabelledSamples test = TestSet(context), calibration = LabelledSamples.Of(Sets(context).Training, 0, 2 * TestSamples);
        var attacked = new AttackedModel(model, new CountCrossEntropy(), Input.Show);
        var layer = (Spiking)model[1];
        LabelledSamples shown = LabelledSamples.Of(Sets(context).Training, 0, Math.Min(256, TrainingSamples));
        Trigger trigger;
        using (context.Phase("Searching a trigger", "searchSeconds"))
            trigger = new TriggerSearch { Epsilon = Epsilon, Iterations = Iterations, Candidates = Candidates }.Find(attacked, layer, shown.Values, [shown.Count, Pixels]);
        TrojanRun Shown(LabelledSamples samples, Fault? payload) => TrojanRun.Of(chip, payload, trigger.Neuron, trigger.Threshold, Input, samples, Dt, context.Cancellation);

        using Phase phase = context.Phase("Simulating", "simulateSeconds");
        LabelledSamples triggered = test with { Values = trigger.On(test.Values) }, random = test with { Values = RandomPattern(trigger, context.Seed).On(test.Values) };
        TrojanRun learnt = Shown(calibration, null);
        int[] order = [.. Enumerable.Range(0, Hidden).OrderByDescending(h => Enumerable.Range(0, calibration.Count).Sum(s => learnt.Counts[(s * Hidden) + h]))];
        ChosenBitFlips payload = Payload(chip, order, StruckNeurons);
        phase.Report(0.2, "clean");
        TrojanRun without = Shown(test, null), clean = Shown(test, payload);
        phase.Report(0.4, "triggered");
        TrojanRun pattern = Shown(triggered, null), under = Shown(triggered, payload), noise = Shown(random, payload);
        var detector = new ActivityDetector(learnt.Counts, Hidden);
        Report(context, trigger, payload, new Runs(without, clean, pattern, under, noise), detector);
        Checksums(context, chip, payload);
        PayloadCurve(context, chip, order, test);
        Show(context, trigger, test);
        phase.Report(0.8, "attacks on the input");
        InputAttacks(context, attacked, layer, detector, LabelledSamples.Of(Sets(context).Test, 0, Math.Min(200, TestSamples)));
    }

    // The sign bits of weights of the most active neurons: onto the first class those that are negative, onto the others those that are positive.
    private ChosenBitFlips Payload(Network chip, int[] order, int neurons)
    {
        double[] weights = StoredWeights.Of(chip.Projections[1], chip.Seed)!.Values;
        int[] struck = [.. from h in order.Take(neurons) from o in Enumerable.Range(0, Classes) let w = (o * Hidden) + h where o == 0 ? weights[w] < 0 : weights[w] > 0 select w];
        return new ChosenBitFlips(1, struck, Bits - 1, Bits);
    }

    private Trigger RandomPattern(Trigger trigger, ulong seed)
    {
        var random = new RandomStream(seed, StreamPurpose.Data, 77);
        float[] pattern = new float[Pixels];
        foreach (ref float p in pattern.AsSpan()) p = (float)(random.NextBits() % 2 == 0 ? Epsilon : -Epsilon);
        return trigger with { Pattern = pattern };
    }

    private void Report(ExperimentContext context, Trigger trigger, ChosenBitFlips payload, Runs runs, ActivityDetector detector)
    {
        context.Result("hidden neuron that the Trojan listens to", trigger.Neuron);
        context.Result("its most spikes for a clean sample of the search", trigger.Clean);
        context.Result("its spikes under the trigger, mean", trigger.Triggered);
        context.Result("spikes that wake the Trojan", trigger.Threshold);
        context.Result("flipped bits", payload.Weights.Count);
        double caught = 100 * detector.Fraction(runs.Under.Counts), alarmed = 100 * detector.Fraction(runs.Clean.Counts);
        var table = new Table("The Trojan", $"{runs.Clean.Counts.Length / Hidden} test samples; suspicious are samples for which a neuron's count is further from its mean than in 99 of 100 clean samples.", "samples", "device", "accuracy [%]", "Trojan wakes [%]", "suspicious [%]");
        void Add(string samples, string device, TrojanRun run) => table.Add(samples, device, 100 * run.Accuracy, 100 * run.Woken, 100 * detector.Fraction(run.Counts));
        Add("clean", "without a Trojan", runs.Without);
        Add("clean", "with the Trojan", runs.Clean);
        Add("with the trigger", "without a Trojan", runs.Pattern);
        Add("with the trigger", "with the Trojan", runs.Under);
        Add("with random signs of the same size", "with the Trojan", runs.Noise);
        context.Table(table);
        context.Result("accuracy on clean samples", 100 * runs.Without.Accuracy, "%");
        context.Result("accuracy on clean samples with the Trojan", 100 * runs.Clean.Accuracy, "%");
        context.Result("accuracy with the trigger but no Trojan", 100 * runs.Pattern.Accuracy, "%");
        context.Result("accuracy under the trigger", 100 * runs.Under.Accuracy, "%");
        context.Result("triggered samples that wake the Trojan", 100 * runs.Under.Woken, "%");
        context.Result("clean samples that wake the Trojan", 100 * runs.Clean.Woken, "%");
        context.Result("random patterns that wake the Trojan", 100 * runs.Noise.Woken, "%");
        context.Result("triggered samples that the activity of neurons gives away", caught, "%");
        context.Result("clean samples taken for triggered ones", alarmed, "%");
        context.Result("triggered samples that point to the Trojan's neuron", 100.0 * Enumerable.Range(0, runs.Under.Counts.Length / Hidden).Average(s => detector.Suspect(runs.Under.Counts.AsSpan(s * Hidden, Hidden)) == trigger.Neuron ? 1 : 0), "%");
        context.Figure(new HistogramFigure("How suspicious samples are", "The largest difference of a neuron's count from its mean over clean samples, in its deviations.", "score", 40, new Sample("clean", detector.Scores(runs.Clean.Counts)), new Sample("with the trigger", detector.Scores(runs.Under.Counts)), new Sample("with random signs", detector.Scores(runs.Noise.Counts))));
        if (context.Quick) return;
        context.Claim(silent, 100 * (runs.Without.Accuracy - runs.Clean.Accuracy));
        context.Claim(destroyed, 100 * runs.Under.Accuracy);
        context.Claim(found, caught);
        context.Claim(alarms, alarmed);
    }

    private static void Checksums(ExperimentContext context, Network chip, ChosenBitFlips payload)
    {
        var sums = new WeightChecksum(chip);
        context.Result("projections whose checksum is wrong while the Trojan sleeps", sums.Changed(chip).Count);
        context.Result("projections whose checksum is wrong while the Trojan is awake", sums.Changed(payload.Apply(chip, 0)).Count);
    }

    private void PayloadCurve(ExperimentContext context, Network chip, int[] order, LabelledSamples test)
    {
        var few = new LabelledSamples(test.Values[..(Math.Min(200, test.Count) * Pixels)], test.Labels[..Math.Min(200, test.Count)]);
        var flips = new List<double>();
        var accuracy = new List<double>();
        for (int neurons = 1; neurons <= Hidden; neurons *= 2)
        {
            ChosenBitFlips payload = Payload(chip, order, neurons);
            flips.Add(payload.Weights.Count);
            accuracy.Add(Accuracy(chip, payload, 0, few, context.Cancellation));
        }

        context.Figure(new LineFigure("What the flipped bits do", $"Sign bits of weights behind the most active hidden neurons, flipped all the time; {few.Count} test samples.", new Axis("flipped bits") { Logarithmic = true }, new Axis("accuracy [%]") { FromZero = true }, new Series("accuracy", flips, accuracy)));
    }

    private static void Show(ExperimentContext context, Trigger trigger, LabelledSamples test)
    {
        string[] places = [.. Enumerable.Range(0, Side).Select(i => i.ToString(CultureInfo.InvariantCulture))];
        double[,] Image(IReadOnlyList<float> pixels)
        {
            double[,] image = new double[Side, Side];
            for (int i = 0; i < Pixels; i++) image[i / Side, i % Side] = pixels[i];
            return image;
        }

        context.Figure(new HeatmapFigure("The trigger", "What is added to every sample.", "column", places, "row", places, "change", Image(trigger.Pattern)));
        context.Figure(new HeatmapFigure("A sample with the trigger", $"The first test sample, a {test.Labels[0]}.", "column", places, "row", places, "pixel", Image(trigger.On(test.Sample(0)))));
    }

    private static void InputAttacks(ExperimentContext context, AttackedModel attacked, Spiking layer, ActivityDetector detector, LabelledSamples samples)
    {
        var targets = Targets.Of(samples.Labels);
        Shape shape = [samples.Count, Pixels];
        double[] fast = new double[bounds.Length], projected = new double[bounds.Length], suspicious = new double[bounds.Length];
        for (int i = 0; i < bounds.Length; i++)
        {
            context.Cancellation.ThrowIfCancellationRequested();
            float[] one = new FastGradientSign { Epsilon = bounds[i] }.On(attacked, samples.Values, shape, targets);
            float[] many = new ProjectedGradient { Epsilon = bounds[i], Iterations = 10, Seed = context.Seed }.On(attacked, samples.Values, shape, targets);
            fast[i] = 100.0 * attacked.Correct(one, shape, targets) / samples.Count;
            projected[i] = 100.0 * attacked.Correct(many, shape, targets) / samples.Count;
            suspicious[i] = 100 * detector.Fraction(attacked.Counts(layer, many, shape));
        }

        context.Result("accuracy under FGSM, 0.1", fast[3], "%");
        context.Result("accuracy under PGD, 0.1", projected[3], "%");
        context.Result("samples under PGD, 0.1, that the activity of neurons gives away", suspicious[3], "%");
        context.Figure(new LineFigure("Attacks on the input alone", $"No Trojan: the loss grows along the surrogate gradient of the pixels, by one step or ten. {samples.Count} test samples, in the trainer.", new Axis("largest change of a pixel"), new Axis("[%]") { FromZero = true },
            new Series("accuracy under FGSM", bounds, fast), new Series("accuracy under PGD", bounds, projected), new Series("suspicious under PGD", bounds, suspicious)));
    }

    private sealed record Runs(TrojanRun Without, TrojanRun Clean, TrojanRun Pattern, TrojanRun Under, TrojanRun Noise);
}
