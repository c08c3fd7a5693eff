using System.Globalization;
using Myelin.Data;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Learning;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;

namespace Myelin.Experiments.SupervisedStdp;

/// <summary>A layered network taught by spikes in a window and changes of rates, beside an ordinary network of the same size.</summary>
public sealed class StdpSupervisedExperiment : Experiment
{
    private const string Accuracy = "test accuracy";
    private const int Side = MnistFolder.Side, Classes = MnistFolder.Classes, ReportEvery = 500, Lessons = 20, Traced = 6;
    private const double LeastShare = 0.05;

    // The abstract says that the accuracy approaches that of the ordinary network; what counts as near is set here.
    private static readonly Claim gap = Claim.AtMost("accuracy below an ordinary network's of the same size", 2, "%");

    /// <summary>Number of hidden neurons.</summary>
    [Parameter("number of hidden neurons, of the ordinary network too", Quick = 32)]
    [Between(1, 10_000)]
    public int Neurons { get; init; } = 300;

    /// <summary>Number of images to learn from.</summary>
    [Parameter("number of images to learn from; the set begins anew where it is smaller", Quick = 400)]
    [Between(10, 10_000_000)]
    public int Images { get; init; } = 60_000;

    /// <summary>Number of images to judge by.</summary>
    [Parameter("number of images to judge by", Quick = 100)]
    [Between(10, 10_000)]
    public int TestImages { get; init; } = 10_000;

    /// <summary>Learning rate.</summary>
    [Parameter("change of a hidden neuron's weight by one spike in the window and one spike of change, in mV; it falls to a twentieth; 0.02 for 12,000 images", Quick = 0.02)]
    [Between(0, 1)]
    public double Rate { get; init; } = 0.006;

    /// <summary>Whether digits are drawn by a program, so that nothing has to be fetched.</summary>
    [Parameter("learn digits that a program draws in place of MNIST", Quick = true)]
    public bool Drawn { get; init; }

    /// <inheritdoc/>
    public override string Id => "stdp-supervised";

    /// <inheritdoc/>
    public override string Title => "Supervised learning by spikes in a window";

    /// <inheritdoc/>
    public override string Summary =>
        "Pixels fire regularly, hidden neurons and a neuron for each class integrate and leak. Where the classes fire wrongly, they nudge the hidden layer through the weights towards them, and each weight " +
        "changes by the presynaptic spikes of the last 20 ms times the change of the postsynaptic rate. There is no derivative and no gradient. An ordinary network of as many hidden neurons, " +
        "trained by back-propagation on as many images, stands beside. Only the paper's abstract was at hand: sizes, the way the nudge is given, and the bound are ours. A quick run draws its digits.";

    /// <inheritdoc/>
    public override Paper Paper => new("Z. Hu, T. Wang, X. Hu", 2022, "An STDP-based supervised learning algorithm for spiking neural networks", "arXiv:2203.03379", "10.48550/arXiv.2203.03379");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => Drawn ? [] : [MnistFolder.Need];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [gap];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(
        784 + 10 + (2L * Neurons), 1578L * Neurons, 100_000_000 + (40L * Neurons * 784), (Images + TestImages) * (2e-3 + (Neurons * 8e-6)), "2 ms and 8 us per neuron for an image");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        (IDataset training, IDataset test) = MnistFolder.Load(context, Drawn);
        int tests = Math.Min(TestImages, test.Count);
        using var network = new NudgedNetwork(Side * Side, Neurons, Classes, Rate, context.Seed, context.Threads);
        double[] features = network.Features, readout = network.Readout;
        List<(double Time, double Neuron)> before = Spikes(network, test);
        var running = new List<(double Image, double Accuracy)>();
        var nudges = new List<(double Nudge, double Change)>();
        using (Phase phase = context.Phase("Learning", "learnSeconds"))
        {
            Learn(network, new ImageStream(training, context.Seed), running, nudges, phase);
            context.Timing("millisecondsPerImage", phase.Elapsed.TotalMilliseconds / Images);
        }

