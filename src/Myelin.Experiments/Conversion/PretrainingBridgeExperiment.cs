using Myelin.Data;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Interchange.Layers;
using Myelin.Learning;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;
using Myelin.Neurons;
using Myelin.Values.Surrogates;
using static Myelin.Values.Surrogates.Numbers;

namespace Myelin.Experiments.Conversion;

/// <summary>Weights of an ordinary network as the start of a spiking one's training, beside a start from nothing.</summary>
public sealed class PretrainingBridgeExperiment : Experiment
{
    private const string Share = "share of the epochs that a start from nothing takes to its best accuracy";
    private const double Rate = 2e-3;
    private const string Gain = "best accuracy above that of a start from nothing";

    /// <summary>Epochs of the ordinary network.</summary>
    [Parameter("how often the ordinary network sees every sample", Quick = 1)]
    [Between(1, 1000)]
    public int OrdinaryEpochs { get; init; } = 4;

    /// <summary>Epochs of the spiking network that starts from nothing.</summary>
    [Parameter("how often the spiking network that starts from nothing sees every sample", Quick = 2)]
    [Between(1, 1000)]
    public int Epochs { get; init; } = 8;

    /// <summary>Epochs of the spiking network that starts from ordinary weights.</summary>
    [Parameter("how often the spiking network that starts from the ordinary weights sees every sample", Quick = 2)]
    [Between(1, 1000)]
    public int TuningEpochs { get; init; } = 8;

    /// <summary>Largest learning rate from ordinary weights.</summary>
    [Parameter("largest learning rate of the network that starts from the ordinary weights; from nothing it is 0.002")]
    [Positive]
    public double TuningRate { get; init; } = Rate;

    /// <summary>Number of training samples.</summary>
    [Parameter("number of training samples", Quick = 1000)]
    [Between(100, 60_000)]
    public int TrainingSamples { get; init; } = 60_000;

    /// <summary>Number of test samples.</summary>
    [Parameter("number of test samples", Quick = 200)]
    [Between(10, 10_000)]
    public int TestSamples { get; init; } = 10_000;

    /// <summary>Number of time steps that a sample is shown for.</summary>
    [Parameter("number of time steps that a sample is shown for")]
    [Between(1, 100)]
    public int Steps { get; init; } = 4;

    /// <inheritdoc/>
    public override string Id => "pretraining-bridge";

    /// <inheritdoc/>
    public override string Title => "Ordinary weights as the start of spiking training";

    /// <inheritdoc/>
    public override string Summary =>
        "A convolutional network with rectifiers is trained on Fashion-MNIST; leaky integrate-and-fire neurons take their place, with thresholds from the activations, and surrogate gradients go on " +
        "from the ordinary weights. Beside it, the same spiking network starts from random weights. The paper reports on ES-ImageNet that two fifths of the training time reach the accuracy of a start from nothing.";

    /// <inheritdoc/>
    public override Paper Paper => new("Y. Lin, Y. Hu, S. Ma, D. Yu, G. Li", 2022, "Rethinking pretraining as a bridge from ANNs to SNNs", "IEEE Transactions on Neural Networks and Learning Systems", "10.1109/TNNLS.2022.3217796");

    /// <inheritdoc/>
    public override IReadOnlyList<DataNeed> Data => [MnistFolder.Fashion];

    /// <inheritdoc/>
    public override IReadOnlyList<Claim> Claims => [Claim.AtMost(Share, 0.4), Claim.AtLeast(Gain, 0, "points")];

    /// <inheritdoc/>
    public override Estimate Estimate(int threads) => new(0, 0, 1L << 30, TrainingSamples * ((OrdinaryEpochs / 4000.0) + ((Epochs + TuningEpochs) / 1500.0)), "1500 training samples of the spiking network per second on two threads");

    /// <inheritdoc/>
    public override void Run(ExperimentContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        if (context.Threads > 0) Workers.Threads = context.Threads;
        (IDataset training, IDataset test) = OrdinaryTraining.Samples(context, MnistFolder.Fashion, TrainingSamples, TestSamples);
        LayerGraph empty = OrdinaryTraining.Convolutions();
        LayerNetwork ordinary = OrdinaryTraining.Train(context, "Training the ordinary network", new LayerNetwork(empty).Initialise(context.Seed), training, OrdinaryEpochs, Rate);
        LayerGraph learnt = ordinary.ToGraph();
        double reached = 100 * ordinary.AccuracyOverSteps(test, [1])[0].Accuracy;
        IReadOnlyDictionary<string, double> scales = Calibration.Of(learnt, OrdinaryTraining.First(training, 1000)).Percentiles(99), ones = scales.ToDictionary(s => s.Key, _ => 1.0, StringComparer.Ordinal);
        static Spiking Leaky() => new Spiking<Arctangent<Two>>(new Leaky { Beta = 0.9, ResetTiming = ResetTiming.SameStep });
        LayerNetwork bridged = learnt.ToSpiking(scales, Leaky), random = empty.ToSpiking(ones, Leaky).Initialise(context.Seed);
        double before = 100 * bridged.AccuracyOverSteps(test, [Steps])[0].Accuracy;
        double[] with = Accuracies(context, "Training from the ordinary weights", bridged, training, test, TuningEpochs, TuningRate);
        double[] without = Accuracies(context, "Training from nothing", random, training, test, Epochs, Rate);
        double best = without.Max();
        int needed = 1 + Array.IndexOf(without, best), took = Array.FindIndex(with, a => a >= best);
        context.Result("accuracy of the ordinary network", reached, "%");
        context.Result("accuracy with its weights before training goes on", before, "%");
        context.Result("best accuracy from the ordinary weights", with.Max(), "%");
        context.Result("best accuracy from nothing", best, "%");
        double share = before >= best ? 0 : took < 0 ? double.PositiveInfinity : (took + 1.0) / needed;
        if (double.IsFinite(share)) context.Result("epochs to the best accuracy from nothing", share * needed);
        if (!context.Quick)
        {
            context.Claim(Claims[0], share);
            context.Claim(Claims[1], with.Max() - best);
        }

        static double[] First(int count) => [.. Enumerable.Range(1, count).Select(e => (double)e)];
        context.Figure(new LineFigure(
            "Accuracy over epochs", $"Spiking networks of {Steps} steps on {test.Count} test samples; epoch 0 is the ordinary network's weights without any training of the spiking one.", "epoch", "accuracy [%]",
            new Series("from the ordinary weights", [0, .. First(TuningEpochs)], [before, .. with]), new Series("from nothing", First(Epochs), without), new Series("the ordinary network", [0, Epochs], [reached, reached])));
    }

    private double[] Accuracies(ExperimentContext context, string phase, LayerNetwork network, IDataset training, IDataset test, int epochs, double rate)
    {
        IReadOnlyList<EpochRecord> history = OrdinaryTraining.Train(context, phase, network, training, test, epochs, rate, new RepeatedInput(Steps));
        return [.. history.Select(h => 100 * h.ValidationAccuracy)];
    }
}
