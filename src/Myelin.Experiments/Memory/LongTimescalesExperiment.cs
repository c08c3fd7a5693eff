using System.Globalization;
using Myelin.Data.Generated;
using Myelin.Experiments.ElmNeuron;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning;
using Myelin.Neurons;

namespace Myelin.Experiments.Memory;

/// <summary>Where a recurrent network that learns to remember gets its long timescales from: its units or its connections.</summary>
public sealed class LongTimescalesExperiment : Experiment
{
    private const double Solved = 0.98;
    private const int UpdatesBetweenTests = 50;

    private static readonly BinaryQuestion[] questions = [BinaryQuestion.Parity, BinaryQuestion.Match];

    /// <summary>Number of units.</summary>
    [Parameter("units of the network", Quick = 20)]
    [Between(2, 10_000)]
    public int Units { get; init; } = 64;

    /// <summary>The largest question.</summary>
    [Parameter("the longest memory that is asked for, in steps", Quick = 3)]
    [Between(3, 100)]
    public int Longest { get; init; } = 14;

    /// <summary>The most steps of training of a network.</summary>
    [Parameter("the most steps of training of a network", Quick = 100)]
    [Between(50, 10_000_000)]
    public int Updates { get; init; } = 4_000;

    /// <summary>Number of networks of each kind.</summary>
    [Parameter("networks of each kind", Quick = 1)]
    [Between(1, 100)]
    public int Networks { get; init; } = 2;

    /// <summary>The learning rate.</summary>
    [Parameter("the learning rate of Adam")]
    [Positive]
    public double LearningRate { get; init; } = 2e-3;

    /// <inheritdoc/>
    public override string Id => "long-timescales";

    /// <inheritdoc/>
    public override string Title => "Long timescales of units and of networks";

