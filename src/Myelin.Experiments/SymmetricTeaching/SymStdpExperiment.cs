using System.Globalization;
using Myelin.Data;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Neurons;

namespace Myelin.Experiments.SymmetricTeaching;

/// <summary>Images told apart after symmetric spike timing with a teacher.</summary>
public sealed class SymStdpExperiment : Experiment
{
    private const string Accuracy = "test accuracy";
    // Rate of all pixels together [Hz]. Clothes cover twice as much of an image as digits do, so that a white pixel is about as bright in both.
    private const double BrightDigits = 12_000, BrightClothes = 30_000;

    // How alike an image and weights must be: pictures of clothes fill their frames, and are more alike than digits are.
    private const double LikeDigits = 0.76, LikeClothes = 0.88;
    private const int MostReports = 10, ReportEvery = 100, MostAsked = 200, Embedded = 300;

    /// <summary>Number of hidden neurons.</summary>
    [Parameter("number of hidden neurons; every class has a tenth", Quick = 30)]
    [Between(10, 10_000)]
    public int Neurons { get; init; } = 1600;

    /// <summary>Number of images to learn from.</summary>
    [Parameter("number of images to learn from, drawn from the training set in a random order that begins anew when all were shown", Quick = 200)]
    [Between(10, 1_000_000)]
    public int Images { get; init; } = 40_000;

    /// <summary>Number of images to judge by.</summary>
    [Parameter("number of images to judge by", Quick = 50)]
    [Between(10, 10_000)]
    public int TestImages { get; init; } = 10_000;

    /// <summary>Learning rate of both layers.</summary>
    [Parameter("learning rate of both layers; 0.005 suits Fashion-MNIST better")]
    [Between(0, 1)]
    public double Rate { get; init; } = 0.01;

    /// <summary>Whether clothes are learnt.</summary>
    [Parameter("learn Fashion-MNIST in place of MNIST")]
    public bool Fashion { get; init; }

    /// <summary>Whether digits are drawn by a program, so that nothing has to be fetched.</summary>
    [Parameter("learn digits that a program draws in place of MNIST", Quick = true)]
    public bool Drawn { get; init; }

    /// <inheritdoc/>
    public override string Id => "sym-stdp";

    /// <inheritdoc/>
    public override string Title => "A teacher and symmetric spike timing";

    /// <inheritdoc/>
    public override string Summary =>
        "Hidden neurons compete for images and learn what they look like; a teacher makes the neuron of the right class fire meanwhile, which learns which hidden neurons fire with it. Both layers learn by " +
        "pairs of spikes in whatever order, with sums of weights that are kept and, hidden, thresholds that rise. There is no gradient and nothing travels back. Without the teacher, the class that fires most is the answer. " +
        "Unlike in the paper, the teacher also silences the hidden neurons that are not of its class, and thresholds are set to the lengths of the weight vectors before answers are asked for. A quick run draws its digits.";

