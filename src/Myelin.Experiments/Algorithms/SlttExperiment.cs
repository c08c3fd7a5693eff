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

/// <summary>Spatial learning through time beside back-propagation through time: accuracy, time and memory over the number of steps.</summary>
public sealed class SlttExperiment : Experiment
{
    private const int JudgedSteps = 32;

    private static readonly int[] lengths = [4, 8, 16, 32, 64];
    private static readonly int[] chosen = [1, 2, 4, 8, 16, 32];

    // The lists of spikes in products take memory by their number, and fewer neurons spike in the first steps.
    private static readonly Claim flat = Claim.Value("memory of SLTT at T = 64 over that at T = 4", 1, 0.05);
    private static readonly Claim memory = Claim.AtLeast("memory saved at T = 32", 70, "%");
    private static readonly Claim time = Claim.AtLeast("time saved at T = 32 against BPTT step by step", 50, "%");
    private static readonly Claim fused = Claim.AtMost("time at T = 32 over that of BPTT in one pass", 1);
    private static readonly Claim accuracy = Claim.AtMost("accuracy lost against BPTT", 0.5, "%");
    private static readonly Claim backward = Claim.AtMost("time beyond the forward pass of SLTT-2 over that of SLTT at T = 32", 0.75);

    /// <summary>Neurons of each of two hidden layers.</summary>
    [Parameter("neurons of each of two hidden layers", Quick = 32)]
    [Between(1, 100_000)]
    public int Hidden { get; init; } = 400;

    /// <summary>Number of training samples.</summary>
    [Parameter("number of training samples", Quick = 300)]
    [Between(10, 60_000)]
    public int SampleCount { get; init; } = 20_000;

    /// <summary>Number of epochs.</summary>
    [Parameter("how often every sample is seen", Quick = 1)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 8;

    /// <summary>Number of samples of a batch.</summary>
    [Parameter("number of samples of a batch")]
    [Between(1, 10_000)]
    public int BatchSize { get; init; } = 128;

    /// <summary>How often a batch is timed.</summary>
    [Parameter("how often a batch is timed; the least time counts", Quick = 1)]
    [Between(1, 1000)]
    public int Rounds { get; init; } = 12;

    /// <inheritdoc/>
    public override string Id => "sltt";

    /// <inheritdoc/>
    public override string Title => "Spatial learning through time";

    /// <inheritdoc/>
    public override string Summary =>
        "Gradients that go through the layers but not through time, on MNIST with two hidden layers: accuracy, time and memory of BPTT, SLTT and SLTT-K over 4 to 64 steps. " +
        "The paper's trainer computes step by step; BPTT is shown that way and in one fused pass, which is Myelin's own.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "Q. Meng, M. Xiao, S. Yan, Y. Wang, Z. Lin, Z.-Q. Luo", 2023, "Towards memory- and time-efficient backpropagation for training spiking neural networks",
        "IEEE/CVF International Conference on Computer Vision, 6166-6176", "10.1109/ICCV51070.2023.00567");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [Experiments.Training.MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [flat, memory, time, fused, accuracy, backward];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 1L << 30, 180, "Three trainings and the timing of a batch for five numbers of steps.");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        var folder = new DataFolder(context.DataPath("."));
        IdxImages all = Mnist.Load(folder, Split.Train), test = Mnist.Load(folder, Split.Test);
        var training = new Subset(all, Enumerable.Range(0, Math.Min(SampleCount, all.Count)));
        Costs(context, training);
        Chosen(context, training);
        var run = new AlgorithmTraining(
            () => Network(context.Seed), new StepCrossEntropy(), new RepeatedInput(context.Quick ? 4 : JudgedSteps), training, test,
            new TrainingPlan { Epochs = Epochs, BatchSize = BatchSize, Seed = context.Seed }, 2e-3);
        var table = new Table("Accuracy", $"On the test images of MNIST, {(context.Quick ? 4 : JudgedSteps)} steps.", "algorithm", "accuracy [%]");
        double[] reached = new double[3];
        ILearningAlgorithm[] algorithms = [new Bptt(), new Sltt(), new SlttK(4)];
        for (int i = 0; i < reached.Length; i++)
        {
            reached[i] = run.Accuracy(context, algorithms[i]);
            context.Result($"test accuracy of {algorithms[i].Name}", reached[i], "%");
            table.Add(algorithms[i].Name, reached[i]);
        }

