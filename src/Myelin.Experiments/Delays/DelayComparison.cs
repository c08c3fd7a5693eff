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
/// Gaussian whose width falls to a fiftieth over training; then they are rounded, and the weights follow for some epochs.
/// </summary>
/// <param name="network">The network of one kind.</param>
/// <param name="training">Samples to learn from, [T, N].</param>
/// <param name="test">Samples to judge by.</param>
internal sealed class DelayComparison(Func<DelayKind, Sequential> network, IDataset training, IDataset test)
{
    private const double LastWidth = 0.02, DelayRate = 100;

    /// <summary>How often every sample is seen.</summary>
    public int Epochs { get; init; } = 20;

    /// <summary>How often every sample is seen after rounding.</summary>
    public int RoundedEpochs { get; init; } = 2;

    /// <summary>Samples of a batch.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Learning rate of weights; that of delays is a hundred times as large, as Hammouamri and others (2024) have it.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Steps of silence between the samples in the simulator.</summary>
    public int Silence { get; init; } = 200;

    private readonly MaximumCrossEntropy loss = new();

    /// <summary>Trains and measures all kinds, and records results and figures.</summary>
    public IReadOnlyDictionary<DelayKind, DelayResult> Run(ExperimentContext context)
    {
        if (context.Threads > 0) Workers.Threads = context.Threads;
        var results = new Dictionary<DelayKind, DelayResult>();
        foreach (DelayKind kind in Enum.GetValues<DelayKind>()) results[kind] = Train(kind, context);
        var table = new Table(
            "Accuracy on test samples",
            "With the trainer's spread delays, after rounding and further training of the weights, and as the network that the simulator runs.",
            "delays", "trained [%]", "rounded, not trained further [%]", "rounded [%]", "simulator [%]", "synapses", "weights and delays learnt");
        foreach ((DelayKind kind, DelayResult result) in results)
        {
            string name = Name(kind);
            table.Add(name, 100 * result.Trained, 100 * result.JustRounded, 100 * result.Rounded, 100 * result.Lowered, result.Synapses, result.Learnt);
            context.Result($"test accuracy, {name}", 100 * result.Rounded, "%");
            context.Result($"test accuracy before rounding, {name}", 100 * result.Trained, "%");
            context.Result($"test accuracy just rounded, {name}", 100 * result.JustRounded, "%");
            context.Result($"test accuracy in the simulator, {name}", 100 * result.Lowered, "%");
        }

        context.Table(table);
        context.Figure(new LineFigure(
            "Accuracy over training", "On test samples; the last epochs are those after rounding.", "epoch", "accuracy [%]",
            [.. results.Select(r => new Series(Name(r.Key), [.. r.Value.History.Select((_, i) => i + 1.0)], [.. r.Value.History.Select(h => 100 * h.ValidationAccuracy)]))]));
        context.Figure(new HistogramFigure(
            "Delays of the first layer", "Random delays, and what learning made of them.", "delay [steps]", 26,
            [.. results.Where(r => r.Value.Delays.Length > 0).Select(r => new Sample(Name(r.Key), r.Value.Delays.Select(d => (double)d)))]));
        return results;
    }

    private static string Name(DelayKind kind) => kind switch { DelayKind.Learned => "learned delays", DelayKind.Fixed => "fixed random delays", _ => "no delays" };

    private DelayResult Train(DelayKind kind, ExperimentContext context)
    {
        Sequential model = network(kind);
        SpacedLayer[] layers = [.. model.All.OfType<SpacedLayer>()];
        if (kind != DelayKind.Learned)
        {
            foreach (SpacedLayer layer in layers) layer.Round();
        }

        double parameters = model.Parameters.Where(p => p.Parameter.Learns).Sum(p => (double)p.Parameter.Shape.Count);
        long steps = (long)Epochs * ((training.Count + BatchSize - 1) / BatchSize);
        var history = new List<EpochRecord>();
        Evaluation trained, justRounded, rounded;
        using (Phase phase = context.Phase($"Training, {Name(kind)}", $"{kind.ToString().ToLowerInvariant()}Seconds"))
        {
            Trainer trainer = Of(model, layers, LearningRate, steps, phase);
            history.AddRange(trainer.Fit(training, test, Plan(context, Epochs), context.Cancellation));
            trained = trainer.Evaluate(test);
            foreach (SpacedLayer layer in layers) layer.Round();
            justRounded = trainer.Evaluate(test);
            if (RoundedEpochs > 0) history.AddRange(Of(model, layers, LearningRate / 5, steps * RoundedEpochs / Epochs, phase).Fit(training, test, Plan(context, RoundedEpochs), context.Cancellation));
            rounded = trainer.Evaluate(test);
        }

        float[] delays = layers.OfType<DelayLayer>().FirstOrDefault()?.Delays.Values.ToArray() ?? [];
        using (context.Phase($"Simulating, {Name(kind)}"))
        {
            (double lowered, long synapses) = LoweredAccuracy.Of(model, test, loss, Silence);
            return new DelayResult(trained.Accuracy, justRounded.Accuracy, rounded.Accuracy, lowered, synapses, parameters, delays, history);
        }
    }

    private TrainingPlan Plan(ExperimentContext context, int epochs) => new() { Epochs = epochs, BatchSize = BatchSize, Seed = context.Seed };

    private Trainer Of(Sequential model, SpacedLayer[] layers, double rate, long steps, Phase phase)
    {
        var delays = layers.OfType<DelayLayer>().Select(l => l.Delays).Where(d => d.Learns).ToHashSet();
        var optimiser = new Adam(model.Parameters.Select(p => p.Parameter).Where(p => p.Learns && !delays.Contains(p)), rate);
        if (delays.Count > 0) optimiser.Add(delays, DelayRate * rate);
        return new Trainer(model, optimiser, loss, new TimeMajorInput())
        {
            Schedule = new CosineAnnealing(Math.Max(1, steps)),
            Sigma = new ExponentialDecay(Math.Pow(LastWidth, 1.0 / Math.Max(1, steps))),
            Progress = new TrainingPhase(phase),
        };
    }
}

/// <summary>What a network's delays are.</summary>
internal enum DelayKind
{
    /// <summary>Learned with the weights.</summary>
    Learned,

    /// <summary>Drawn once.</summary>
    Fixed,

    /// <summary>There are none.</summary>
    None,
}

/// <summary>What came of one kind of delays.</summary>
/// <param name="Trained">Test accuracy with the delays as the trainer has them.</param>
/// <param name="JustRounded">The same with rounded delays and the same weights.</param>
/// <param name="Rounded">The same after further training of the weights.</param>
/// <param name="Lowered">The same of the network in the simulator.</param>
/// <param name="Synapses">Synapses of that network.</param>
/// <param name="Learnt">Number of weights and delays that were learnt.</param>
/// <param name="Delays">Delays of the first layer [steps].</param>
/// <param name="History">All epochs.</param>
internal sealed record DelayResult(double Trained, double JustRounded, double Rounded, double Lowered, long Synapses, double Learnt, float[] Delays, IReadOnlyList<EpochRecord> History);
