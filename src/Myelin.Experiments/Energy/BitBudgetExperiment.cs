using System.Globalization;
using Myelin.Analysis.Energy;
using Myelin.Data;
using Myelin.Experiments.Depth;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Quantisation;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;

namespace Myelin.Experiments.Energy;

/// <summary>Spiking networks beside quantised ordinary ones that may spend as many bits, and what few bits cost.</summary>
public sealed class BitBudgetExperiment : ImageComparison
{
    private const int Judged = 500;
    private static readonly int[] bits = [1, 2, 4, 8];
    private static readonly Claim ordinary = Claim.AtLeast("mean test accuracy at equal bit budget, quantised ordinary networks less spiking ones", 0, "%");
    private static readonly Claim spikeBits = Claim.AtLeast("test accuracy at equal bit budget, 2 steps of 2-bit spikes less 4 steps of 1-bit spikes", 0, "%");
    private static readonly Claim weightBits = Claim.AtLeast("test accuracy at equal bit budget, 2 steps of 4-bit weights less 8 steps of 1-bit weights", 0, "%");
    private static readonly Claim eight = Claim.AtMost("test accuracy lost by rounding to 8 bits after training", 0.5, "%");
    private static readonly Claim four = Claim.AtMost("test accuracy lost with 4-bit weights, trained with them", 1, "%");

    /// <inheritdoc/>
    public override int Epochs { get; init; } = 3;

    /// <inheritdoc/>
    public override int Images { get; init; } = 10_000;

    /// <inheritdoc/>
    public override int Steps { get; init; } = 4;

    /// <summary>Number of neurons of a hidden layer.</summary>
    [Parameter("number of neurons of each of the two hidden layers", Quick = 16)]
    [Between(2, 10_000)]
    public int Hidden { get; init; } = 200;

    /// <inheritdoc/>
    public override string Id => "bit-budget";

    /// <inheritdoc/>
    public override string Title => "Spiking and quantised networks of equal bit budget";

    /// <inheritdoc/>
    public override string Summary =>
        "Networks of two hidden layers learn handwritten digits with weights of 1 to 8 bits: spiking ones over 1 to 8 steps, and ordinary ones whose activations have as many bits as those have steps, so that steps times weight " +
        "bits times spike bits are the same. Beside accuracy stands the energy of a digit by published tables of operations. The paper finds that steps and activation bits are the same resource, and that bits are better spent on weights and " +
        "spikes than on steps; it uses deep networks on larger images. Bounds on what 8 and 4 bits cost are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "G. Shen, D. Zhao, T. Li, J. Li, Y. Zeng", 2024, "Are conventional SNNs really efficient? A perspective from network quantization", "CVPR; arXiv:2311.10802; energies of operations: Horowitz (2014), ISSCC; Jouppi et al. (2021), ISCA");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [ordinary, spikeBits, weightBits, eight, four];

    /// <inheritdoc/>
    protected override bool IsFashion => false;

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 400L << 20, 10 + (Images * (double)Epochs * 110 * Hidden / 8e6), "about 40,000 image steps of 200 neurons per second and 110 of them for each image and epoch on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        (IDataset training, IDataset test) = Read(context);
        BudgetNetwork[] networks =
        [
            .. bits.SelectMany(t => bits.Select(w => new BudgetNetwork(true, new BitBudget(t, w, 1)))),
            .. bits.SelectMany(a => bits.Select(w => new BudgetNetwork(false, new BitBudget(1, w, a)))),
            .. bits[1..].SelectMany(s => bits.Where(t => t * s <= 8 && s <= 4).Select(t => new BudgetNetwork(true, new BitBudget(t, 4, s)))),
        ];
        var outcomes = new List<Outcome>();
        using (Phase phase = context.Phase("Training", "trainSeconds"))
        {
            for (int i = 0; i < networks.Length; i++)
            {
                outcomes.Add(Judge(context, networks[i], training, test));
                phase.Report((i + 1.0) / (networks.Length + 2), $"{networks[i].Name}: {outcomes[^1].Accuracy:0.00} %");
            }

            Precision(context, training, test, phase);
        }

