using System.Globalization;
using Myelin.Data;
using Myelin.Data.Loading;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;
using Myelin.Learning.Training;
using Myelin.Learning.Training.Inputs;

namespace Myelin.Experiments.Training;

/// <summary>The figures of a training: curves, confusions, spikes of one sample, weights of the first layer.</summary>
internal static class TrainingFigures
{
    private const int ShownNeurons = 60;
    private const int ShownWeights = 12;

    public static void Add(
        ExperimentContext context, IReadOnlyList<EpochRecord> history, Evaluation judged, Module network, Trainer trainer, IDataset test, SequenceInput input, IReadOnlyList<string>? classNames)
    {
        double[] epochs = [.. history.Select(h => (double)h.Epoch)];
        context.Figure(new LineFigure(
            "Loss", "Mean over the samples of an epoch.", "epoch", "loss",
            new Series("training", epochs, [.. history.Select(h => h.Loss)]),
            new Series("test", epochs, [.. history.Select(h => h.ValidationLoss)])));
        context.Figure(new LineFigure(
            "Accuracy", "Training samples are judged while the network changes.", "epoch", "accuracy [%]",
            new Series("training", epochs, [.. history.Select(h => 100 * h.Accuracy)]),
            new Series("test", epochs, [.. history.Select(h => 100 * h.ValidationAccuracy)])));
        AddConfusion(context, judged, classNames);
        AddActivity(context, history);
        AddSpikes(context, network, trainer, test, input);
        AddWeights(context, network, test);
    }

    private static void AddConfusion(ExperimentContext context, Evaluation judged, IReadOnlyList<string>? classNames)
    {
        int classes = judged.Confusion.Length;
        if (classes == 0) return;
        string[] names = [.. Enumerable.Range(0, classes).Select(c => classNames?[c] ?? c.ToString(CultureInfo.InvariantCulture))];
        double[,] share = new double[classes, classes];
        for (int row = 0; row < classes; row++)
        {
            double total = Math.Max(1, judged.Confusion[row].Sum());
            for (int column = 0; column < classes; column++) share[row, column] = 100 * judged.Confusion[row][column] / total;
        }

        context.Figure(new HeatmapFigure("Confusions", "How often the test samples of a class (row) are taken for each class (column).", "taken for", names, "class", names, "share [%]", share));
    }

    private static void AddActivity(ExperimentContext context, IReadOnlyList<EpochRecord> history)
    {
        int layers = history[^1].SpikesPerNeuron.Count;
        if (layers == 0) return;
        double[] epochs = [.. history.Select(h => (double)h.Epoch)];
        context.Figure(new LineFigure(
            "Activity", "Mean number of spikes of a neuron per sample.", "epoch", new Axis("spikes per neuron") { FromZero = true },
            [.. Enumerable.Range(0, layers).Select(l => new Series($"layer {l + 1}", epochs, [.. history.Select(h => h.SpikesPerNeuron[l])]))]));
    }

    private static void AddSpikes(ExperimentContext context, Module network, Trainer trainer, IDataset test, SequenceInput input)
    {
        using var loader = new DataLoader(test, new DataLoaderOptions { BatchSize = 1, Shuffle = false, Threads = 0 });
        Tape tape = Tape.Current;
        using Tape.Pause pause = tape.PauseRecording();
        trainer.Model.Evaluate();
        foreach (Batch batch in loader.Epoch(0))
        {
            network.ResetState();
            network.Forward(input.Of(batch, 0));
            Spiking[] layers = [.. network.All.OfType<Spiking>().Where(l => l.Spikes.Exists)];
            foreach ((Spiking layer, int number) in layers.Select((l, i) => (l, i + 1)))
            {
                Tensor spikes = layer.Spikes;
                int steps = spikes.Shape[0], neurons = spikes.Shape.Product(1), every = Math.Max(1, neurons / ShownNeurons);
                var times = new List<double>();
                var rows = new List<double>();
                for (int t = 0; t < steps; t++)
                {
                    for (int n = 0, row = 0; n < neurons && row < ShownNeurons; n += every, row++)
                    {
                        if (spikes.Values[(t * neurons) + n] == 0) continue;
                        times.Add(t);
                        rows.Add(row);
                    }
                }

                string name = $"Spikes of layer {number}";
                string which = every > 1 ? $"Every {every}th of {neurons} neurons" : $"All {neurons} neurons";
                if (times.Count > 0) context.Figure(new RasterFigure(name, $"{which} ({layer.Model.Info.Name}), one test sample of class {batch.Labels[0]}.", "step", new Series(layer.Model.Info.Name, times, rows)));
            }

            break;
        }

        tape.Clear();
        trainer.Model.Train();
    }

    // What the first neurons of the first layer weigh, as images of the input where it is an image.
    private static void AddWeights(ExperimentContext context, Module network, IDataset test)
    {
        if (network.All.OfType<Linear>().FirstOrDefault() is not { } first || test.SampleShape.Count != 3) return;
        int height = test.SampleShape[1], width = test.SampleShape[2];
        if (first.Weight.Shape[1] != height * width) return;
        const int Across = 6;
        int shown = Math.Min(ShownWeights, first.Weight.Shape[0]), down = (shown + Across - 1) / Across;
        double[,] image = new double[down * (height + 1), Across * (width + 1)];
        for (int n = 0; n < shown; n++)
        {
            for (int i = 0; i < height * width; i++)
                image[(n / Across * (height + 1)) + (i / width), (n % Across * (width + 1)) + (i % width)] = first.Weight.Values[(n * height * width) + i];
        }

        string[] columns = [.. Enumerable.Range(0, image.GetLength(1)).Select(c => c.ToString(CultureInfo.InvariantCulture))];
        string[] rows = [.. Enumerable.Range(0, image.GetLength(0)).Select(r => r.ToString(CultureInfo.InvariantCulture))];
        context.Figure(new HeatmapFigure("Weights", $"What the first {shown} neurons of the first layer weigh the pixels with.", "column", columns, "row", rows, "weight", image, isImage: true));
    }
}
