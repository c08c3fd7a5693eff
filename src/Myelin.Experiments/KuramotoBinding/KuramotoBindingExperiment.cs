using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.KuramotoBinding;

/// <summary>Oscillators on the pixels of pictures that bind those of one object by synchrony, without any training.</summary>
public sealed class KuramotoBindingExperiment : Experiment
{
    private static readonly Claim bound = Experiments.Claim.AtLeast("agreement of synchronous groups with objects", 0.9);
    private static readonly Claim uncoupled = Experiments.Claim.AtMost("agreement without coupling", 0.1);
    private static readonly Claim margin = Experiments.Claim.AtLeast("agreement above that of k-means on colours", 0.1);
    private static readonly Claim alignment = Experiments.Claim.AtLeast("cosine within objects, less that between objects", 0.5);

    /// <summary>Number of pictures.</summary>
    [Parameter("pictures", Quick = 5)]
    [Between(1, 1000)]
    public int Images { get; init; } = 20;

    /// <summary>Pixels along each side.</summary>
    [Parameter("pixels along each side of a picture")]
    [Between(16, 128)]
    public int Size { get; init; } = 24;

    /// <summary>Number of objects.</summary>
    [Parameter("objects of each picture, the last as coloured as the first")]
    [Between(2, 5)]
    public int Objects { get; init; } = 4;

    /// <summary>Noise of the colours.</summary>
    [Parameter("standard deviation of the noise of each colour, whose range is 0 to 1")]
    [NonNegative]
    public double Noise { get; init; } = 0.1;

    /// <summary>Number of updates.</summary>
    [Parameter("updates of the oscillators")]
    [Between(1, 100_000)]
    public int Updates { get; init; } = 400;

    /// <summary>Strength of the pull.</summary>
    [Parameter("strength with which near pixels of similar colour pull")]
    [NonNegative]
    public double Attraction { get; init; } = 2;

    /// <summary>Strength of the push.</summary>
    [Parameter("strength with which all oscillators push each other apart")]
    [NonNegative]
    public double Repulsion { get; init; } = 1;

    /// <summary>Reach of the pull.</summary>
    [Parameter("largest distance of pixels that pull each other, in pixels")]
    [Between(1, 20)]
    public double Radius { get; init; } = 2.3;

    /// <summary>Width of the pull over colours.</summary>
    [Parameter("difference of colour over which the pull falls")]
    [Positive]
    public double ColourWidth { get; init; } = 0.15;

    /// <inheritdoc/>
    public override string Id => "kuramoto-binding";

    /// <inheritdoc/>
    public override string Title => "Objects bound by synchronous oscillators";

