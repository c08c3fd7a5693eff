using Myelin.Data;
using Myelin.Data.Sets;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;
using Myelin.Interchange.Layers;
using Myelin.Learning.Conversion;
using Myelin.Learning.Layers;
using Myelin.Learning.Losses;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Conversion;

/// <summary>The small ordinary networks that the experiments on conversion begin with, and their training.</summary>
internal static class OrdinaryTraining
{
    private const int Side = 28;
    private const int Classes = 10;

    /// <summary>Two convolutions with a stride of 2 and two products, rectifiers between them, without weights yet.</summary>
    public static LayerGraph Convolutions(int channels = 16, int hidden = 128)
    {
        var graph = new LayerGraph();
        int at = graph.Add("input", new InputLayer([1, Side, Side]));
        at = Rectified(graph, "conv1", Convolution(1, channels, 5, 2), at);
        at = Rectified(graph, "conv2", Convolution(channels, 2 * channels, 3, 1), at);
        at = graph.Add("flatten", new ReshapeLayer([graph.Nodes[at].Size]), at);
        at = Rectified(graph, "fc1", Dense(graph.Nodes[at].Size, hidden), at);
        graph.Add("fc2", Dense(hidden, Classes), at);
        return graph;
    }

    /// <summary>A product without weights yet.</summary>
    public static DenseLayer Dense(int inputs, int outputs) => new(outputs, new float[inputs * outputs], new float[outputs]);

    /// <summary>A layer and a rectifier behind it.</summary>
    public static int Rectified(LayerGraph graph, string name, Layer layer, int input) => graph.Add($"{name}/relu", new RectifierLayer(), graph.Add(name, layer, input));

    /// <summary>Training and test samples of MNIST or Fashion-MNIST, the first of each.</summary>
    public static (IDataset Training, IDataset Test) Samples(ExperimentContext context, DataNeed set, int training, int test)
    {
        var folder = new DataFolder(context.DataPath("."));
        Func<DataFolder, Split, IDataset> load = set == MnistFolder.Fashion ? FashionMnist.Load : Mnist.Load;
        return (First(load(folder, Split.Train), training), First(load(folder, Split.Test), test));
    }

    /// <summary>The first samples of a set.</summary>
    public static IDataset First(IDataset whole, int most) => whole.Count <= most ? whole : new Subset(whole, Enumerable.Range(0, most));

    /// <summary>Trains a model on samples that are shown for a number of steps.</summary>
    public static IReadOnlyList<EpochRecord> Train(ExperimentContext context, string phase, Module model, IDataset training, IDataset? test, int epochs, double rate, SequenceInput input, int batch = 128)
    {
        using Phase shown = context.Phase(phase);
        long steps = (long)epochs * ((training.Count + batch - 1) / batch);
        var trainer = new Trainer(model, new AdamW(model.Parameters.Select(p => p.Parameter), rate, weightDecay: 1e-4), new StepCrossEntropy(), input)
        {
            Schedule = new OneCycle(rate, steps, 0.2),
            Progress = new TrainingPhase(shown),
        };
        return trainer.Fit(training, test, new TrainingPlan { Epochs = epochs, BatchSize = batch, Seed = context.Seed }, context.Cancellation);
    }

    /// <summary>Trains a network of layers, one step for each sample.</summary>
    public static LayerNetwork Train(ExperimentContext context, string phase, LayerNetwork network, IDataset training, int epochs, double rate)
    {
        Train(context, phase, network, training, null, epochs, rate, new RepeatedInput(1));
        return network;
    }

    private static ConvolutionLayer Convolution(int inputs, int outputs, int kernel, int padding) =>
        new(outputs, kernel, new float[outputs * inputs * kernel * kernel], new float[outputs]) { Stride = 2, Padding = new Margins(padding, padding, padding, padding) };
}
