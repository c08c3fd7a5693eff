using System.Globalization;
using MathNet.Numerics.Statistics;
using Myelin.Analysis;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.PoolModification;

/// <summary>Spike trains and avalanches of a recurrent network, learnt by another one.</summary>
public sealed class PoolModificationExperiment : Experiment
{
    private const int Curve = 40;

    private static readonly Claim rises = Experiments.Claim.AtLeast("rise of spike-train similarity by local updates", 0.1);
    private static readonly Claim local = Experiments.Claim.AtLeast("similarity by local updates above that by homeostasis alone", 0.1);
    private static readonly Claim avalanches = Experiments.Claim.AtMost("distance of avalanche sizes left by homeostasis alone, of that before", 50, "%");
    private static readonly Claim differ = Experiments.Claim.AtMost("correlation of learned with true weights", 0.9);

    /// <summary>Number of pairs.</summary>
    [Parameter("number of pairs of networks, each with its own weights and stimulus", Quick = 1)]
    [Between(1, 1000)]
    public int Pairs { get; init; } = 3;

    /// <summary>Number of neurons.</summary>
    [Parameter("number of neurons of a network, each connected to all others", Quick = 30)]
    [Between(5, 2000)]
    public int Neurons { get; init; } = 60;

    /// <summary>Length of the stimulus.</summary>
    [Parameter("length of the stimulus, in ms", Quick = 1000)]
    [Between(100, 1_000_000)]
    public int Steps { get; init; } = 4000;

    /// <summary>Number of passes.</summary>
    [Parameter("how often the stimulus is shown", Quick = 20)]
    [Between(1, 100_000)]
    public int Passes { get; init; } = 120;

    /// <summary>Rate of the stimulus.</summary>
    [Parameter("spikes of the stimulus for each neuron, in Hz")]
    [Between(0.1, 500)]
    public double Rate { get; init; } = 10;

    /// <summary>Learning rate of local updates.</summary>
    [Parameter("the largest change of a weight by a spike that is missing or one too many, in mV")]
    [Between(0, 100)]
    public double LocalRate { get; init; } = 0.1;

    /// <summary>Learning rate of homeostasis.</summary>
    [Parameter("the largest change of a weight by homeostasis, in mV for each spike that a neuron has too many or too few in a pass")]
    [Between(0, 100)]
    public double HomeostasisRate { get; init; } = 0.01;

    /// <summary>Length of the pool.</summary>
    [Parameter("how long before a spike a source may have fired to be in the pool, in ms")]
    [Between(1, 1000)]
    public double Pool { get; init; } = 15;

    /// <inheritdoc/>
    public override string Id => "pspm";

    /// <inheritdoc/>
    public override string Title => "Presynaptic pool modification";

