using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Neurons;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>Inner parameters of neurons learnt beside the weights, and classes told by Lempel-Ziv complexity.</summary>
public sealed class TempotronLzcExperiment : Experiment
{
    private static readonly Claim gain = Experiments.Claim.AtLeast("largest gain of accuracy by learning the neurons' parameters, of a method, meta-neuron", 8.5, "%");
    private static readonly Claim lifGain = Experiments.Claim.AtLeast("largest gain of accuracy by learning the neurons' parameters, of a method, LIF", 13.5, "%");
    private static readonly Claim mean = Experiments.Claim.AtLeast("mean gain over methods, neurons and patterns", 0, "%");
    private static readonly Claim complexity = Experiments.Claim.AtLeast("highest accuracy by the complexity of a network's spikes", 99.5, "%");

    /// <summary>Number of repetitions.</summary>
    [Parameter("how often everything is done, each time with other classes, samples and weights", Quick = 1)]
    [Between(1, 1000)]
    public int Repeats { get; init; } = 2;

    /// <summary>Samples to learn from.</summary>
    [Parameter("number of patterns to learn from", Quick = 60)]
    [Between(4, 1_000_000)]
    public int Samples { get; init; } = 200;

    /// <summary>Samples to judge by.</summary>
    [Parameter("number of patterns to judge by", Quick = 60)]
    [Between(4, 1_000_000)]
    public int Tests { get; init; } = 400;

    /// <summary>Number of inputs.</summary>
    [Parameter("number of spike trains of a pattern")]
    [Between(2, 1000)]
    public int Inputs { get; init; } = 20;

    /// <summary>Length of a pattern.</summary>
    [Parameter("length of a pattern, in steps of 1 ms", Quick = 60)]
    [Between(10, 10_000)]
    public int Steps { get; init; } = 100;

    /// <summary>Hidden neurons.</summary>
    [Parameter("number of hidden neurons where gradients teach")]
    [Between(1, 1000)]
    public int Hidden { get; init; } = 20;

    /// <summary>Epochs by gradients.</summary>
    [Parameter("how often every pattern is learnt by gradients", Quick = 4)]
    [Between(1, 10_000)]
    public int GradientEpochs { get; init; } = 25;

    /// <summary>Epochs by a rule.</summary>
    [Parameter("how often every pattern is learnt by a rule of plasticity", Quick = 1)]
    [Between(1, 10_000)]
    public int RuleEpochs { get; init; } = 2;

    /// <summary>Candidates of the search.</summary>
    [Parameter("how many sets of inner parameters are tried where a rule of plasticity teaches", Quick = 2)]
    [Between(1, 10_000)]
    public int Candidates { get; init; } = 8;

    /// <inheritdoc/>
    public override string Id => "tempotron-lzc";

    /// <inheritdoc/>
    public override string Title => "Neurons that learn themselves, and complexity";

