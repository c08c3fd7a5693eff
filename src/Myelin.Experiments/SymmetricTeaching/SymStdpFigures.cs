using System.Globalization;
using Myelin.Analysis;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.SymmetricTeaching;

/// <summary>What a report shows of a network that a teacher taught.</summary>
/// <param name="neurons">Number of hidden neurons.</param>
/// <param name="features">Weights of pixels before learning, [pixels, neurons].</param>
/// <param name="readout">Weights of hidden neurons before learning, [neurons, classes].</param>
internal sealed class SymStdpFigures(int neurons, double[] features, double[] readout)
{
    /// <summary>Side of an image.</summary>
    public const int Side = 28;

    /// <summary>Number of classes.</summary>
    public const int Classes = 10;

    private const double Perplexity = 20;

    /// <summary>How many images in a hundred were right up to an image.</summary>
    public List<(double Image, double Accuracy)> Learning { get; } = [];

    /// <summary>Number of test images by class and answer.</summary>
    public double[,] Confusion { get; } = new double[Classes, Classes];

    /// <summary>Hidden spikes for test images.</summary>
    public List<(int Label, int[] Counts)> Activity { get; } = [];

    /// <summary>Adds the figures.</summary>
    public void Show(ExperimentContext context, double[] featuresAfter, double[] readoutAfter)
    {
        context.Figure(new LineFigure(
            "While learning", "How many images the hidden spikes tell right, by the weights towards the classes from some images before.", "image", "right [%]",
            new Series("right", [.. Learning.Select(r => r.Image)], [.. Learning.Select(r => r.Accuracy)])));
        Fields(context, featuresAfter);
        for (int row = 0; row < Classes; row++)
        {
            double total = Math.Max(1, Enumerable.Range(0, Classes).Sum(c => Confusion[row, c]));
            for (int c = 0; c < Classes; c++) Confusion[row, c] *= 100 / total;
        }

        context.Figure(new HeatmapFigure("Confusions", "How often the test images of a class (row) are taken for each class (column).", "taken for", Names(Classes), "class", Names(Classes), "share [%]", Confusion));
        context.Figure(new HistogramFigure("Weights of pixels", "All synapses from pixels to hidden neurons.", "weight [mV]", 60, new Sample("before", features), new Sample("after", featuresAfter)));
        context.Figure(new HistogramFigure("Weights of hidden neurons", "All synapses from hidden neurons to classes.", "weight [mV]", 60, new Sample("before", readout), new Sample("after", readoutAfter)));
        Map(context);
    }

    private void Fields(ExperimentContext context, double[] weights)
    {
        int across = (int)Math.Ceiling(Math.Sqrt(Math.Min(neurons, 100))), shown = Math.Min(neurons, across * across), down = (shown + across - 1) / across;
        double[,] fields = new double[down * (Side + 1), across * (Side + 1)];
        for (int n = 0; n < shown; n++)
        {
            for (int i = 0; i < Side * Side; i++) fields[(n / across * (Side + 1)) + (i / Side), (n % across * (Side + 1)) + (i % Side)] = weights[(i * neurons) + n];
        }

        context.Figure(new HeatmapFigure("Receptive fields", $"What the first {shown} hidden neurons weigh the pixels with, as images.", "column", Names(fields.GetLength(1)), "row", Names(fields.GetLength(0)), "weight [mV]", fields));
    }

    private void Map(ExperimentContext context)
    {
        if (Activity.Count < 3 * Perplexity) return;
        double[,] samples = new double[Activity.Count, neurons];
        for (int i = 0; i < Activity.Count; i++)
        {
            for (int n = 0; n < neurons; n++) samples[i, n] = Activity[i].Counts[n];
        }

        double[,] points = Tsne.Embed(samples, Perplexity, seed: context.Seed);
        Series[] series = [.. Enumerable.Range(0, Classes).Select(Of).OfType<Series>()];
        context.Figure(new ScatterFigure(
            "Hidden activity", $"t-SNE (van der Maaten and Hinton, 2008) of how often the hidden neurons fire for each of {Activity.Count} test images.", "first", "second", series));

        Series? Of(int label)
        {
            int[] own = [.. Enumerable.Range(0, Activity.Count).Where(i => Activity[i].Label == label)];
            return own.Length == 0 ? null : new Series(label.ToString(CultureInfo.InvariantCulture), [.. own.Select(i => points[i, 0])], [.. own.Select(i => points[i, 1])]);
        }
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
}