    /// <inheritdoc/>
    public override Paper Paper => new(
        "Y. Hao, X. Huang, M. Dong, B. Xu", 2020, "A biologically plausible supervised learning method for spiking neural networks using the symmetric STDP rule", "Neural Networks 121, 387-395", "10.1016/j.neunet.2019.09.007");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Drawn ? [] : [Fashion ? MnistFolder.Fashion : MnistFolder.Need];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        784 + 20 + Neurons, (794L * Neurons) + ((long)Neurons * Neurons), 50_000_000 + (8L * Neurons * (Neurons + 794)), (Images + TestImages) * (2e-3 + (Neurons * (Fashion ? 1.6e-5 : 4e-6))), Fashion ? "2 ms and 16 us per neuron for an image" : "2 ms and 4 us per neuron for an image");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (IDataset training, IDataset test) = MnistFolder.Load(context, Drawn, Fashion);
        int tests = Math.Min(TestImages, test.Count);
        using var network = new TaughtNetwork(MnistFolder.Side * MnistFolder.Side, Neurons, MnistFolder.Classes, Rate, Fashion ? BrightClothes : BrightDigits, Fashion ? LikeClothes : LikeDigits, context.Seed, context.Threads);
        var figures = new SymStdpFigures(Neurons, network.Features, network.Readout);
        figures.Spikes.Add(("before", Spikes(network, test)));
        using (Phase phase = context.Phase("Learning", "learnSeconds"))
        {
            TimeSpan asked = Learn(network, training, test, figures, phase, context.Seed);
            context.Timing("millisecondsPerImage", (phase.Elapsed - asked).TotalMilliseconds / Images);
        }

        figures.Spikes.Add(("after", Spikes(network, test)));
        double accuracy;
        using (Phase phase = context.Phase("Testing", "testSeconds")) accuracy = 100.0 * Test(network, test, tests, figures, phase) / tests;
        context.Result(Accuracy, accuracy, "%");
        context.Result("hidden neurons", Neurons);
        context.Result("images learnt from", Images);
        context.Result("threshold, mean rise", network.Thresholds.Average(), "mV");
        if (!Drawn) context.Claim(Fashion ? Claim.AtLeast($"{Accuracy}, Fashion-MNIST", 85.3, "%") : Claim.AtLeast($"{Accuracy}, MNIST", 96.7, "%"), accuracy);
        figures.Show(context, network.Features, network.Readout);
    }

    // While the teacher speaks, the classes say what it says. So now and then some images of the test set are asked for; nothing is learnt from them.
    private TimeSpan Learn(TaughtNetwork network, IDataset set, IDataset test, SymStdpFigures figures, Phase phase, ulong seed)
    {
        var stream = new ImageStream(set, seed);
        int[] counts = new int[Neurons];
        string accuracy = "";
        int reports = Math.Clamp(Images / ReportEvery, 1, MostReports), questions = Math.Min(MostAsked, Math.Min(TestImages, test.Count));
        TimeSpan asked = TimeSpan.Zero;
        for (int i = 1; i <= Images; i++)
        {
            stream.Next();
            network.Teach(stream.Image, stream.Label, counts);
            if ((long)i * reports / Images > (i - 1L) * reports / Images)
            {
                TimeSpan began = phase.Elapsed;
                figures.Learning.Add((i, 100.0 * Enumerable.Range(0, questions).Count(t => Ask(network, test, t, counts) == test.Label(t)) / questions));
                accuracy = string.Create(CultureInfo.InvariantCulture, $", {figures.Learning[^1].Accuracy:0.0} % of {questions} test images right");
                asked += phase.Elapsed - began;
            }

            phase.Report((double)i / Images, $"image {i} of {Images}{accuracy}");
        }

        return asked;
    }

    private int Test(TaughtNetwork network, IDataset set, int tests, SymStdpFigures figures, Phase phase)
    {
        int[] counts = new int[Neurons];
        int correct = 0;
        for (int i = 0; i < tests; i++)
        {
            int label = set.Label(i), predicted = Ask(network, set, i, counts);
            if (predicted == label) correct++;
            figures.Confusion[label, predicted]++;
            if (i < Embedded) figures.Activity.Add((label, [.. counts]));
            phase.Report((i + 1.0) / tests, $"{100.0 * correct / (i + 1):0.0} % right");
        }

        return correct;
    }

    private static int Ask(TaughtNetwork network, IDataset set, int image, int[] counts)
    {
        float[] pixels = new float[MnistFolder.Side * MnistFolder.Side];
        set.Read(image, pixels);
        return network.Ask(pixels, counts);
    }

    private List<(double Time, double Neuron)> Spikes(TaughtNetwork network, IDataset set)
    {
        float[] pixels = new float[MnistFolder.Side * MnistFolder.Side];
        int[] counts = new int[Neurons];
        var all = new List<(double Time, double Neuron)>();
        var own = new List<(double Time, double Neuron)>();
        for (int i = 0; i < SymStdpFigures.Traced; i++)
        {
            set.Read(i, pixels);
            network.Ask(pixels, counts, own);
            all.AddRange(own.Select(s => ((i * TaughtNetwork.Duration.InMilliseconds) + s.Time, s.Neuron)));
        }

        return all;
    }
}
