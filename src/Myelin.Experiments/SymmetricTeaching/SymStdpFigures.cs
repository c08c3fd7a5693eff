using System.Globalization;
using Myelin.Analysis;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Experiments.Training;

namespace Myelin.Experiments.SymmetricTeaching;

/// <summary>What a report shows of a network that a teacher taught.</summary>
/// <param name="neurons">Number of hidden neurons.</param>
/// <param name="features">Weights of pixels before learning, [pixels, neurons].</param>
/// <param name="readout">Weights of hidden neurons before learning, [neurons, classes].</param>
internal sealed class SymStdpFigures(int neurons, double[] features, double[] readout)
{
    private const int Classes = MnistFolder.Classes;
    private const double Perplexity = 20;

    /// <summary>Number of test images whose spikes are shown.</summary>
    public const int Traced = 6;

    /// <summary>Spikes for the first test images, when they were asked for: times in ms; pixels, then hidden neurons, then classes.</summary>
    public List<(string When, List<(double Time, double Neuron)> Spikes)> Spikes { get; } = [];

    /// <summary>How many of some test images in a hundred were right after an image.</summary>
    public List<(double Image, double Accuracy)> Learning { get; } = [];

    /// <summary>Number of test images by class and answer.</summary>
    public double[,] Confusion { get; } = new double[Classes, Classes];

    /// <summary>Hidden spikes for test images.</summary>
    public List<(int Label, int[] Counts)> Activity { get; } = [];

    /// <summary>Adds the figures.</summary>
    public void Show(ExperimentContext context, double[] featuresAfter, double[] readoutAfter)
    {
        context.Figure(new LineFigure(
            "While learning", "How many of the first test images, 200 at most, are answered right, after so many images learnt.", "image", "right [%]",
            new Series("right", [.. Learning.Select(r => r.Image)], [.. Learning.Select(r => r.Accuracy)])));
        foreach ((string when, List<(double Time, double Neuron)> spikes) in Spikes) context.Figure(ImageFigures.Spikes(when, Traced, neurons, spikes));
        context.Figure(ImageFigures.Fields("hidden neurons", featuresAfter));
        context.Figure(ImageFigures.Confusions(Confusion));
        context.Figure(new HistogramFigure("Weights of pixels", "All synapses from pixels to hidden neurons.", "weight [mV]", 60, new Sample("before", features), new Sample("after", featuresAfter)));
        context.Figure(new HistogramFigure("Weights of hidden neurons", "All synapses from hidden neurons to classes.", "weight [mV]", 60, new Sample("before", readout), new Sample("after", readoutAfter)));
        Map(context);
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
}