    /// <inheritdoc/>
    public override string Summary =>
        "Two classes of spike patterns differ in rates, in the order of spikes, or in bursts alone. LIF neurons and probabilistic meta-neurons, whose release fails at random, are taught by surrogate gradients, by the tempotron " +
        "and by STDP with a teacher; leak, threshold, release and spread stay as they are or are learnt too: by gradient, or by a search on the training set. Another classifier sees nothing but the Lempel-Ziv complexity (LZ76) of " +
        "each train, of the input or of what the network fires. Patterns, sizes and learning rates are ours; bounds are the largest gains and the highest accuracy in the abstract of the paper's second version.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "Z. Rudnicka, J. Szczepanski, A. Pregowska", 2025, "Learning internal biological neuron parameters and complexity-based encoding for improved spiking neural networks performance", "arXiv:2508.11674",
        "10.48550/arXiv.2508.11674");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [gain, lifGain, mean, complexity];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        Inputs + Hidden + 2, (long)Inputs * Hidden, 100_000_000, Repeats * 12.0 * (((Candidates + 2) * (((RuleEpochs + 1) * Samples) + Tests) * (Steps + 20) * 4e-6) + (2 * GradientEpochs * Samples * Steps * 2e-6)),
        "4 us for a step of the simulator, 2 us for one of gradients");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        using Phase phase = context.Phase("Learning", "learnSeconds");
        var all = new List<Trial>();
        double[,] alone = new double[3, Repeats];
        PatternKind[] kinds = Enum.GetValues<PatternKind>();
        for (int r = 0; r < Repeats; r++)
        {
            ulong seed = context.Seed + (ulong)r;
            foreach (PatternKind pattern in kinds)
            {
                SpikeClasses training = new(pattern, Samples, Inputs, Steps, seed, 0), test = new(pattern, Tests, Inputs, Steps, seed, 1);
                alone[(int)pattern, r] = Alone(training, test);
                foreach (NeuronKind neuron in NeuronKind.All)
                {
                    foreach (Method method in Method.All(this))
                    {
                        foreach (bool learns in (bool[])[false, true])
                        {
                            all.Add(new Trial(pattern, neuron, method, learns, r, method.Run(neuron, learns, training, test, seed)));
                            phase.Report((double)all.Count / (Repeats * 36), string.Create(CultureInfo.InvariantCulture, $"{pattern}, {neuron.Name}, {method.Name}: {100 * all[^1].Outcome.Accuracy:0} %"));
                        }
                    }
                }

                if (r == 0) ShowPatterns(context, pattern, training);
            }
        }

        Judge(context, all, alone, kinds);
        LzcReport.Show(context, all, [.. kinds.Select(k => Enumerable.Range(0, Repeats).Average(r => alone[(int)k, r]))]);
    }

    private static void Judge(ExperimentContext context, List<Trial> all, double[,] alone, PatternKind[] kinds)
    {
        var gains = new List<(NeuronKind Neuron, double Gain)>();
        foreach (var group in all.GroupBy(t => (t.Pattern, t.Neuron, t.Method.Name)))
        {
            double without = 100 * group.Where(t => !t.LearnsNeurons).Average(t => t.Outcome.Accuracy), with = 100 * group.Where(t => t.LearnsNeurons).Average(t => t.Outcome.Accuracy);
            gains.Add((group.Key.Neuron, with - without));
            context.Result($"{group.Key.Pattern}, {group.Key.Name}, {group.Key.Neuron.Name}", without, "%");
            context.Result($"{group.Key.Pattern}, {group.Key.Name}, {group.Key.Neuron.Name}, parameters learnt", with, "%");
        }

        context.Claim(gain, gains.Where(g => g.Neuron == NeuronKind.All[1]).Max(g => g.Gain));
        context.Claim(lifGain, gains.Where(g => g.Neuron == NeuronKind.All[0]).Max(g => g.Gain));
        context.Claim(mean, gains.Average(g => g.Gain));
        context.Claim(complexity, all.GroupBy(t => (t.Pattern, t.Neuron, t.Method.Name, t.LearnsNeurons)).Max(g => 100 * g.Average(t => t.Outcome.ByComplexity)));
        foreach (PatternKind kind in kinds)
            context.Result($"{kind}, complexity of the input alone", 100 * Enumerable.Range(0, alone.GetLength(1)).Average(r => alone[(int)kind, r]), "%");
    }

    private static double Alone(SpikeClasses training, SpikeClasses test) => RuleTraining.ByComplexity(
        [.. Enumerable.Range(0, training.Count).Select(i => training[i].ToArray())], training, [.. Enumerable.Range(0, test.Count).Select(i => test[i].ToArray())], test);

    private static void ShowPatterns(ExperimentContext context, PatternKind pattern, SpikeClasses samples)
    {
        int steps = samples.SampleShape[0], inputs = samples.SampleShape[1];
        List<double>[] times = [[], []], rows = [[], []];
        for (int i = 0; i < 6; i++)
        {
            for (int k = 0; k < steps * inputs; k++)
            {
                if (samples[i][k] == 0) continue;
                times[i % 2].Add(((i / 2) * (steps + 10)) + (k / inputs));
                rows[i % 2].Add(((i % 2) * (inputs + 3)) + (k % inputs));
            }
        }

        context.Figure(new RasterFigure(
            $"Patterns: {pattern}", "Three samples of each class, one after the other.", "time [ms]", new Series("class 0", times[0], rows[0]), new Series("class 1", times[1], rows[1])));
    }
}
