using Myelin.Data;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Sparse;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;
using Flatten = Myelin.Learning.Layers.Flatten;
using Linear = Myelin.Learning.Layers.Linear;

namespace Myelin.Experiments.Depth;

/// <summary>Accuracy against the part of the weights that is left out, by how they are chosen.</summary>
public sealed class PruningExperiment : ImageComparison
{
    private static readonly double[] sparsities = [0.5, 0.8, 0.9, 0.95, 0.98, 0.99];
    private static readonly Claim kept = Claim.AtMost("test accuracy lost where the smallest 90 % of each layer are pruned gradually", 1, "%");
    private static readonly Claim grown = Claim.AtLeast("test accuracy at 98 %, growth by gradient less random growth", 0, "%");

    /// <summary>Number of hidden neurons.</summary>
    [Parameter("number of hidden neurons", Quick = 32)]
    [Between(10, 10_000)]
    public int Hidden { get; init; } = 256;

    /// <inheritdoc/>
    public override string Id => "pruning";

    /// <inheritdoc/>
    public override string Title => "Accuracy against sparsity";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of one hidden layer learns handwritten digits while weights are left out: the smallest of each layer or of all, those whose size times presynaptic rate is smallest, or in " +
        "training that is sparse from its first step, where weights come back at random or by their gradient. The bound on what gradual pruning loses is ours; the paper's sparse networks of 90 % lose less than that.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "M. Zhu, S. Gupta", 2017, "To prune, or not to prune: exploring the efficacy of pruning for model compression", "arXiv:1710.01878; growth: Evci et al. (2020), ICML; Mocanu et al. (2018), Nature Communications 9, 2383");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [kept, grown];

    /// <inheritdoc/>
    protected override bool IsFashion => false;

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        0, 0, 400L << 20, 5 + (Images * (double)Epochs * Steps * Hidden * (1 + (sparsities.Length * 5)) / 2.5e7), "about 20,000 image steps of 256 neurons per second and 31 trainings on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        (IDataset training, IDataset test) = Read(context);
        long steps = OptimiserSteps(training.Count);
        (string Name, Func<Sequential, double, Sparsifier> Make)[] methods =
        [
            ("smallest of each layer", (n, s) => new Pruning(Weights(n), Schedule(s, steps))),
            ("smallest of all", (n, s) => new Pruning(Weights(n), Schedule(s, steps)) { IsGlobal = true }),
            ("size times presynaptic rate", (n, s) => new Pruning(Weights(n), Schedule(s, steps), new PresynapticActivity((((Linear)n[3]).Weight, (Spiking)n[2])))),
            ("sparse from the start, random growth", (n, s) => new DynamicSparse(Weights(n), s, new RandomGrowth(), context.Seed) { Every = Math.Max(1, steps / 40), End = steps * 3 / 4 }),
            ("sparse from the start, growth by gradient", (n, s) => new DynamicSparse(Weights(n), s, new GradientGrowth(), context.Seed) { Every = Math.Max(1, steps / 40), End = steps * 3 / 4 }),
        ];
        double dense;
        double[][] accuracies = [.. methods.Select(_ => new double[sparsities.Length])];
        using (Phase phase = context.Phase("Training", "trainSeconds"))
        {
            dense = Judge(context, training, test, null, 0);
            for (int s = 0; s < sparsities.Length; s++)
            {
                for (int m = 0; m < methods.Length; m++)
                {
                    accuracies[m][s] = Judge(context, training, test, methods[m].Make, sparsities[s]);
                    phase.Report(((s * methods.Length) + m + 1.0) / (sparsities.Length * methods.Length), $"{100 * sparsities[s]:0} %, {methods[m].Name}: {accuracies[m][s]:0.00} %");
                }
            }
        }

        Report(context, [.. methods.Select(m => m.Name)], dense, accuracies);
    }

    private static SparsitySchedule Schedule(double sparsity, long steps) => new(sparsity, steps / 5, steps * 3 / 5, Math.Max(1, steps / 50));

    private double Judge(ExperimentContext context, IDataset training, IDataset test, Func<Sequential, double, Sparsifier>? make, double sparsity)
    {
        var network = new Sequential(
            new Flatten(),
            new Linear(28 * 28, Hidden, seed: context.Seed),
            new Spiking<Arctangent<Two>>(new Leaky()),
            new Linear(Hidden, 10, seed: context.Seed + 1),
            new Spiking<Arctangent<Two>>(new Leaky()) { Reads = nameof(Leaky.State<float>.U) });
        Trainer trainer = Train(context, network, training, new RepeatedInput(Steps), make?.Invoke(network, sparsity));
        return 100 * trainer.Evaluate(test).Accuracy;
    }

    private static void Report(ExperimentContext context, string[] names, double dense, double[][] accuracies)
    {
        int ninety = Array.IndexOf(sparsities, 0.9), most = Array.IndexOf(sparsities, 0.98);
        context.Result("test accuracy with all weights", dense, "%");
        for (int m = 0; m < names.Length; m++)
        {
            for (int s = 0; s < sparsities.Length; s++) context.Result($"test accuracy, {100 * sparsities[s]:0} %, {names[m]}", accuracies[m][s], "%");
        }

        if (!context.Quick)
        {
            context.Claim(kept, dense - accuracies[0][ninety]);
            context.Claim(grown, accuracies[4][most] - accuracies[3][most]);
        }

        var table = new Table("Test accuracy [%]", $"With all weights {dense:0.00} %.", ["weights left out", .. names]);
        for (int s = 0; s < sparsities.Length; s++) table.Add([$"{100 * sparsities[s]:0} %", .. accuracies.Select(a => (object)a[s])]);
        context.Table(table);
        double[] left = [.. sparsities.Select(s => 100 * (1 - s))];
        context.Figure(new LineFigure(
            "Accuracy against weights that are left", "Of the test images; the line above is the network with all weights.", new Axis("weights left [%]") { Logarithmic = true }, "test accuracy [%]",
            [.. names.Select((n, m) => new Series(n, left, accuracies[m])), new Series("all weights", [left[0], left[^1]], [dense, dense])]));
    }
}
