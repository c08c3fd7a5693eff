using Myelin.Data;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Delays;

/// <summary>
/// The same network with learned delays, with fixed random ones and with none: trained alike, then rounded, and run by the simulator. Learned delays are spread by a
/// Gaussian that narrows in the first quarter of training, as in the published program, and from some step on are used at the nearest whole step; beside them the same without the last.
/// </summary>
/// <param name="network">The network of one kind, from a seed.</param>
/// <param name="training">Samples to learn from, [T, N].</param>
/// <param name="test">Samples to judge by.</param>
internal sealed class DelayComparison(Func<DelayKind, ulong, Sequential> network, IDataset training, IDataset test)
{
    // A standard deviation of half a step: the Gaussian's own is 0.27 wider than its sigma.
    private const double LastSigma = 0.23, Narrowing = 0.25, DelayRate = 100;

    /// <summary>How often every sample is seen.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>The part of training after which delays are used at the nearest whole step.</summary>
    public double NearestFrom { get; init; } = 0.5;

    /// <summary>Networks of each kind, from one seed each.</summary>
    public int Repeats { get; init; } = 1;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate of weights; that of delays is a hundred times as large, as Hammouamri and others (2024) have it.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps of silence between the samples in the simulator.</summary>
    public int Silence { get; init; } = 200;

    private readonly MaximumCrossEntropy loss = new();

    /// <summary>Trains and measures all kinds, and records results and figures.</summary>
    public IReadOnlyDictionary<DelayKind, DelayResults> Run(ExperimentContext context)
    {
        if (context.Threads > 0) Workers.Threads = context.Threads;
        var results = new Dictionary<DelayKind, DelayResults>();
        foreach (DelayKind kind in Enum.GetValues<DelayKind>())
            results[kind] = new DelayResults([.. Enumerable.Range(0, Repeats).Select(i => Train(kind, context.Seed + (ulong)(1000 * i), Repeats == 1 ? "" : $", network {i + 1}", context))]);
        var table = new Table(
            "Accuracy on test samples",
            "As the trainer has the delays, rounded to whole steps, and as the network that the simulator runs" + (Repeats == 1 ? "." : $": means of {Repeats} networks from different seeds, and the least and the greatest once rounded.") + " Learnt: the number of weights and delays.",
            "delays", "trained [%]", "rounded [%]", "least [%]", "greatest [%]", "simulator [%]", "synapses", "learnt");
        foreach ((DelayKind kind, DelayResults result) in results)
        {
            string name = Name(kind);
            table.Add(name, result.Trained, result.Rounded, result.Least, result.Greatest, result.Lowered, result.All[0].Synapses, result.All[0].Learnt);
            context.Result($"test accuracy, {name}", result.Rounded, "%");
            context.Result($"test accuracy before rounding, {name}", result.Trained, "%");
            context.Result($"test accuracy in the simulator, {name}", result.Lowered, "%");
            if (Repeats == 1) continue;
            context.Result($"least test accuracy, {name}", result.Least, "%");
            context.Result($"greatest test accuracy, {name}", result.Greatest, "%");
        }

        context.Table(table);
        context.Figure(new LineFigure(
            "Accuracy over training", "On test samples, of the first network of each kind.", "epoch", "accuracy [%]",
            [.. results.Select(r => (r.Key, r.Value.All[0].History)).Select(r => new Series(Name(r.Key), [.. r.History.Select((_, i) => i + 1.0)], [.. r.History.Select(h => 100 * h.ValidationAccuracy)]))]));
        context.Figure(new HistogramFigure(
            "Delays of the first layer", "Random delays, and what learning made of them.", "delay [steps]", 26,
            [.. results.Where(r => r.Value.All[0].Delays.Length > 0).Select(r => new Sample(Name(r.Key), r.Value.All[0].Delays.Select(d => (double)d)))]));
        return results;
    }

    private static string Name(DelayKind kind) => kind switch
    {
        DelayKind.Learned => "learned delays", DelayKind.Fixed => "fixed random delays", DelayKind.None => "no delays", _ => "learned delays that stay spread",
    };

