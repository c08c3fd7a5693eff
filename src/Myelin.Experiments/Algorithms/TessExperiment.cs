using Myelin.Data;
using Myelin.Data.Sets;
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

/// <summary>A rule that is local in time and space beside back-propagation through time, on recordings of an event camera.</summary>
public sealed class TessExperiment : Experiment
{
    private static readonly Claim gap = Claim.AtMost("accuracy lost against BPTT", 1.5, "%");
    // Lists of spikes in products take memory by their number, which is another in frames of another length.
    private static readonly Claim flat = Claim.AtMost("memory of TESS at 40 frames over that at 5, beyond the frames", 1.05);

    /// <summary>Neurons of each of two hidden layers.</summary>
    [Parameter("neurons of each of two hidden layers", Quick = 32)]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 512;

    /// <summary>Number of frames of a recording.</summary>
    [Parameter("number of frames that a recording of 300 ms becomes", Quick = 5)]
    [Between(1, 1000)]
    public int Steps { get; init; } = 20;

    /// <summary>Number of epochs.</summary>
    [Parameter("how often every sample is seen", Quick = 1)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 15;

    /// <summary>Learning rate.</summary>
    [Parameter("largest learning rate, of every algorithm")]
    [Positive]
    public double Rate { get; init; } = 2e-3;

    /// <summary>Number of trainings, each from numbers of its own.</summary>
    [Parameter("number of trainings by each algorithm, from different seeds", Quick = 1)]
    [Between(1, 100)]
    public int Repeats { get; init; } = 3;

    /// <inheritdoc/>
    public override string Id => "tess";

    /// <inheritdoc/>
    public override string Title => "Learning that is local in time and space";

    /// <inheritdoc/>
    public override string Summary =>
        "TESS, whose weights learn from traces and from a signal that each layer makes by itself, beside BPTT and the other algorithms that go step by step, on 1,000 training and 100 test " +
        "recordings of N-MNIST, with sizes and rates that were found on these recordings. The paper's tasks are larger (DVS Gesture, CIFAR10-DVS, CIFAR); the gap that it reports is the one judged here.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "M. P. E. Apolinario, K. Roy, C. Frenkel", 2025, "TESS: A scalable temporally and spatially local learning rule for spiking neural networks",
        "International Joint Conference on Neural Networks", "10.1109/IJCNN64981.2025.11227652");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [new("N-MNIST", "events/nmnist_1100.zip", "myelin data get nmnist")];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [gap, flat];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 1L << 30, 300, "Fifteen trainings on a thousand recordings.");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        var folder = new DataFolder(context.DataPath("."));
        Nmnist training = Nmnist.Load(folder, Split.Train, Steps), test = Nmnist.Load(folder, Split.Test, Steps);
        ILearningAlgorithm[] algorithms = [new Bptt(), new Tess(), new Ottt(), new Sltt(), new DirectFeedbackAlignment()];
        var table = new Table("Accuracy", $"On {test.Count} test recordings, {Steps} frames; mean over {Repeats} trainings, and the lowest and the highest.", "algorithm", "mean [%]", "lowest [%]", "highest [%]");
        double[] mean = new double[algorithms.Length];
        for (int a = 0; a < algorithms.Length; a++)
        {
            double[] reached = [.. Enumerable.Range(0, Repeats).Select(i => Trained(context, algorithms[a], training, test, context.Seed + (10 * (ulong)i)))];
            mean[a] = reached.Average();
            table.Add(algorithms[a].Name, mean[a], reached.Min(), reached.Max());
            context.Result($"test accuracy of {algorithms[a].Name}", mean[a], "%");
        }

        context.Table(table);
        context.Figure(new BarFigure("Accuracy", "Mean over the trainings.", "algorithm", [.. algorithms.Select(a => a.Name)], new Axis("accuracy [%]"), new Bars("accuracy", mean)));
        if (!context.Quick) context.Claim(gap, mean[0] - mean[1]);
        Memory(context, folder);
    }

    private void Memory(ExperimentContext context, DataFolder folder)
    {
        int[] lengths = [5, 10, 20, 40];
        ILearningAlgorithm[] algorithms = [new Bptt(), new Tess()];
        double[][] bytes = [new double[lengths.Length], new double[lengths.Length]];
        using Phase phase = context.Phase("Measuring memory", "memorySeconds");
        const int Batch = 50;
        for (int i = 0; i < lengths.Length; i++)
        {
            phase.Report((double)i / lengths.Length, $"{lengths[i]} frames");
            LearningCost[] costs = LearningCost.Measure(algorithms, () => Network(context.Seed), new StepCrossEntropy(), new TimeMajorInput(), Nmnist.Load(folder, Split.Test, lengths[i]), Batch, 1);
            for (int a = 0; a < algorithms.Length; a++) bytes[a][i] = (costs[a].Bytes - (4.0 * lengths[i] * Batch * 2 * Nmnist.Side * Nmnist.Side)) / 1048576;
        }

        double[] x = [.. lengths.Select(l => (double)l)];
        context.Figure(new LineFigure("Memory", $"Of tensors beside the frames themselves, over the number of frames; batches of {Batch}.", "T", new Axis("memory [MiB]") { Logarithmic = true }, [.. algorithms.Select((a, i) => new Series(a.Name, x, bytes[i]))]));
        context.Claim(flat, bytes[1][^1] / bytes[1][0]);
    }

    private double Trained(ExperimentContext context, ILearningAlgorithm algorithm, Nmnist training, Nmnist test, ulong seed) => new AlgorithmTraining(
        () => Network(seed), new StepCrossEntropy(), new TimeMajorInput(), training, test, new TrainingPlan { Epochs = Epochs, BatchSize = 50, Seed = seed }, Rate).Accuracy(context, algorithm);

    private Sequential Network(ulong seed) => new(
        new Flatten(),
        new Linear(2 * Nmnist.Side * Nmnist.Side, Hidden, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, Hidden, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, 10, seed: seed + 2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });
}
