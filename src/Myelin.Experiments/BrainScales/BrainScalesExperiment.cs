using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Pong;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;

namespace Myelin.Experiments.BrainScales;

/// <summary>Pong by reward on an emulated analogue chip whose circuits are not alike, a thousand times faster than biology.</summary>
public sealed class BrainScalesExperiment : Experiment
{
    private static readonly Claim plays = Experiments.Claim.AtLeast("mean reward after learning on the chip", 0.5);
    private static readonly Claim compensates = Experiments.Claim.AtMost("reward that mismatch costs when the chip itself learns", 0.1);
    private static readonly Claim own = Experiments.Claim.AtLeast("reward lost when the weights move to another chip", 0.05);

    /// <summary>Number of decisions.</summary>
    [Parameter("number of decisions to learn from", Quick = 300)]
    [Between(10, 10_000_000)]
    public int Decisions { get; init; } = 60_000;

    /// <summary>Decisions of each judgement.</summary>
    [Parameter("number of decisions to judge by", Quick = 100)]
    [Between(10, 1_000_000)]
    public int TestDecisions { get; init; } = 3_000;

    /// <summary>Number of columns.</summary>
    [Parameter("number of columns that the ball's place is told in", Quick = 8)]
    [Between(4, 256)]
    public int Columns { get; init; } = 32;

    /// <summary>Learning rate.</summary>
    [Parameter("learning rate, as of the experiment pong")]
    [Between(0, 1000)]
    public double LearningRate { get; init; } = 1.5;

    /// <summary>Mismatch.</summary>
    [Parameter("standard deviation of time constants, thresholds and synapses from circuit to circuit, relative")]
    [Between(0, 0.5)]
    public double Mismatch { get; init; } = 0.1;

    /// <inheritdoc/>
    public override string Id => "brainscales";

    /// <inheritdoc/>
    public override string Title => "Pong on an analogue chip";

    /// <inheritdoc/>
    public override string Summary =>
        "The player of the experiment pong on an emulated analogue chip in the manner of BrainScaleS-2: everything a thousand times faster than in biology, weights of six bits, and no two neurons or synapses alike. " +
        "According to the paper, what a chip learns by reward makes up for its own circuits. So the chip should play as well as exact neurons do, and its weights should lose on another chip. The paper says " +
        "so in words; the bounds are ours, and the size of the mismatch is an assumption.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. Wunderlich, A. F. Kungl, E. Müller, A. Hartel, Y. Stradmann, S. A. Aamir, A. Grübl, A. Heimbrecht, K. Schreiber, et al.", 2019,
        "Demonstrating advantages of neuromorphic computation: a pilot study", "Frontiers in Neuroscience 13, 260", "10.3389/fnins.2019.00260");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [plays, compensates, own];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(2 * Columns, (long)Columns * Columns, 20_000_000, ((2 * Decisions) + (6 * TestDecisions)) * 100 * 6e-6, "6 us for each of 100 steps of a decision");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        Substrate exact = new(), first = new AnalogChip(1, Mismatch), second = new AnalogChip(2, Mismatch);
        List<double> onExact = [], onFirst = [];
        PongExperiment.Score ofExact, ofFirst;
        double[] exactWeights, weights;
        double seconds, biological;
        using (Player player = new(Columns, LearningRate, context.Seed, exact)) (ofExact, exactWeights) = Learn(context, player, "exact neurons", onExact);
        double before;
        using (Player player = new(Columns, LearningRate, context.Seed, first))
        {
            using (Phase phase = context.Phase("Playing before learning")) before = Judge(player, phase).Reward;
            (ofFirst, weights) = Learn(context, player, "the chip", onFirst);
            seconds = player.Elapsed.InSeconds;
            biological = seconds * first.Acceleration;
        }

        double again = Moved(context, first, weights, "its own weights, on the chip");
        double moved = Moved(context, second, weights, "its weights, on another chip");
        double trained = Moved(context, first, exactWeights, "weights of exact neurons, on the chip");
        context.Claim(plays, ofFirst.Reward);
        context.Claim(compensates, ofExact.Reward - ofFirst.Reward);
        context.Claim(own, again - moved);
        context.Result("mean reward before learning", before);
        context.Result("mean reward of exact neurons after learning", ofExact.Reward);
        context.Result("mean reward of the chip's weights set anew", again);
        context.Result("mean reward of its weights on another chip", moved);
        context.Result("mean reward of weights of exact neurons on the chip", trained);
        context.Result("balls sent back by the chip", 100 * ofFirst.Returned, "%");
        context.Result("time that the chip takes to learn", seconds, "s");
        context.Result("the same in biological time", biological, "s");
        int every = Math.Max(1, onFirst.Count / 60);
        double[] Bins(List<double> course) => [.. course.Chunk(every).Select(c => c.Average())];
        double[] at = [.. Bins(onFirst).Select((_, i) => (i + 0.5) * every)];
        context.Figure(new LineFigure(
            "Reward", $"Mean over {every} decisions while learning.", "decision", new Axis("reward") { FromZero = true }, new Series("exact neurons", at, Bins(onExact)), new Series("chip", at, Bins(onFirst))));
        context.Figure(new BarFigure(
            "What weights are worth where", "Mean reward while nothing is learnt.", "weights", ["exact, on exact", "chip's, on the chip", "chip's, on another chip", "exact, on the chip"], "reward",
            new Bars("reward", ofExact.Reward, again, moved, trained)));
        ShowWeights(context, "Weights of the exact neurons", exactWeights);
        ShowWeights(context, "Weights of the chip", weights);
    }

    private (PongExperiment.Score Score, double[] Weights) Learn(ExperimentContext context, Player player, string who, List<double> course)
    {
        using (Phase phase = context.Phase($"Learning: {who}")) PongExperiment.Play(Game(), player, Decisions, 0, learns: true, phase, course);
        using (Phase phase = context.Phase($"Playing: {who}")) return (Judge(player, phase), player.Weights);
    }

    private double Moved(ExperimentContext context, Substrate substrate, double[] weights, string what)
    {
        using Player player = new(Columns, LearningRate, context.Seed, substrate, weights);
        using Phase phase = context.Phase($"Playing: {what}");
        return Judge(player, phase).Reward;
    }

    private PongExperiment.Score Judge(Player player, Phase phase) => PongExperiment.Play(Game(), player, TestDecisions, 2_000_000, learns: false, phase, null);

    private Environments.Pong Game() => new() { Columns = Columns };

    private void ShowWeights(ExperimentContext context, string title, double[] weights)
    {
        double[,] table = new double[Columns, Columns];
        for (int i = 0; i < weights.Length; i++) table[i / Columns, i % Columns] = weights[i];
        string[] names = [.. Enumerable.Range(0, Columns).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        context.Figure(new HeatmapFigure(title, "From the column that the ball is in (row) to the column to aim at.", "aim", names, "ball", names, "weight [mV]", table));
    }
}