    private DelayResult Train(DelayKind kind, ulong seed, string which, ExperimentContext context)
    {
        Sequential model = network(kind, seed);
        SpacedLayer[] layers = [.. model.All.OfType<SpacedLayer>()];
        if (kind == DelayKind.Fixed)
        {
            foreach (SpacedLayer layer in layers) layer.Round();
        }

        double parameters = model.Parameters.Where(p => p.Parameter.Learns).Sum(p => (double)p.Parameter.Shape.Count);
        IReadOnlyList<EpochRecord> history;
        Evaluation trained, rounded;
        using (Phase phase = context.Phase($"Training, {Name(kind)}{which}", which.Length == 0 ? $"{kind.ToString().ToLowerInvariant()}Seconds" : null))
        {
            Trainer trainer = Of(kind, model, layers, phase);
            history = trainer.Fit(training, test, new TrainingPlan { Epochs = Epochs, BatchSize = BatchSize, Seed = seed }, context.Cancellation);
            trained = trainer.Evaluate(test);
            foreach (SpacedLayer layer in layers) layer.Round();
            rounded = trainer.Evaluate(test);
        }

        float[] delays = layers.OfType<DelayLayer>().FirstOrDefault()?.Delays.Values.ToArray() ?? [];
        using (context.Phase($"Simulating, {Name(kind)}{which}"))
        {
            (double lowered, long synapses) = LoweredAccuracy.Of(model, test, loss, Silence);
            return new DelayResult(trained.Accuracy, rounded.Accuracy, lowered, synapses, parameters, delays, history);
        }
    }

    private Trainer Of(DelayKind kind, Sequential model, SpacedLayer[] layers, Phase phase)
    {
        long steps = Math.Max(1, (long)Epochs * ((training.Count + BatchSize - 1) / BatchSize)), narrow = Math.Max(1, (long)(Narrowing * steps));
        var delays = layers.OfType<DelayLayer>().Select(l => l.Delays).Where(d => d.Learns).ToHashSet();
        var optimiser = new Adam(model.Parameters.Select(p => p.Parameter).Where(p => p.Learns && !delays.Contains(p)), LearningRate);
        if (delays.Count > 0) optimiser.Add(delays, DelayRate * LearningRate);
        double first = Math.Max(LastSigma, layers.Select(l => l.InitialSigma).DefaultIfEmpty(1).Max());
        return new Trainer(model, optimiser, loss, new TimeMajorInput())
        {
            Schedule = new CosineAnnealing(steps),
            Sigma = new ExponentialDecay(Math.Pow(LastSigma / first, 1.0 / narrow)).HeldFrom(narrow),
            NearestFrom = kind == DelayKind.Learned ? (long)(NearestFrom * steps) : null,
            Progress = new TrainingPhase(phase),
        };
    }
}

/// <summary>What a network's delays are.</summary>
internal enum DelayKind
{
    /// <summary>Learned with the weights, and used at the nearest whole step in the end.</summary>
    Learned,

    /// <summary>Drawn once.</summary>
    Fixed,

    /// <summary>There are none.</summary>
    None,

    /// <summary>Learned with the weights, and spread to the end.</summary>
    Spread,
}

/// <summary>What came of one network.</summary>
/// <param name="Trained">Test accuracy with the delays as the trainer has them.</param>
/// <param name="Rounded">The same with delays of whole steps.</param>
/// <param name="Lowered">The same of the network in the simulator.</param>
/// <param name="Synapses">Synapses of that network.</param>
/// <param name="Learnt">Number of weights and delays that were learnt.</param>
/// <param name="Delays">Delays of the first layer [steps].</param>
/// <param name="History">All epochs.</param>
internal sealed record DelayResult(double Trained, double Rounded, double Lowered, long Synapses, double Learnt, float[] Delays, IReadOnlyList<EpochRecord> History);

/// <summary>What came of the networks of one kind; accuracies in percent, means where not said otherwise.</summary>
/// <param name="All">The networks.</param>
internal sealed record DelayResults(IReadOnlyList<DelayResult> All)
{
    public double Trained => 100 * All.Average(r => r.Trained);

    public double Rounded => 100 * All.Average(r => r.Rounded);

    public double Least => 100 * All.Min(r => r.Rounded);

    public double Greatest => 100 * All.Max(r => r.Rounded);

    public double Lowered => 100 * All.Average(r => r.Lowered);
}