        context.Table(table);
        if (!context.Quick) context.Claim(accuracy, reached[0] - reached[1]);
    }

    private void Costs(ExperimentContext context, IDataset samples)
    {
        ILearningAlgorithm[] algorithms = [new StepwiseBptt(), new Bptt(), new Sltt(), new SlttK(4)];
        var table = new Table("What a batch costs", $"{BatchSize} samples; memory is that of tensors, without parameters.", "T", "algorithm", "time [ms]", "memory");
        var times = algorithms.Select(_ => new List<double>()).ToArray();
        var bytes = algorithms.Select(_ => new List<double>()).ToArray();
        using Phase phase = context.Phase("Timing batches", "timingSeconds");
        foreach (int steps in lengths)
        {
            phase.Report((double)times[0].Count / lengths.Length, $"{steps} steps");
            LearningCost[] costs = LearningCost.Measure(algorithms, () => Network(context.Seed), new StepCrossEntropy(), new RepeatedInput(steps), samples, BatchSize, Rounds);
            for (int a = 0; a < algorithms.Length; a++)
            {
                times[a].Add(costs[a].Milliseconds);
                bytes[a].Add(costs[a].Bytes / 1048576.0);
                table.Add(steps, algorithms[a].Name, costs[a].Milliseconds, Amount.Bytes(costs[a].Bytes));
                context.Result($"memory of {algorithms[a].Name} at T = {steps}", costs[a].Bytes, "B");
                context.Timing($"{algorithms[a].Name}, T = {steps} [ms]", costs[a].Milliseconds);
            }
        }

        double[] x = [.. lengths.Select(t => (double)t)];
        context.Table(table);
        context.Figure(new LineFigure("Memory", "Of tensors, over the number of steps.", "T", new Axis("memory [MiB]") { Logarithmic = true }, [.. algorithms.Select((a, i) => new Series(a.Name, x, bytes[i]))]));
        context.Figure(new LineFigure("Time", "Of a batch, over the number of steps; the machine may have been shared.", "T", new Axis("time [ms]") { FromZero = true }, [.. algorithms.Select((a, i) => new Series(a.Name, x, times[i]))]));
        context.Claim(flat, bytes[2][^1] / bytes[2][0]);
        int at = Array.IndexOf(lengths, JudgedSteps);
        context.Claim(memory, 100 * (1 - (bytes[2][at] / bytes[1][at])));
        if (context.Quick) return;
        context.Claim(time, 100 * (1 - (times[2][at] / times[0][at])));
        context.Claim(fused, times[2][at] / times[1][at]);
    }

    private void Chosen(ExperimentContext context, IDataset samples)
    {
        ILearningAlgorithm[] algorithms = [.. chosen.Select(k => new SlttK(k))];
        using Phase phase = context.Phase("Timing choices of steps", "choiceSeconds");
        LearningCost[] costs = LearningCost.Measure(algorithms, () => Network(context.Seed), new StepCrossEntropy(), new RepeatedInput(JudgedSteps), samples, BatchSize, Rounds);
        double[] beyond = [.. costs.Select(c => Math.Max(0, c.Milliseconds - c.ForwardMilliseconds))];
        var table = new Table("Time over K", $"SLTT-K at T = {JudgedSteps}; beyond the forward pass is what it takes more than that pass alone.", "K", "time [ms]", "beyond the forward pass [ms]");
        for (int i = 0; i < chosen.Length; i++) table.Add(chosen[i], costs[i].Milliseconds, beyond[i]);
        context.Table(table);
        context.Figure(new LineFigure("Backward time over K", $"Time of a batch beyond that of the forward pass, {JudgedSteps} steps.", "K", new Axis("time [ms]") { FromZero = true }, new Series("SLTT-K", [.. chosen.Select(k => (double)k)], beyond)));
        if (!context.Quick) context.Claim(backward, beyond[1] / beyond[^1]);
    }

    private Sequential Network(ulong seed) => new(
        new Flatten(),
        new Linear(28 * 28, Hidden, seed: seed),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, Hidden, seed: seed + 1),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9 }),
        new Linear(Hidden, 10, seed: seed + 2),
        new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, Reset = ResetMode.None }) { Reads = nameof(Leaky.State<float>.U) });
}
