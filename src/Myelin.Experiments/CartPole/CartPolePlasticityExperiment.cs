using System.Globalization;
using Myelin.Environments;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;

namespace Myelin.Experiments.CartPole;

/// <summary>Balancing a pole by plasticity, told of nothing but falls.</summary>
public sealed class CartPolePlasticityExperiment : Experiment
{
    private const int Window = 100;
    private const double MeanOfSolved = 475;

    private static readonly Claim solved = Experiments.Claim.AtLeast("networks that solve it", 100, "%");
    private static readonly Claim after = Experiments.Claim.AtLeast("mean length of an episode after learning", MeanOfSolved, "steps");

    /// <summary>Number of networks.</summary>
    [Parameter("number of networks, each with its own weights, noise and episodes", Quick = 1)]
    [Between(1, 1000)]
    public int Networks { get; init; } = 3;

    /// <summary>Most episodes.</summary>
    [Parameter("number of episodes to learn from at most; a network that solves it stops", Quick = 40)]
    [Between(1, 100_000)]
    public int Episodes { get; init; } = 600;

    /// <summary>Episodes of the judgement.</summary>
    [Parameter("number of episodes to judge by, before and after, during which nothing is learnt", Quick = 5)]
    [Between(1, 100_000)]
    public int TestEpisodes { get; init; } = 20;

    /// <summary>Layers of receptive fields.</summary>
    [Parameter("number of layers of receptive fields: how many place cells fire in a state")]
    [Between(1, 16)]
    public int Layers { get; init; } = 3;

    /// <summary>Learning rate of the actors.</summary>
    [Parameter("learning rate of the actors: change of a weight, in mV, by an unforeseen fall, for each ms of eligibility")]
    [Between(0, 1000)]
    public double ActorRate { get; init; } = 2;

    /// <summary>Learning rate of the critic.</summary>
    [Parameter("learning rate of the critic: change of the weights of a state together, by an unforeseen fall, for each unit of eligibility")]
    [Between(0, 10)]
    public double CriticRate { get; init; } = 0.06;

    /// <summary>Discount.</summary>
    [Parameter("what a fall counts that is one step further away")]
    [Between(0, 1)]
    public double Discount { get; init; } = 0.97;

    /// <inheritdoc/>
    public override string Id => "cartpole-plasticity";

    /// <inheritdoc/>
    public override string Title => "A pole balanced by plasticity";

    /// <inheritdoc/>
    public override string Summary =>
        "Place cells with overlapping receptive fields tell where a cart and its pole are to two groups of noisy neurons, which silence each other and push, and to a critic that fires the more the nearer a fall is. The only " +
        "reward is -1 for a fall. What the critic foretold wrongly is broadcast as the third factor of reward-modulated STDP with eligibility. Solved is a mean of at least 475 of 500 steps in 100 episodes in a row, while learning " +
        "goes on: the rule of Gymnasium's CartPole-v1, ours here, as are network and code; the paper's abstract says that it is solved and gives no number.";

    /// <inheritdoc/>
    public override Paper Paper => new("M. Franco, C. Gershenson", 2026, "Spark: Modular Spiking Neural Networks", "arXiv:2602.02306", null);

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [solved, after];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        int cells = new PlaceFields(Layers).Count;
        return new(
            cells + (2 * PoleBalancer.PerGroup) + PoleBalancer.Critics, (long)cells * ((2 * PoleBalancer.PerGroup) + PoleBalancer.Critics), 50_000_000,
            Networks * 300.0 * (Episodes + TestEpisodes) * 300e-6, "300 us for a step of the cart, 300 steps for an episode");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase("Balancing", "balanceSeconds");
        var curves = new List<Series>();
        double[] before = new double[Networks], afterwards = new double[Networks], episodes = new double[Networks];
        for (int n = 0; n < Networks; n++)
        {
            using var player = new PoleBalancer(Layers, ActorRate, CriticRate, Discount, context.Seed + (ulong)n);
            var report = n == 0 ? new BalanceReport(context, player) : null;
            ulong first = (ulong)n * 1_000_000;
            before[n] = Test(player, first + 500_000, report, "before learning", () => phase.Report((double)n / Networks, "before learning"));
            double[] lengths = Learn(player, first, n, phase);
            episodes[n] = IsSolved(lengths) ? lengths.Length : double.PositiveInfinity;
            afterwards[n] = Test(player, first + 600_000, report, "after learning", () => phase.Report((n + 1.0) / Networks, "after learning"));
            curves.Add(new Series(string.Create(CultureInfo.InvariantCulture, $"network {n + 1}"), [.. Enumerable.Range(1, lengths.Length).Select(e => (double)e)], Smooth(lengths)));
            context.Result(string.Create(CultureInfo.InvariantCulture, $"network {n + 1}, mean of the last {Window} episodes"), lengths.TakeLast(Window).Average(), "steps");
            context.Result(string.Create(CultureInfo.InvariantCulture, $"network {n + 1}, mean after learning"), afterwards[n], "steps");
            if (double.IsFinite(episodes[n])) context.Result(string.Create(CultureInfo.InvariantCulture, $"network {n + 1}, episodes until solved"), episodes[n]);
        }

        context.Claim(solved, 100.0 * episodes.Count(double.IsFinite) / Networks);
        context.Claim(after, afterwards.Average());
        context.Result("mean length of an episode before learning", before.Average(), "steps");
        context.Figure(new LineFigure(
            "Length of an episode while learning", "Running mean over up to 20 episodes, for each network; 500 steps, 10 s, are the longest. A network stops when its last 100 episodes have a mean of 475.", "episode",
            new Axis("steps") { FromZero = true }, curves));
    }

    private double[] Learn(PoleBalancer player, ulong first, int network, Phase phase)
    {
        var lengths = new List<double>();
        while (lengths.Count < Episodes && !IsSolved(lengths))
        {
            lengths.Add(Play(player, first + (ulong)lengths.Count, learns: true, null));
            phase.Report(
                (network + ((double)lengths.Count / Episodes)) / Networks, string.Create(CultureInfo.InvariantCulture, $"network {network + 1}, episode {lengths.Count}: mean {lengths.TakeLast(Window).Average():0} steps"));
        }

        return [.. lengths];
    }

    private double Test(PoleBalancer player, ulong first, BalanceReport? report, string when, Action played)
    {
        double total = 0;
        for (int e = 0; e < TestEpisodes; e++)
        {
            total += Play(player, first + (ulong)e, learns: false, e == 0 ? report : null);
            played();
        }

        report?.Show(when);
        return total / TestEpisodes;
    }

    private static int Play(PoleBalancer player, ulong episode, bool learns, BalanceReport? report)
    {
        var game = new Myelin.Environments.CartPole { IsRewardSparse = true };
        Span<double> state = stackalloc double[4];
        game.Reset(episode, state);
        for (int steps = 1; ; steps++)
        {
            EnvironmentStep step = game.Step(player.Act(state, learns, report?.Log), state);
            report?.See(state, player.Danger);
            if (step.Progress == EpisodeProgress.GoesOn) continue;
            player.End(fell: step.Reward < 0, learns);
            return steps;
        }
    }

    private static bool IsSolved(IReadOnlyCollection<double> lengths) => lengths.Count >= Window && lengths.TakeLast(Window).Average() >= MeanOfSolved;

    private static double[] Smooth(double[] lengths) => [.. Enumerable.Range(0, lengths.Length).Select(e => lengths[Math.Max(0, e - 19)..(e + 1)].Average())];
}