        List<(double Time, double Neuron)> after = Spikes(network, test);
        double[,] confusion = new double[Classes, Classes];
        double spikes = 0;
        using (Phase phase = context.Phase("Testing", "testSeconds")) spikes = Test(network, test, tests, confusion, phase);
        double accuracy = 100 * Enumerable.Range(0, Classes).Sum(c => confusion[c, c]) / tests, ordinary = Ordinary(context, training, test);
        context.Result(Accuracy, accuracy, "%");
        context.Result("test accuracy of an ordinary network", ordinary, "%");
        context.Result("hidden spikes per neuron and image", spikes / Neurons);
        if (!Drawn) context.Claim(gap, ordinary - accuracy);
        context.Figure(new LineFigure(
            "While learning", $"How many of {ReportEvery} images are told right before anything is learnt from them.", "image", "right [%]", new Series("right", [.. running.Select(r => r.Image)], [.. running.Select(r => r.Accuracy)])));
        context.Figure(ImageFigures.Spikes("before", Traced, Neurons, before));
        context.Figure(ImageFigures.Spikes("after", Traced, Neurons, after));
        context.Figure(ImageFigures.Fields("hidden neurons", network.Features));
        context.Figure(ImageFigures.Confusions(confusion));
        context.Figure(new HistogramFigure("Weights of pixels", "All synapses from pixels to hidden neurons.", "weight [mV]", 60, new Sample("before", features), new Sample("after", network.Features)));
        context.Figure(new HistogramFigure("Weights of hidden neurons", "All synapses from hidden neurons to classes.", "weight [mV]", 60, new Sample("before", readout), new Sample("after", network.Readout)));
        context.Figure(new ScatterFigure(
            "Nudges and changes", $"The first {Lessons} images: how strongly each hidden neuron was nudged by the errors of the classes, and how many spikes it fired more. A neuron far from threshold does not change: no derivative says so.",
            "nudge [mV/ms]", "spikes more", new Series("hidden neurons", [.. nudges.Select(n => n.Nudge)], [.. nudges.Select(n => n.Change)])));
    }

    private void Learn(NudgedNetwork network, ImageStream images, List<(double Image, double Accuracy)> running, List<(double Nudge, double Change)> nudges, Phase phase)
    {
        int right = 0;
        string accuracy = "";
        for (int i = 0; i < Images; i++)
        {
            images.Next();
            if (network.Teach(images.Image, images.Label, 1 - ((1 - LeastShare) * i / Images)) == images.Label) right++;
            for (int n = 0; i < Lessons && n < network.Nudge.Length; n++) nudges.Add((network.Nudge[n], network.Change[n]));
            if ((i + 1) % Math.Min(ReportEvery, Math.Max(1, Images / 5)) == 0)
            {
                running.Add((i + 1, 100.0 * right / Math.Min(ReportEvery, Math.Max(1, Images / 5))));
                accuracy = string.Create(CultureInfo.InvariantCulture, $", {running[^1].Accuracy:0.0} % of the last right");
                right = 0;
            }

            phase.Report((i + 1.0) / Images, $"image {i + 1} of {Images}{accuracy}");
        }
    }

    private static double Test(NudgedNetwork network, IDataset set, int tests, double[,] confusion, Phase phase)
    {
        float[] image = new float[Side * Side];
        double spikes = 0;
        for (int i = 0; i < tests; i++)
        {
            set.Read(i, image);
            confusion[set.Label(i), network.Ask(image)]++;
            foreach (int count in network.Hidden) spikes += (double)count / tests;
            phase.Report((i + 1.0) / tests, $"image {i + 1} of {tests}");
        }

        return spikes;
    }

    private static List<(double Time, double Neuron)> Spikes(NudgedNetwork network, IDataset set)
    {
        float[] image = new float[Side * Side];
        var all = new List<(double Time, double Neuron)>();
        for (int i = 0; i < Traced; i++)
        {
            var own = new List<(double Time, double Neuron)>();
            set.Read(i, image);
            network.Ask(image, own);
            all.AddRange(own.Select(s => ((i * NudgedNetwork.Duration.InMilliseconds) + s.Time, s.Neuron)));
        }

        return all;
    }

    // As many images in all, in whole epochs; one step of time and rectifiers are an ordinary network.
    private double Ordinary(ExperimentContext context, IDataset training, IDataset test)
    {
        using Phase phase = context.Phase("Training an ordinary network", "ordinarySeconds");
        if (context.Threads > 0) Workers.Threads = context.Threads;
        IDataset set = Images < training.Count ? new Subset(training, Enumerable.Range(0, Images)) : training;
        var network = new Sequential(new Flatten(), new Linear(Side * Side, Neurons, seed: context.Seed), new Function(x => x.Relu()), new Linear(Neurons, Classes, seed: context.Seed + 1));
        var plan = new TrainingPlan { Epochs = Math.Max(1, (int)Math.Round((double)Images / set.Count)), BatchSize = 32, Seed = context.Seed };
        long steps = (long)plan.Epochs * ((set.Count + plan.BatchSize - 1) / plan.BatchSize);
        var trainer = new Trainer(network, new Adam(network.Parameters.Select(p => p.Parameter), 2e-3), new StepCrossEntropy(), new RepeatedInput(1))
        {
            Schedule = new OneCycle(2e-3, steps, 0.2),
            Progress = new TrainingPhase(phase),
        };
        trainer.Fit(set, null, plan, context.Cancellation);
        return 100 * trainer.Evaluate(TestImages < test.Count ? new Subset(test, Enumerable.Range(0, TestImages)) : test).Accuracy;
    }
}