    /// <inheritdoc/>
    public override string Summary =>
        "Every pixel that is not dark is an oscillator on the unit sphere; near pixels of similar colour pull each other, and all push each other apart. Objects become synchronous and " +
        "different objects do not, so that grouping the oscillators' states finds them, even two of the same colour. The oscillator is the paper's, but its couplings are learnt " +
        "and ours are given by colour and distance: no number of the paper is compared, and the bounds are ours.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "T. Miyato, S. Löwe, A. Geiger, M. Welling",
        2025,
        "Artificial Kuramoto Oscillatory Neurons",
        "International Conference on Learning Representations; arXiv:2410.13821");

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [bound, uncoupled, margin, alignment];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads)
    {
        double links = Size * Size * Math.PI * Radius * Radius;
        return new(Size * Size, (long)links, 20_000_000, 0.5 + (Images * Updates * links * 2 * 6e-9), "6 ns for each pair of pixels that pull each other and each update");
    }

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var random = new RandomStream(context.Seed, StreamPurpose.Data);
        List<double> synchronous = [], alone = [], colours = [], places = [], within = [], between = [];
        double[] time = new double[Updates + 1], meanWithin = new double[Updates + 1], meanBetween = new double[Updates + 1];
        using Phase phase = context.Phase("Binding", "simulateSeconds");
        for (int n = 0; n < Images; n++)
        {
            ShapeImage image = ShapeImage.Draw(Size, Objects, Noise, ref random);
            var field = new OscillatorField(image, new KuramotoNeuron(), Radius, ColourWidth, Attraction, Repulsion, ref random);
            var control = new OscillatorField(image, new KuramotoNeuron(), Radius, ColourWidth, 0, 0, ref random);
            for (int t = 0; t <= Updates; t++)
            {
                (double inside, double across) = field.Alignment();
                time[t] = t;
                meanWithin[t] += inside / Images;
                meanBetween[t] += across / Images;
                if (t == Updates) break;
                field.Step();
                control.Step();
            }

            int[] lit = image.Lit;
            double[][] Points(Func<int, double[]> of) => [.. Enumerable.Range(0, lit.Length).Select(of)];
            int[] groups = Clustering.KMeans(Points(i => field[i]), Objects, ref random);
            synchronous.Add(Agreement(groups, image));
            alone.Add(Agreement(Clustering.KMeans(Points(i => control[i]), Objects, ref random), image));
            colours.Add(Agreement(Clustering.KMeans(Points(i => image.Colours[lit[i]]), Objects, ref random), image));
            places.Add(Agreement(Clustering.KMeans(Points(i => [.. image.Colours[lit[i]], lit[i] / Size / (double)Size, lit[i] % Size / (double)Size]), Objects, ref random), image));
            if (n == 0) Show(context, image, groups);
            phase.Report((n + 1.0) / Images, $"picture {n + 1}");
        }

        context.Claim(bound, synchronous.Average());
        context.Claim(uncoupled, alone.Average());
        context.Claim(margin, synchronous.Average() - colours.Average());
        context.Claim(alignment, meanWithin[Updates] - meanBetween[Updates]);
        context.Result("agreement of k-means on colours", colours.Average());
        context.Result("agreement of k-means on colours and places", places.Average());
        context.Result("pictures with an agreement of at least 0.99", synchronous.Count(a => a >= 0.99));
        context.Figure(new BoxFigure(
            "Agreement with the objects",
            "Adjusted Rand index over the pixels of objects, one number for each picture: groups of oscillators with and without coupling, and k-means on what the oscillators see.",
            "grouping",
            "adjusted Rand index",
            new Sample("synchrony", synchronous),
            new Sample("no coupling", alone),
            new Sample("k-means, colour", colours),
            new Sample("k-means, colour and place", places)));
        context.Figure(new LineFigure(
            "Synchrony over time",
            "Mean cosine of the angle between pairs of oscillators, over all pictures.",
            "update",
            "cosine",
            new Series("within objects", time, meanWithin),
            new Series("between objects", time, meanBetween)));
    }

    private static double Agreement(int[] groups, ShapeImage image) => Clustering.AdjustedRandIndex([.. image.Lit.Select(p => image.Labels[p])], groups);

    private void Show(ExperimentContext context, ShapeImage image, int[] groups)
    {
        int[] lit = image.Lit;
        Series[] Parts(int[] labels, int first, string name) =>
        [
            .. Enumerable.Range(first, Objects).Select(label =>
            {
                int[] pixels = [.. lit.Where((_, i) => labels[i] == label)];
                return new Series($"{name} {label + 1 - first}", [.. pixels.Select(p => (double)(p % Size))], [.. pixels.Select(p => (double)(Size - 1 - (p / Size)))]);
            }),
        ];
        context.Figure(new ScatterFigure("Objects of the first picture", "The first and the last have the same colour.", "column", "row", Parts([.. lit.Select(p => image.Labels[p])], 1, "object")));
        context.Figure(new ScatterFigure("Synchronous groups of the first picture", "The groups of the oscillators' last states.", "column", "row", Parts(groups, 0, "group")));
    }
}
