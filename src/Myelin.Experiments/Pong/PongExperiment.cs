using System.Globalization;
using Myelin.Environments;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;

namespace Myelin.Experiments.Pong;

/// <summary>Learning to play Pong by reward.</summary>
public sealed class PongExperiment : Experiment
{
    private static readonly Claim learnt = Experiments.Claim.AtLeast("mean expected reward after learning", 0.5);
    private static readonly Claim returned = Experiments.Claim.AtLeast("balls sent back after learning", 80, "%");

    /// <summary>Number of decisions.</summary>
    [Parameter("number of decisions to learn from", Quick = 400)]
    [Between(10, 10_000_000)]
    public int Decisions { get; init; } = 60_000;

    /// <summary>Number of columns.</summary>
    [Parameter("number of columns that the ball's place is told in")]
    [Between(4, 256)]
    public int Columns { get; init; } = 32;

    /// <summary>Learning rate.</summary>
    [Parameter("learning rate: change of a weight, in mV, by a reward of 1 over what was expected, for each unit of eligibility")]
    [Between(0, 1000)]
    public double LearningRate { get; init; } = 1.5;

    /// <summary>Decisions of the judgement.</summary>
    [Parameter("number of decisions to judge by, before and after, during which nothing is learnt", Quick = 200)]
    [Between(10, 1_000_000)]
    public int TestDecisions { get; init; } = 4_000;

    /// <inheritdoc/>
    public override string Id => "pong";

    /// <inheritdoc/>
    public override string Title => "Pong by reward";

    /// <inheritdoc/>
    public override string Summary =>
        "A ball flies through a square; every look at its column makes one source fire, and of 32 noisy neurons the one that fires most says where the paddle should go. Synapses remember how their " +
        "spikes foretold spikes, and a reward above or below what that column usually brings turns this into weight: noise explores, reward keeps. The paper does this on an analogue chip; here the neurons are " +
        "leaky integrate-and-fire with noise, and the rule is reward-modulated STDP with eligibility.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. Wunderlich, A. F. Kungl, E. Müller, A. Hartel, Y. Stradmann, S. A. Aamir, A. Grübl, A. Heimbrecht, K. Schreiber, et al.", 2019,
        "Demonstrating advantages of neuromorphic computation: a pilot study", "Frontiers in Neuroscience 13, 260", "10.3389/fnins.2019.00260");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [learnt, returned];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(2 * Columns, (long)Columns * Columns, 20_000_000, (Decisions + (2 * TestDecisions)) * 100 * 4e-6, "4 us for each of 100 steps of a decision");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var game = new Myelin.Environments.Pong { Columns = Columns };
        using var player = new Player(Columns, LearningRate, context.Seed);
        double[] first = player.Weights;
        Score before, after;
        var course = new List<double>();
        using (Phase phase = context.Phase("Playing before learning")) before = Play(game, player, TestDecisions, 1_000_000, learns: false, phase, null);
        using (Phase phase = context.Phase("Learning", "learnSeconds")) Play(game, player, Decisions, 0, learns: true, phase, course);
        using (Phase phase = context.Phase("Playing after learning")) after = Play(game, player, TestDecisions, 2_000_000, learns: false, phase, null);
        context.Claim(learnt, player.Expected.Average());
        context.Claim(returned, 100 * after.Returned);
        context.Result("mean reward before learning", before.Reward);
        context.Result("mean reward after learning", after.Reward);
        context.Result("balls sent back before learning", 100 * before.Returned, "%");
        int every = Math.Max(1, course.Count / 100);
        double[] bins = [.. course.Chunk(every).Select(c => c.Average())];
        context.Figure(new LineFigure(
            "Reward", $"Mean over {every} decisions while learning.", "decision", new Axis("reward") { FromZero = true },
            new Series("reward", [.. bins.Select((_, i) => (i + 0.5) * every)], bins)));
        ShowWeights(context, "Weights before learning", first);
        ShowWeights(context, "Weights after learning", player.Weights);
        context.Figure(new BarFigure("Expected reward", "Running mean of the reward in each column of the ball.", "column", Names(), "reward", new Bars("reward", player.Expected)));
    }

    /// <summary>Plays a number of decisions.</summary>
    /// <param name="game">The game.</param>
    /// <param name="player">Who plays.</param>
    /// <param name="decisions">Number of decisions.</param>
    /// <param name="firstEpisode">Number of the first ball.</param>
    /// <param name="learns">Whether the player learns.</param>
    /// <param name="phase">Where progress goes.</param>
    /// <param name="course">Receives every reward; null for none.</param>
    internal static Score Play(Myelin.Environments.Pong game, Player player, int decisions, ulong firstEpisode, bool learns, Phase phase, List<double>? course)
    {
        Span<double> seen = stackalloc double[game.Observables.Count];
        ulong episode = firstEpisode;
        game.Reset(episode, seen);
        int returnedBalls = 0, missed = 0;
        double total = 0;
        for (int i = 0; i < decisions; i++)
        {
            int ball = game.BallColumn;
            EnvironmentStep step = game.Step(player.Aim(ball), seen);
            player.Learn(ball, step.Reward, learns);
            total += step.Reward;
            course?.Add(step.Reward);
            phase.Report((i + 1.0) / decisions, string.Create(CultureInfo.InvariantCulture, $"mean reward {total / (i + 1):0.00}"));
            if (step.Progress == EpisodeProgress.GoesOn) continue;
            if (step.Progress == EpisodeProgress.Terminated) missed++;
            returnedBalls += game.Returned;
            game.Reset(++episode, seen);
        }

        returnedBalls += game.Returned;
        return new Score(total / decisions, (double)returnedBalls / Math.Max(1, returnedBalls + missed));
    }

    private void ShowWeights(ExperimentContext context, string title, double[] weights)
    {
        double[,] table = new double[Columns, Columns];
        for (int i = 0; i < weights.Length; i++) table[i / Columns, i % Columns] = weights[i];
        context.Figure(new HeatmapFigure(title, "From the column that the ball is in (row) to the column to aim at.", "aim", Names(), "ball", Names(), "weight [mV]", table));
    }

    private string[] Names() => [.. Enumerable.Range(0, Columns).Select(c => c.ToString(CultureInfo.InvariantCulture))];

    /// <summary>How well somebody plays.</summary>
    /// <param name="Reward">Mean reward.</param>
    /// <param name="Returned">Part of the balls that were sent back.</param>
    internal readonly record struct Score(double Reward, double Returned);
}