        Report(context, outcomes);
    }

    private Outcome Judge(ExperimentContext context, BudgetNetwork kind, IDataset training, IDataset test)
    {
        Sequential network = kind.Make(Hidden, context.Seed);
        var input = new RepeatedInput(kind.Budget.Steps);
        Trainer trainer = Train(context, network, training, input);
        NeuroBench metrics = NeuroBench.Of(network, new Subset(test, Enumerable.Range(0, Math.Min(Judged, test.Count))), input, new StepCrossEntropy());
        return new Outcome(kind, 100 * trainer.Evaluate(test).Accuracy, metrics, [.. EnergyTable.All.Select(t => kind.Nanojoules(metrics, t))]);
    }

    // What few bits cost a spiking network of the usual number of steps: rounded after training, trained with them, and searched layer by layer.
    private void Precision(ExperimentContext context, IDataset training, IDataset test, Phase phase)
    {
        var input = new RepeatedInput(Steps);
        BudgetNetwork Of(int weights) => new(true, new BitBudget(Steps, weights, 1));
        Sequential whole = Of(32).Make(Hidden, context.Seed);
        Trainer trainer = Train(context, whole, training, input);
        double full = 100 * trainer.Evaluate(test).Accuracy;
        phase.Report(0.97, $"single precision: {full:0.00} %");
        context.Result("test accuracy in single precision", full, "%");
        var table = new Table("Weights of few bits", $"A spiking network of {Steps} steps; in single precision {full:0.00} % of the test images are classified.", "weight bits", "rounded after training [%]", "trained with them [%]");
        foreach (int w in bits.Reverse())
        {
            whole.QuantiseWeights(w, UnitOf.Channel);
            double after = 100 * trainer.Evaluate(test).Accuracy;
            Sequential aware = Of(w).Make(Hidden, context.Seed);
            double with = 100 * Train(context, aware, training, input).Evaluate(test).Accuracy;
            context.Result($"test accuracy, {w} bits after training", after, "%");
            context.Result($"test accuracy, {w} bits in training", with, "%");
            table.Add($"{w}", after, with);
            if (w == 8 && !context.Quick) context.Claim(eight, full - after);
            if (w == 4 && !context.Quick) context.Claim(four, full - with);
        }

        context.Table(table);

        // The search sees training images only.
        whole.FormWeights(null);
        var seen = new Subset(training, Enumerable.Range(0, Math.Min(2_000, training.Count)));
        BitAllocation found = new BitSearch { AllowedLoss = 0.01 }.Run(whole, () => trainer.Evaluate(seen).Accuracy, context.Cancellation);
        double searched = 100 * trainer.Evaluate(test).Accuracy;
        context.Result("mean weight bits after the search", found.MeanBits, "bits");
        context.Result("test accuracy after the search", searched, "%");
        context.Text(
            "Bits by layer",
            FormattableString.Invariant($"A greedy search that may lose 1 % of accuracy on {seen.Count} training images leaves {string.Join(", ", found.Bits.Select(b => $"{b.Value} bits in {b.Key}"))}, {found.MeanBits:0.00} on average, after {found.Tries} measurements; it classifies {searched:0.00} % of the test images, without any training after rounding."));
    }

    private static void Report(ExperimentContext context, List<Outcome> outcomes)
    {
        var table = new Table(
            "Networks and their budgets",
            "Budget: steps times weight bits times bits of a spike or activation. Energy of a test image, arithmetic and memory, weights and states in the smallest memory of each table; the product with the pixels is computed once. States and sums have 16 bits.",
            ["network", "budget [bits]", "test accuracy [%]", "dense operations", "effective MACs", "effective ACs", "activations that are 0", .. EnergyTable.All.Select(t => $"energy, {t.Process} [nJ]")]);
        foreach (Outcome o in outcomes)
            table.Add([o.Kind.Name, o.Kind.Budget.Bits, o.Accuracy, o.Metrics.Total.Dense, o.Metrics.Total.EffectiveMacs, o.Metrics.Total.EffectiveAcs, o.Metrics.ActivationSparsity, .. o.Nanojoules.Cast<object>()]);
        context.Table(table);
        context.WriteFile("networks.csv", stream => Write(stream, outcomes));
        double difference = Pairs(outcomes).Average(p => p.Ordinary.Accuracy - p.Spiking.Accuracy);
        context.Result("mean test accuracy at equal bit budget, ordinary less spiking, without 1-bit activations", Pairs(outcomes).Where(p => p.Ordinary.Kind.Budget.SpikeBits > 1).Average(p => p.Ordinary.Accuracy - p.Spiking.Accuracy), "%");
        context.Result("energy at equal bit budget, spiking over quantised ordinary, geometric mean", Math.Exp(Pairs(outcomes).Average(p => Math.Log(p.Spiking.Nanojoules[0] / p.Ordinary.Nanojoules[0]))));
        if (!context.Quick)
        {
            context.Claim(ordinary, difference);
            context.Claim(spikeBits, Find(2, 4, 2) - Find(4, 4, 1));
            context.Claim(weightBits, Find(2, 4, 1) - Find(8, 1, 1));
        }

        context.Figure(new ScatterFigure(
            "Accuracy against bit budget", "Each point is a network; equal budgets are above each other.", new Axis("steps x weight bits x spike bits") { Logarithmic = true }, "test accuracy [%]",
            Groups(outcomes, o => o.Kind.Budget.Bits)));
        context.Figure(new ScatterFigure(
            "Accuracy against energy", $"Of a test image, by the table of {EnergyTable.All[0].Process}.", new Axis("energy [nJ]") { Logarithmic = true }, "test accuracy [%]", Groups(outcomes, o => o.Nanojoules[0])));

        double Find(int steps, int weights, int spikes) => outcomes.First(o => o.Kind.IsSpiking && o.Kind.Budget == new BitBudget(steps, weights, spikes)).Accuracy;
    }

    private static void Write(Stream stream, List<Outcome> outcomes)
    {
        using var writer = new StreamWriter(stream, leaveOpen: true);
        writer.WriteLine(string.Join(',', ["spiking", "steps", "weight_bits", "spike_bits", "accuracy_percent", "dense", "effective_macs", "effective_acs", "activation_sparsity", .. EnergyTable.All.Select(t => $"nanojoules_{t.Id}")]));
        foreach (Outcome o in outcomes)
        {
            double[] numbers = [o.Kind.Budget.Steps, o.Kind.Budget.WeightBits, o.Kind.Budget.SpikeBits, o.Accuracy, o.Metrics.Total.Dense, o.Metrics.Total.EffectiveMacs, o.Metrics.Total.EffectiveAcs, o.Metrics.ActivationSparsity, .. o.Nanojoules];
            writer.WriteLine(string.Join(',', [o.Kind.IsSpiking ? "1" : "0", .. numbers.Select(n => n.ToString("G6", CultureInfo.InvariantCulture))]));
        }
    }

    // A spiking network of T steps and the ordinary one with activations of T bits, with weights of as many bits.
    private static IEnumerable<(Outcome Spiking, Outcome Ordinary)> Pairs(List<Outcome> outcomes) =>
        from o in outcomes
        where o.Kind.IsSpiking && o.Kind.Budget.SpikeBits == 1
        select (o, outcomes.First(a => !a.Kind.IsSpiking && a.Kind.Budget.WeightBits == o.Kind.Budget.WeightBits && a.Kind.Budget.SpikeBits == o.Kind.Budget.Steps));

    private static Series[] Groups(List<Outcome> outcomes, Func<Outcome, double> x) =>
    [
        .. outcomes.GroupBy(o => !o.Kind.IsSpiking ? "quantised ordinary" : o.Kind.Budget.SpikeBits == 1 ? "spiking" : "spiking, spikes of several bits", StringComparer.Ordinal)
            .Select(g => new Series(g.Key, [.. g.Select(x)], [.. g.Select(o => o.Accuracy)])),
    ];

    private sealed record Outcome(BudgetNetwork Kind, double Accuracy, NeuroBench Metrics, double[] Nanojoules);
}