    /// <inheritdoc/>
    public override string Summary =>
        "Recurrent networks of leaky rate units, whose time constants are learnt with the weights, learn the parity of the last N bits or whether a bit is the same as N - 1 steps before, with N growing whenever a question is " +
        "solved. One curriculum asks for the present N alone, the other for all up to N at once. Where one N is asked, time constants should grow with N; where all are, they should stay and the " +
        "connections should carry the memory, so that shorter memories are kept. The paper has 500 units, stochastic gradient descent and N up to 100; these networks are smaller, learn with Adam, and get less far.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "S. Khajehabdollahi, R. Zeraati, E. Giannakakis, T. J. Schäfer, G. Martius, A. Levina",
        2024,
        "Emergent mechanisms for long timescales depend on training curriculum and affect performance in memory tasks",
        "International Conference on Learning Representations; arXiv:2309.12927");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [.. questions.SelectMany(q => TaskClaims.Of(q).All)];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(Units, (long)Units * Units, 300_000_000, 4.0 * Networks * Updates * 128 * 1.8 * Longest * Units * (4e-9 + (Units * 6e-11)), "4 ns for a unit and step of a sample, and its connections");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        foreach (BinaryQuestion question in questions)
        {
            string name = Name(question);
            Course[] single, multi;
            using (Phase phase = context.Phase($"{name}, one N at a time", question == BinaryQuestion.Parity ? "paritySingleSeconds" : "matchSingleSeconds")) single = Train(question, heads: false, context, phase);
            using (Phase phase = context.Phase($"{name}, all N at once", question == BinaryQuestion.Parity ? "parityMultiSeconds" : "matchMultiSeconds")) multi = Train(question, heads: true, context, phase);
            Report(context, question, single, multi);
        }
    }

    private static string Name(BinaryQuestion question) => question == BinaryQuestion.Parity ? "N-parity" : "N-delayed match";

    private Course[] Train(BinaryQuestion question, bool heads, ExperimentContext context, Phase phase)
    {
        var courses = new Course[Networks];
        for (int k = 0; k < Networks; k++)
        {
            var network = new MemoryNetwork(question, Units, heads ? Longest - 1 : 1, LearningRate, context.Seed + (ulong)k);
            var course = courses[k] = new Course();
            int[] asked = [2];
            for (int update = 1; update <= Updates; update++)
            {
                context.Cancellation.ThrowIfCancellationRequested();
                double loss = network.Learn(asked);
                if (update % UpdatesBetweenTests != 0) continue;
                phase.Report((k + ((double)update / Updates)) / Networks, string.Create(CultureInfo.InvariantCulture, $"network {k + 1}, N = {asked[^1]}, loss {loss:0.000}"));
                double[] right = network.Judge(asked, 1000);
                if (right.Take(asked.Length).Average() < Solved || right[asked.Length - 1] < Solved) continue;
                course.Steps.Add(new Step(asked[^1], update, network.Tau, Timescale(network, question)));
                if (asked[^1] == Longest) break;
                asked = heads ? [.. asked, asked[^1] + 1] : [asked[0] + 1];
            }

            // What the network still knows, whatever its outputs were trained for.
            if (course.Steps.Count > 0) Read(network, question, course, context.Seed);
        }

        return courses;
    }

    private double Timescale(MemoryNetwork network, BinaryQuestion question) =>
        NetworkTimescale.Mean(network.Activity(new BinaryMemory(BinaryQuestion.Match, 2, 300, 16, 99 + (ulong)question)), Units, from: 50);

    // A new linear output for every n, on the activity at the end.
    private void Read(MemoryNetwork network, BinaryQuestion question, Course course, ulong seed)
    {
        const int Training = 1500, Samples = 2500;
        int known = course.Steps[^1].N;
        var set = new BinaryMemory(question, 2, (5 * known / 2) + 4, Samples, seed + 12345);
        float[] last = network.Activity(set)[^1];
        double[][] features = [.. Enumerable.Range(0, Units).Select(u => Enumerable.Range(0, Samples).Select(s => (double)last[(s * Units) + u]).ToArray())];
        int[] asked = [.. Enumerable.Range(2, known + 1).Where(n => n <= set.SampleShape[0])];
        float[] bits = new float[set.SampleShape[0]];
        double[][] answers = [.. asked.Select(_ => new double[Samples])];
        for (int s = 0; s < Samples; s++)
        {
            set.Read(s, bits);
            for (int i = 0; i < asked.Length; i++) answers[i][s] = set.Answer(bits, asked[i]) == 1 ? 1 : -1;
        }

        double[][] predicted = Readout.Ridge(features, answers, Training, 1e-4);
        for (int i = 0; i < asked.Length; i++)
        {
            int right = Enumerable.Range(Training, Samples - Training).Count(s => predicted[i][s] * answers[i][s] > 0);
            course.Known.Add((asked[i], right / (double)(Samples - Training)));
        }
    }

    private static void Report(ExperimentContext context, BinaryQuestion question, Course[] single, Course[] multi)
    {
        string name = Name(question);
        TaskClaims claims = TaskClaims.Of(question);
        context.Result($"{name}, one N at a time: N solved", single.Average(c => c.Steps.Count + 1));
        context.Result($"{name}, all N at once: N solved", multi.Average(c => c.Steps.Count + 1));

        // Only what both have solved can be compared.
        int common = single.Concat(multi).Min(c => c.Steps.Count) + 1;
        if (common >= 3 && !context.Quick)
        {
            double grown = single.Average(c => c.At(common).Tau - c.At(2).Tau), kept = multi.Average(c => c.At(common).Tau - c.At(2).Tau);
            context.Claim(claims.Grows, grown);
            context.Claim(claims.Stays, kept - grown);
            context.Claim(claims.Network, multi.Average(c => c.Steps[^1].Network - c.At(2).Network));
            context.Claim(claims.Keeps, 100 * (multi.Average(c => c.Shorter) - single.Average(c => c.Shorter)));
            context.Claim(claims.Faster, multi.Average(c => (double)c.Steps.Count) - single.Average(c => (double)c.Steps.Count));
        }

        Series[] Lines(Func<Step, double> value) =>
        [
            .. single.Select((c, k) => new Series($"one N, {k + 1}", [.. c.Steps.Select(s => (double)s.N)], [.. c.Steps.Select(value)])),
            .. multi.Select((c, k) => new Series($"all N, {k + 1}", [.. c.Steps.Select(s => (double)s.N)], [.. c.Steps.Select(value)])),
        ];
        if (common < 2) return;
        context.Figure(new LineFigure($"{name}: time constants of units", "Mean over the units when N is solved.", "N", "time constant [steps]", Lines(s => s.Tau)));
        context.Figure(new LineFigure($"{name}: timescales of the network", "Time constant of the autocorrelation of a unit's activity under random bits, mean over units.", "N", "timescale [steps]", Lines(s => s.Network)));
        context.Figure(new LineFigure($"{name}: learning", "Steps of training until N is solved, with 98 % of the answers right.", "N", "updates", Lines(s => s.Update)));
        context.Figure(new LineFigure(
            $"{name}: what the networks still tell", "Right answers of new linear outputs on the trained network's last activity, for every n up to the N that it solved and one more.", "n", "right [%]",
            [
                .. single.Select((c, k) => new Series($"one N, {k + 1}", [.. c.Known.Select(r => (double)r.N)], [.. c.Known.Select(r => 100 * r.Right)])),
                .. multi.Select((c, k) => new Series($"all N, {k + 1}", [.. c.Known.Select(r => (double)r.N)], [.. c.Known.Select(r => 100 * r.Right)])),
            ]));
    }

    /// <summary>An N that is solved: after how many updates, and the timescales then.</summary>
    private sealed record Step(int N, int Update, double Tau, double Network);

    /// <summary>What became of one network.</summary>
    private sealed class Course
    {
        public List<Step> Steps { get; } = [];

        public List<(int N, double Right)> Known { get; } = [];

        /// <summary>Mean share of right answers for all n that are shorter than the N solved last.</summary>
        public double Shorter => Known.Where(k => k.N < Steps[^1].N).Select(k => k.Right).DefaultIfEmpty(double.NaN).Average();

        public Step At(int n) => Steps[n - 2];
    }

    /// <summary>The paper's statements about one task; signs, because its numbers are of other networks.</summary>
    private sealed record TaskClaims(Claim Grows, Claim Stays, Claim Network, Claim Keeps, Claim Faster)
    {
        public Claim[] All => [Grows, Stays, Network, Keeps, Faster];

        public static TaskClaims Of(BinaryQuestion question) => new(
            Experiments.Claim.AtLeast($"{Name(question)}: growth of the units' time constant, one N at a time", 0, "steps"),
            Experiments.Claim.AtMost($"{Name(question)}: that growth with all N at once, less it", 0, "steps"),
            Experiments.Claim.AtLeast($"{Name(question)}: growth of the network's timescale, all N at once", 0, "steps"),
            Experiments.Claim.AtLeast($"{Name(question)}: right answers for shorter n, all N at once less one N at a time", 0, "%"),
            Experiments.Claim.AtLeast($"{Name(question)}: N solved, all N at once less one N at a time", 0));
    }
}
