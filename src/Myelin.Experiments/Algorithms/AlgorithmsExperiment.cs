using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Algorithms;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Algorithms;

/// <summary>Every learning algorithm that there is, on one task: accuracy, time and memory.</summary>
public sealed class AlgorithmsExperiment : Experiment
{
    private static readonly int[] lengths = [4, 8, 16, 32, 64];
    // Lists of spikes in products take memory by their number, which is another at every T; more than that is growth.
    private const double Spread = 1.05;

    private static readonly Claim flat = Claim.AtLeast("algorithms whose memory does not grow with T", 8);

    /// <summary>Neurons of the hidden layer.</summary>
    [Parameter("neurons of the hidden layer", Quick = 24)]
    [Between(1, 10_000)]
    public int Hidden { get; init; } = 100;

    /// <summary>Number of training samples.</summary>
    [Parameter("number of training samples", Quick = 200)]
    [Between(10, 1_000_000)]
    public int SampleCount { get; init; } = 4_000;

    /// <summary>Number of epochs.</summary>
    [Parameter("how often every sample is seen", Quick = 1)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 4;

    /// <summary>Number of time steps while training.</summary>
    [Parameter("number of time steps while training", Quick = 4)]
    [Between(1, 1000)]
    public int Steps { get; init; } = 16;

    /// <summary>Number of samples of a batch.</summary>
    [Parameter("number of samples of a batch")]
    [Between(1, 10_000)]
    public int BatchSize { get; init; } = 50;

    /// <summary>How often a batch is timed.</summary>
    [Parameter("how often a batch is timed; the least time counts", Quick = 1)]
    [Between(1, 1000)]
    public int Rounds { get; init; } = 5;

    /// <inheritdoc/>
    public override string Id => "algorithms";

    /// <inheritdoc/>
    public override string Title => "Learning algorithms side by side";

    /// <inheritdoc/>
    public override string Summary =>
        "One network, one task, every learning algorithm found, with its defaults: generated digits, one hidden layer of leaky neurons. A training loop changes from one to another by one argument; " +
        "those that refuse the network say why. Accuracy after the same number of epochs; time and memory of a batch over 4 to 64 steps.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "G. Bellec, F. Scherr, A. Subramoney, E. Hajek, D. Salaj, R. Legenstein, W. Maass", 2020, "A solution to the learning dilemma for recurrent networks of spiking neurons",
        "Nature Communications 11, 3625", "10.1038/s41467-020-17236-y");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [flat];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 1L << 30, 240, "A training and five timings for each algorithm.");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        IDataset training = new SyntheticDigits(SampleCount, context.Seed), test = new SyntheticDigits(Math.Max(100, SampleCount / 4), context.Seed + 1);
        Module model = Network(context.Seed);
        var loss = new StepCrossEntropy();
        var refused = new List<string>();
        var algorithms = new List<ILearningAlgorithm>();
        foreach (ILearningAlgorithm algorithm in AlgorithmCatalogue.Of())
        {
            if (algorithm.Refusal(model, loss) is { } refusal) refused.Add(refusal);
            else algorithms.Add(algorithm);
        }

        (double[][] times, double[][] bytes) = Costs(context, algorithms, training, loss);
        var run = new AlgorithmTraining(() => Network(context.Seed), loss, new RepeatedInput(Steps), training, test, new TrainingPlan { Epochs = Epochs, BatchSize = BatchSize, Seed = context.Seed }, 5e-3);
        double[] reached = [.. algorithms.Select(algorithm => run.Accuracy(context, algorithm))];
        Report(context, algorithms, reached, times, bytes);
        if (refused.Count > 0) context.Text("Refused", refused);
        context.Claim(flat, bytes.Count(b => b[^1] <= Spread * b[0]));
    }

    private (double[][] Times, double[][] Bytes) Costs(ExperimentContext context, List<ILearningAlgorithm> algorithms, IDataset training, Loss loss)
    {
        double[][] times = [.. algorithms.Select(_ => new double[lengths.Length])], bytes = [.. algorithms.Select(_ => new double[lengths.Length])];
        using Phase phase = context.Phase("Timing batches", "timingSeconds");
        for (int i = 0; i < lengths.Length; i++)
        {
            phase.Report((double)i / lengths.Length, $"{lengths[i]} steps");
            LearningCost[] costs = LearningCost.Measure(algorithms, () => Network(context.Seed), loss, new RepeatedInput(lengths[i]), training, BatchSize, Rounds);
            for (int a = 0; a < costs.Length; a++) (times[a][i], bytes[a][i]) = (costs[a].Milliseconds, costs[a].Bytes / 1048576.0);
        }

        return (times, bytes);
    }

    private void Report(ExperimentContext context, List<ILearningAlgorithm> algorithms, double[] reached, double[][] times, double[][] bytes)
    {
        var table = new Table(
            "All algorithms", $"Accuracy after {Epochs} epochs of {SampleCount} samples at {Steps} steps; time and memory of a batch of {BatchSize} at 4 and 64 steps. Memory is that of tensors and traces, without parameters.",
            "algorithm", "accuracy [%]", "time, T = 4 [ms]", "time, T = 64 [ms]", "memory, T = 4 [MiB]", "memory, T = 64 [MiB]");
        for (int a = 0; a < algorithms.Count; a++)
        {
            string name = algorithms[a].Name;
            table.Add(name, reached[a], times[a][0], times[a][^1], bytes[a][0], bytes[a][^1]);
            context.Result($"test accuracy of {name}", reached[a], "%");
            for (int i = 0; i < lengths.Length; i++)
            {
                context.Result($"memory of {name} at T = {lengths[i]}", bytes[a][i], "MiB");
                context.Timing($"{name}, T = {lengths[i]} [ms]", times[a][i]);
            }
        }

        double[] x = [.. lengths.Select(t => (double)t)];
        context.Table(table);
        context.Figure(new LineFigure("Memory", "Of tensors and traces, over the number of steps.", new Axis("T") { Logarithmic = true }, new Axis("memory [MiB]") { Logarithmic = true }, [.. algorithms.Select((a, i) => new Series(a.Name, x, bytes[i]))]));
        context.Figure(new LineFigure("Time", "Of a batch, over the number of steps; the machine may have been shared.", new Axis("T") { Logarithmic = true }, new Axis("time [ms]") { Logarithmic = true }, [.. algorithms.Select((a, i) => new Series(a.Name, x, times[i]))]));
    }

    private Sequential Network(ulong seed) => new(
        new Flatten(),
        new Linear(28 * 28, Hidden, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, 10, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });
}
