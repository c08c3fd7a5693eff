using System.Globalization;
using Myelin.Experiments.Training;

namespace Myelin.Experiments.Reports;

/// <summary>What reports of networks that classify images have in common.</summary>
internal static class ImageFigures
{
    private const int Side = MnistFolder.Side, MostFields = 100, Classes = MnistFolder.Classes;

    /// <summary>What neurons weigh the pixels with, as images beside each other.</summary>
    /// <param name="neurons">What they are called.</param>
    /// <param name="weights">[pixels, neurons], in mV.</param>
    public static HeatmapFigure Fields(string neurons, double[] weights)
    {
        int count = weights.Length / (Side * Side), across = (int)Math.Ceiling(Math.Sqrt(Math.Min(count, MostFields))), shown = Math.Min(count, across * across), down = (shown + across - 1) / across;
        double[,] fields = new double[(down * (Side + 1)) - 1, (across * (Side + 1)) - 1];
        for (int r = 0; r < fields.GetLength(0); r++)
        {
            for (int c = 0; c < fields.GetLength(1); c++) fields[r, c] = double.NaN;
        }

        for (int n = 0; n < shown; n++)
        {
            for (int i = 0; i < Side * Side; i++) fields[(n / across * (Side + 1)) + (i / Side), (n % across * (Side + 1)) + (i % Side)] = weights[(i * count) + n];
        }

        return new HeatmapFigure("Receptive fields", $"What the first {shown} {neurons} weigh the pixels with, as images.", "column", Names(fields.GetLength(1)), "row", Names(fields.GetLength(0)), "weight [mV]", fields, isImage: true);
    }

    /// <summary>Spikes that answer images, one after the other.</summary>
    /// <param name="when">Whether before or after learning.</param>
    /// <param name="images">Number of images.</param>
    /// <param name="hidden">Number of hidden neurons.</param>
    /// <param name="spikes">Times in ms and neurons: pixels, then hidden neurons, then classes.</param>
    public static RasterFigure Spikes(string when, int images, int hidden, IReadOnlyList<(double Time, double Neuron)> spikes)
    {
        // Pixels take a third of the height below the hidden neurons, whose numbers the axis shows, and the classes a sixth above them.
        // Pixels fire so much more than all others that every fourth is enough.
        const int pixels = Side * Side, end = pixels, every = 4;
        double below = hidden / (2.0 * pixels), above = hidden / (4.0 * Classes);
        return new RasterFigure(
            $"Spikes {when} learning", $"Answers to the first {images} test images, one after the other. The axis counts hidden neurons; every fourth pixel is below them, and the classes, 0 to 9 from the bottom, above.", "time [ms]",
            Of("pixels", 0, end, n => (n - pixels) * below), Of("hidden", end, end + hidden, n => n - pixels), Of("classes", end + hidden, end + hidden + Classes, n => hidden + ((n - pixels - hidden + 0.5) * above)));

        Series Of(string name, int from, int to, Func<double, double> row)
        {
            (double Time, double Neuron)[] own = [.. spikes.Where(s => s.Neuron >= from && s.Neuron < to && (from > 0 || s.Neuron % every == 0))];
            return new Series(name, [.. own.Select(s => s.Time)], [.. own.Select(s => row(s.Neuron))]);
        }
    }

    /// <summary>How often the images of a class are taken for each class.</summary>
    /// <param name="confusion">Number of images by class and answer.</param>
    public static HeatmapFigure Confusions(double[,] confusion)
    {
        int classes = confusion.GetLength(0);
        double[,] shares = new double[classes, classes];
        for (int row = 0; row < classes; row++)
        {
            double total = Math.Max(1, Enumerable.Range(0, classes).Sum(c => confusion[row, c]));
            for (int c = 0; c < classes; c++) shares[row, c] = 100 * confusion[row, c] / total;
        }

        return new HeatmapFigure("Confusions", "How often the test images of a class (row) are taken for each class (column).", "taken for", Names(classes), "class", Names(classes), "share [%]", shares);
    }

    /// <summary>0, 1, 2, ...</summary>
    public static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => i.ToString(CultureInfo.InvariantCulture))];
}
