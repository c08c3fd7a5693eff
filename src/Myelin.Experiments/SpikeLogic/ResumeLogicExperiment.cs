using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Spikes;

namespace Myelin.Experiments.SpikeLogic;

/// <summary>Logical operations of spike trains, learnt by ReSuMe with and without a hidden layer.</summary>
public sealed class ResumeLogicExperiment : Experiment
{
    private static readonly Claim layeredXor = Experiments.Claim.AtLeast("XOR with a hidden layer, networks that learn all four pairs", 80, "%");
    private static readonly Claim flatXor = Experiments.Claim.AtMost("XOR without a hidden layer, networks that learn all four pairs", 0, "%");

    /// <summary>Number of networks.</summary>
    [Parameter("number of networks of each kind, each with its own random trains and weights", Quick = 2)]
    [Between(1, 1000)]
    public int Networks { get; init; } = 20;

    /// <summary>Number of epochs.</summary>
    [Parameter("how often the four pairs of bits are shown at most", Quick = 20)]
    [Between(1, 100_000)]
    public int Epochs { get; init; } = 400;

    /// <summary>Synapses of the output.</summary>
    [Parameter("number of synapses of the output, which is also that of hidden neurons")]
    [Between(2, 10_000)]
    public int Synapses { get; init; } = 200;

    /// <inheritdoc/>
    public override string Id => "resume-logic";

    /// <inheritdoc/>
    public override string Title => "Logic of spike trains";

    /// <inheritdoc/>
    public override string Summary =>
        "Two inputs fire one random train of spikes for 0 and another for 1; an output has to answer with one train for false and another for true. ReSuMe moves its weights at every spike of the output and of a " +
        "teacher. With a hidden layer between, all operations are learnt; with delay lines between, and equally many synapses, XOR is not. The paper trains the hidden layer too; here it is random.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "A. Grüning, I. Sporea", 2012, "Supervised learning of logical operations in layered spiking neural networks with spike train encoding", "Neural Processing Letters 36, 117-134", "10.1007/s11063-012-9225-1");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [layeredXor, flatXor];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(4 + Synapses, 13L * Synapses, 20_000_000, Networks * 6.0 * Epochs * 8 * 160 * 3e-6, "3 us for a step");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase("Learning", "learnSeconds");
        var table = new List<double[]>();
        var curves = new List<Series>();
        int done = 0;
        foreach (bool isLayered in (bool[])[true, false])
        {
            string kind = isLayered ? "with a hidden layer" : "without";
            double[] learntAll = new double[LogicOperation.All.Count];
            for (int o = 0; o < LogicOperation.All.Count; o++)
            {
                LogicOperation operation = LogicOperation.All[o];
                double[] right = new double[Epochs];
                for (int n = 0; n < Networks; n++)
                {
                    double[] course = Learn(operation, isLayered, context.Seed + (ulong)n);
                    for (int e = 0; e < Epochs; e++) right[e] += 100 * course[e] / Networks;
                    if (course[^1] == 1) learntAll[o] += 100.0 / Networks;
                    phase.Report((double)++done / (6 * Networks), $"{operation.Name} {kind}");
                }

                curves.Add(new Series($"{operation.Name} {kind}", [.. Enumerable.Range(1, Epochs).Select(e => (double)e)], right));
                context.Result($"{operation.Name} {kind}, networks that learn all four pairs", learntAll[o], "%");
            }

            table.Add(learntAll);
        }

        int xor = LogicOperation.All.Count - 1;
        context.Claim(layeredXor, table[0][xor]);
        context.Claim(flatXor, table[1][xor]);
        context.Figure(new LineFigure("Pairs answered rightly", $"Mean over {Networks} networks; a network that answers all four keeps its weights.", "epoch", new Axis("pairs [%]") { FromZero = true }, curves));
        context.Figure(new BarFigure(
            "Networks that learn all four pairs", "With and without a hidden layer.", "operation", [.. LogicOperation.All.Select(o => o.Name)], "networks [%]",
            new Bars("with a hidden layer", table[0]), new Bars("without", table[1])));
        ShowAnswers(context);
    }

    // The part of the pairs that is answered rightly, after every epoch.
    private double[] Learn(LogicOperation operation, bool isLayered, ulong seed)
    {
        using var network = new LogicNetwork(Synapses, isLayered, seed);
        double[] right = new double[Epochs];
        for (int e = 0; e < Epochs; e++)
        {
            if (e > 0 && right[e - 1] == 1)
            {
                right[e] = 1;
                continue;
            }

            for (int pair = 0; pair < 4; pair++) network.Show(pair >= 2, pair % 2 == 1, operation.Truth[pair]);
            for (int pair = 0; pair < 4; pair++)
            {
                if (LogicNetwork.Read(network.Show(pair >= 2, pair % 2 == 1, null)) == operation.Truth[pair]) right[e] += 0.25;
            }
        }

        return right;
    }

    private void ShowAnswers(ExperimentContext context)
    {
        LogicOperation operation = LogicOperation.All[^1];
        using var network = new LogicNetwork(Synapses, isLayered: true, context.Seed);
        double[] times = [], rows = [];
        for (int e = 0; e < Epochs; e++)
        {
            for (int pair = 0; pair < 4; pair++)
            {
                SpikeTrain train = network.Show(pair >= 2, pair % 2 == 1, operation.Truth[pair]);
                if (e % Math.Max(1, Epochs / 25) != 0) continue;
                double row = (pair * 30) + (e / Math.Max(1, Epochs / 25));
                times = [.. times, .. train.TimesInMilliseconds];
                rows = [.. rows, .. Enumerable.Repeat(row, train.Count)];
            }
        }

        context.Figure(new RasterFigure(
            "Answers of one network to the four pairs", string.Create(CultureInfo.InvariantCulture, $"XOR with a hidden layer: bands for 00, 01, 10, 11 from below, each from the first epoch to the last of {Epochs}."), "time [ms]", new Series("output", times, rows)));
    }
}