    /// <inheritdoc/>
    public override string Summary =>
        "A network of neurons connected all to all fires on a stimulus; another one of the same kind, with other weights, is to fire the same spikes. Where a wanted spike does not come within 3 ms, synapses whose source fired " +
        "shortly before rise by random amounts; where one comes that is not wanted, they fall. Beside it stands homeostasis alone: all synapses of a neuron rise or fall with the number of spikes it lacks. Sizes, the form of the " +
        "rule and all bounds are ours: the paper's equations were not at hand, and its abstract gives no number.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "B. A. Bagley, B. Bordelon, B. Moseley, R. Wessel", 2020, "Pre-Synaptic Pool Modification (PSPM): A supervised learning procedure for recurrent spiking neural networks", "PLOS ONE 15, e0229083; arXiv:1810.03199",
        "10.1371/journal.pone.0229083");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [rises, local, avalanches, differ];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) =>
        new(2 * Neurons, 2L * Neurons * Neurons, 30_000_000, Pairs * 2.0 * Passes * Steps * (4e-6 + (Neurons * Neurons * 3e-9)), "4 us for a step, 3 ns for each synapse where an error is told");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        using Phase phase = context.Phase("Learning", "learnSeconds");
        var courses = new List<Course>();
        for (int p = 0; p < Pairs; p++)
        {
            foreach (bool isLocal in (bool[])[true, false]) courses.Add(Learn(context, phase, p, isLocal));
        }

        Course[] locals = [.. courses.Where(c => c.IsLocal)], homeostases = [.. courses.Where(c => !c.IsLocal)];
        context.Claim(rises, Mean(locals, c => c.Trained[^1] - c.Trained[0]));
        context.Claim(local, Mean(locals, c => c.Trained[^1]) - Mean(homeostases, c => c.Trained[^1]));
        context.Claim(avalanches, 100 * Mean(homeostases, c => c.Apart[^1]) / Mean(homeostases, c => c.Apart[0]));
        context.Claim(differ, Mean(locals, c => c.Correlation[^1]));
        context.Result("similarity before learning", Mean(locals, c => c.Trained[0]));
        context.Result("similarity after local updates", Mean(locals, c => c.Trained[^1]));
        context.Result("similarity after homeostasis alone", Mean(homeostases, c => c.Trained[^1]));
        context.Result("unseen stimulus, similarity before learning", Mean(locals, c => c.Unseen[0]));
        context.Result("unseen stimulus, similarity after local updates", Mean(locals, c => c.Unseen[^1]));
        context.Result("unseen stimulus, similarity after homeostasis alone", Mean(homeostases, c => c.Unseen[^1]));
        context.Result("distance of avalanche sizes before learning", Mean(locals, c => c.Apart[0]));
        context.Result("distance of avalanche sizes after local updates", Mean(locals, c => c.Apart[^1]));
        context.Result("distance of avalanche sizes after homeostasis alone", Mean(homeostases, c => c.Apart[^1]));
        context.Result("correlation of weights before learning", Mean(locals, c => c.Correlation[0]));
        context.Result("correlation of weights after homeostasis alone", Mean(homeostases, c => c.Correlation[^1]));
        ShowCourse(
            context, "Similarity of spike trains", "1 for spike trains alike, by van Rossum's distance with 10 ms, mean over the pairs; the stimulus that is learnt, and one that is not.", "similarity",
            ("local updates", locals, c => c.Trained), ("local updates, unseen", locals, c => c.Unseen), ("homeostasis alone", homeostases, c => c.Trained), ("homeostasis alone, unseen", homeostases, c => c.Unseen));
        ShowCourse(
            context, "Distance of avalanche sizes", "The largest difference between the distributions of avalanche sizes, in bins of 1 ms, of the wanted and the learning network on the unseen stimulus.", "distance (Kolmogorov and Smirnov)",
            ("local updates", locals, c => c.Apart), ("homeostasis alone", homeostases, c => c.Apart));
        ShowCourse(
            context, "Correlation of learned with true weights", "Over all synapses, mean over the pairs.", "correlation", ("local updates", locals, c => c.Correlation), ("homeostasis alone", homeostases, c => c.Correlation));
    }

    private Course Learn(ExperimentContext context, Phase phase, int pair, bool isLocal)
    {
        ulong seed = context.Seed + (ulong)pair;
        using var networks = new TwinNetworks(Neurons, isLocal, isLocal ? LocalRate : HomeostasisRate, Pool, seed);
        Stimulus learnt = new(Neurons, Steps, Rate, seed, 0), other = new(Neurons, Steps, Rate, seed, 1);
        Raster wanted = networks.Want(learnt), wantedOfOther = networks.Want(other);
        double[] first = networks.Weights;
        Raster before = networks.Answer(learnt), beforeOfOther = networks.Answer(other);
        int every = Math.Max(1, Passes / Curve);
        var course = new Course(isLocal, [], [], [], [], []);
        Judge(0);
        for (int pass = 1; pass <= Passes; pass++)
        {
            networks.Teach(learnt, wanted);
            if (pass % every == 0 || pass == Passes) Judge(pass);
            phase.Report(((2 * pair) + (isLocal ? 0 : 1) + ((double)pass / Passes)) / (2 * Pairs), string.Create(CultureInfo.InvariantCulture, $"pair {pair + 1}, {(isLocal ? "local updates" : "homeostasis")}: similarity {course.Trained[^1]:0.00}"));
        }

        if (pair == 0)
        {
            string how = isLocal ? "local updates" : "homeostasis alone";
            if (isLocal)
            {
                TwinReport.ShowSpikes(context, "Spikes before learning", wanted, before);
                context.Result("rate of the wanted network", 1000.0 * wanted.Count / Neurons / Steps, "Hz");
                context.Result("branching ratio of the wanted network", TwinReport.Avalanches(wanted).BranchingRatio);
            }

            TwinReport.ShowSpikes(context, $"Spikes after {how}", wanted, networks.Answer(learnt));
            TwinReport.ShowAvalanches(context, $"Avalanches, {how}", wantedOfOther, beforeOfOther, networks.Answer(other), how);
            TwinReport.ShowWeights(context, how, networks.TrueWeights, first, networks.Weights);
        }

        return course;

        void Judge(int pass)
        {
            Raster answer = networks.Answer(learnt), answerToOther = networks.Answer(other);
            course.Passes.Add(pass);
            course.Trained.Add(TrainSimilarity.Of(answer, wanted, 10 * ms));
            course.Unseen.Add(TrainSimilarity.Of(answerToOther, wantedOfOther, 10 * ms));
            course.Apart.Add(TrainSimilarity.KolmogorovSmirnov(TwinReport.Avalanches(answerToOther).Sizes, TwinReport.Avalanches(wantedOfOther).Sizes));
            course.Correlation.Add(Correlation.Pearson(networks.Weights, networks.TrueWeights));
        }
    }

    private static double Mean(Course[] courses, Func<Course, double> of) => courses.Average(of);

    private static void ShowCourse(ExperimentContext context, string title, string description, string axis, params (string Name, Course[] Courses, Func<Course, List<double>> Of)[] lines) =>
        context.Figure(new LineFigure(
            title, description, "times shown", new Axis(axis) { FromZero = true },
            [.. lines.Select(l => new Series(l.Name, l.Courses[0].Passes, [.. l.Courses[0].Passes.Select((_, i) => l.Courses.Average(c => l.Of(c)[i]))]))]));

    private sealed record Course(bool IsLocal, List<double> Passes, List<double> Trained, List<double> Unseen, List<double> Apart, List<double> Correlation);
}
