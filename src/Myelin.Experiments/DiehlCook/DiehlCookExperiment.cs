using System.Globalization;
using Myelin.Data;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Neurons;

namespace Myelin.Experiments.DiehlCook;

/// <summary>Handwritten digits learnt without labels, by spike timing and competition.</summary>
public sealed class DiehlCookExperiment : Experiment
{
    private const string Accuracy = "test accuracy";
    private const int Side = MnistFolder.Side, Classes = MnistFolder.Classes, ReportEvery = 250;

    // Published for 100, 400 and 1600 neurons; the claim is made where one of these sizes runs on all images.
    private static readonly (int Neurons, double Accuracy)[] published = [(100, 82.9), (400, 87.0), (1600, 91.9)];

    /// <summary>Number of excitatory neurons.</summary>
    [Parameter("number of excitatory neurons; 100, 400 and 1600 have published accuracies", Quick = 25)]
    [Between(1, 10_000)]
    public int Neurons { get; init; } = 400;

    /// <summary>Number of images to learn from.</summary>
    [Parameter("number of images to learn from, each shown once", Quick = 150)]
    [Between(10, 1_000_000)]
    public int Images { get; init; } = 60_000;

    /// <summary>Number of images to judge by.</summary>
    [Parameter("number of images to judge by", Quick = 50)]
    [Between(10, 10_000)]
    public int TestImages { get; init; } = 10_000;

    /// <summary>Whether digits are drawn by a program, so that nothing has to be fetched.</summary>
    [Parameter("learn digits that a program draws in place of MNIST", Quick = true)]
    public bool Drawn { get; init; }

    /// <inheritdoc/>
    public override string Id => "diehl-cook";

    /// <inheritdoc/>
    public override string Title => "Digits without labels";

    /// <inheritdoc/>
    public override string Summary =>
        "MNIST digits as Poisson trains excite neurons that compete: a spike of one silences the others, its threshold rises a little, and its weights move towards the pixels that were on. So " +
        "every neuron comes to stand for a way of writing a digit, without any label; labels are used afterwards, to ask which digit each one answers. Membranes jump where the paper has conductances. " +
        "A quick run draws its digits.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "P. U. Diehl, M. Cook", 2015, "Unsupervised learning of digit recognition using spike-timing-dependent plasticity", "Frontiers in Computational Neuroscience 9, 99", "10.3389/fncom.2015.00099");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Drawn ? [] : [MnistFolder.Need];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        784 + (2L * Neurons), (784L * Neurons) + ((long)Neurons * Neurons), 50_000_000 + (8L * Neurons * Neurons), (Images + TestImages) * (2e-3 + (Neurons * 1.5e-5)), "2 ms and 15 us per neuron for an image");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (IDataset training, IDataset test) = MnistFolder.Load(context, Drawn);
        int images = Math.Min(Images, training.Count), tests = Math.Min(TestImages, test.Count);
        using var network = new CompetitiveNetwork(Side * Side, Neurons, context.Seed, context.Threads);
        double[] before = network.Weights;
        var assignment = new ClassAssignment(Neurons, Classes);
        var running = new List<(double Image, double Accuracy)>();
        using (Phase phase = context.Phase("Learning", "learnSeconds"))
        {
            Learn(network, training, images, assignment, running, phase, context.Seed);
            context.Timing("millisecondsPerImage", phase.Elapsed.TotalMilliseconds / images);
        }

        network.StopLearning();
        int[] assigned = assignment.Classes();
        double[,] confusion = new double[Classes, Classes];
        int correct = 0;
        using (Phase phase = context.Phase("Testing", "testSeconds")) correct = Test(network, test, tests, assigned, confusion, phase);
        double accuracy = 100.0 * correct / tests;
        context.Result(Accuracy, accuracy, "%");
        context.Result("neurons without a class", assigned.Count(a => a < 0));
        context.Result("images learnt from", images);
        context.Result("threshold, mean rise", network.Thresholds.Average(), "mV");
        foreach ((int neurons, double value) in published)
        {
            if (neurons == Neurons && images == 60_000 && !Drawn) context.Claim(Claim.AtLeast($"{Accuracy}, {neurons} neurons", value, "%"), accuracy);
        }

        Show(context, network, before, running, confusion, assigned);
    }

    // The neurons' classes are asked for in the last third, while they still learn a little.
    private void Learn(
        CompetitiveNetwork network, IDataset set, int images, ClassAssignment assignment, List<(double Image, double Accuracy)> running, Phase phase, ulong seed)
    {
        var stream = new ImageStream(set, seed);
        int[] counts = new int[Neurons];
        var recent = new ClassAssignment(Neurons, Classes);
        int[]? known = null;
        int right = 0, asked = 0;
        for (int i = 0; i < images; i++)
        {
            stream.Next();
            int label = stream.Label;
            network.Show(stream.Image, counts);
            if (known is not null)
            {
                asked++;
                if (ClassAssignment.Predict(counts, known, Classes) == label) right++;
            }

            recent.Add(label, counts);
            if (i >= images * 2 / 3) assignment.Add(label, counts);
            if ((i + 1) % ReportEvery == 0)
            {
                if (asked > 0) running.Add((i + 1, 100.0 * right / asked));
                known = recent.Classes();
                recent = new ClassAssignment(Neurons, Classes);
                (right, asked) = (0, 0);
            }

            string accuracy = running.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $", {running[^1].Accuracy:0.0} % of the last {ReportEvery} right") : "";
            phase.Report((i + 1.0) / images, $"image {i + 1} of {images}{accuracy}");
        }
    }

    private int Test(CompetitiveNetwork network, IDataset set, int tests, int[] assigned, double[,] confusion, Phase phase)
    {
        float[] image = new float[Side * Side];
        int[] counts = new int[Neurons];
        int correct = 0;
        for (int i = 0; i < tests; i++)
        {
            set.Read(i, image);
            network.Show(image, counts);
            int predicted = ClassAssignment.Predict(counts, assigned, Classes), label = set.Label(i);
            if (predicted == label) correct++;
            if (predicted >= 0) confusion[label, predicted]++;
            phase.Report((i + 1.0) / tests, $"{100.0 * correct / (i + 1):0.0} % right");
        }

        return correct;
    }

    private static void Show(ExperimentContext context, CompetitiveNetwork network, double[] before, List<(double Image, double Accuracy)> running, double[,] confusion, int[] assigned)
    {
        double[] after = network.Weights;
        context.Figure(new LineFigure(
            "While learning", $"How many of {ReportEvery} images the neurons tell right, by the classes that they answered in the {ReportEvery} images before.", "image", "right [%]",
            new Series("right", [.. running.Select(r => r.Image)], [.. running.Select(r => r.Accuracy)])));
        context.Figure(ImageFigures.Fields("excitatory neurons", after));
        context.Figure(ImageFigures.Confusions(confusion));
        context.Figure(new HistogramFigure("Weights", "Weights of all synapses that learn.", "weight [mV]", 60, new Sample("before", before), new Sample("after", after)));
        context.Figure(new BarFigure("What neurons stand for", "Number of neurons that answer each digit most.", "digit", ImageFigures.Names(Classes), "neurons", new Bars("neurons", [.. Enumerable.Range(0, Classes).Select(c => (double)assigned.Count(a => a == c))])));
    }
}
