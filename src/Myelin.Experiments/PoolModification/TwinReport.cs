using Myelin.Analysis;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Spikes;
using static Myelin.Syntax;

namespace Myelin.Experiments.PoolModification;

/// <summary>Shows one pair of networks: its spikes, avalanches and weights.</summary>
internal static class TwinReport
{
    private const double Shown = 1000;
    private const int Rows = 30;

    /// <summary>The avalanches of a recording, in bins of 1 ms.</summary>
    public static Avalanches Avalanches(Raster raster) => Analysis.Avalanches.Of(SpikeCounts.PerBin(raster, 1 * ms));

    /// <summary>The wanted spikes of every neuron, and right below them those that came.</summary>
    public static void ShowSpikes(ExperimentContext context, string title, Raster wanted, Raster answer) => context.Figure(new RasterFigure(
        title, "The first second of the stimulus that is learnt, 30 neurons: wanted spikes, and right below them those that came.", "time [ms]", Early("wanted", wanted, 1), Early("came", answer, 0)));

    /// <summary>How many avalanches are of a size or larger.</summary>
    public static void ShowAvalanches(ExperimentContext context, string title, Raster wanted, Raster before, Raster after, string how) => context.Figure(new LineFigure(
        title, "Part of the avalanches that have so many spikes or more, on the stimulus that is not learnt; runs of bins of 1 ms with spikes.", new Axis("size [spikes]") { Logarithmic = true }, new Axis("part") { Logarithmic = true },
        Tail("wanted", wanted), Tail("before learning", before), Tail("after " + how, after)));

    /// <summary>The weights: as distributions, and each against the true one.</summary>
    public static void ShowWeights(ExperimentContext context, string how, double[] wanted, double[] before, double[] after)
    {
        context.Figure(new HistogramFigure(
            $"Weights, {how}", "All synapses of one pair.", "weight [mV]", 50, new Sample("true", wanted), new Sample("before", before), new Sample("after", after)));
        context.Figure(new ScatterFigure($"Learned against true weights, {how}", "Every synapse of one pair.", "true weight [mV]", "weight [mV]", new Series("before", wanted, before), new Series("after", wanted, after)));
    }

    private static Series Early(string name, Raster raster, int place)
    {
        List<double> times = [], rows = [];
        foreach ((int step, int neuron) in raster)
        {
            if (step >= Shown || neuron >= Rows) continue;
            times.Add(step + 1);
            rows.Add((3 * neuron) + place);
        }

        return new Series(name, times, rows);
    }

    private static Series Tail(string name, Raster raster)
    {
        int[] sizes = Avalanches(raster).Sizes.ToArray();
        Array.Sort(sizes);
        double[] distinct = [.. sizes.Distinct().Select(s => (double)s)];
        return new Series(name, distinct, [.. distinct.Select(s => sizes.Count(x => x >= s) / (double)sizes.Length)]);
    }
}
