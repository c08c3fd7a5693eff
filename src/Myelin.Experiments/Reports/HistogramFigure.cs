using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>Named numbers whose distribution a plot shows.</summary>
public sealed class Sample
{
    /// <summary>Makes a sample.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="values">The numbers; those that are not finite are left out.</param>
    public Sample(string name, IEnumerable<double> values)
    {
        Name = name;
        Sorted = [.. values.Where(double.IsFinite)];
        Array.Sort(Sorted);
    }

    /// <summary>The name.</summary>
    public string Name { get; }

    internal double[] Sorted { get; }

    /// <summary>A quantile, linear between the numbers; not a number where there are none.</summary>
    internal double Quantile(double part)
    {
        if (Sorted.Length == 0)
            return double.NaN;
        double place = part * (Sorted.Length - 1);
        int below = (int)place;
        double next = Sorted[Math.Min(below + 1, Sorted.Length - 1)];
        return Sorted[below] + ((place - below) * (next - Sorted[below]));
    }
}

/// <summary>The distributions of samples over the same bins, each as a density (its area is one).</summary>
/// <param name="title">The heading.</param>
/// <param name="description">What the plot shows.</param>
/// <param name="x">The horizontal axis.</param>
/// <param name="bins">The number of bins.</param>
/// <param name="samples">The samples.</param>
public sealed class HistogramFigure(string title, string description, Axis x, int bins, params IReadOnlyList<Sample> samples) : Figure(title, description)
{
    private static readonly Axis Density = new("density") { FromZero = true };

    private readonly Axis axis = x with { Logarithmic = false };
    private readonly double[] edges = Edges(bins, samples);

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend => samples.Count > 1 ? [.. samples.Select(sample => sample.Name)] : [];

    /// <inheritdoc/>
    public override JsonObject Specification()
    {
        JsonArray values = [];
        foreach (Sample sample in samples)
        {
            double[] densities = Densities(sample);
            for (int i = 0; i < densities.Length; i++)
                values.Add((JsonNode)new JsonObject { ["from"] = VegaLite.Value(edges[i]), ["to"] = VegaLite.Value(edges[i + 1]), ["density"] = VegaLite.Value(densities[i]), ["name"] = sample.Name });
        }

        JsonObject y = VegaLite.Number("density", Density);
        y["stack"] = null;
        JsonObject across = VegaLite.Number("from", axis);
        across["bin"] = "binned";
        return new JsonObject
        {
            ["data"] = new JsonObject { ["values"] = values },
            ["mark"] = new JsonObject { ["type"] = "bar", ["opacity"] = Opacity, ["binSpacing"] = 0, ["tooltip"] = true },
            ["encoding"] = new JsonObject
            {
                ["x"] = across,
                ["x2"] = new JsonObject { ["field"] = "to" },
                ["y"] = y,
                ["color"] = VegaLite.Colour("name", [.. samples.Select(sample => sample.Name)]),
            },
        };
    }

    /// <inheritdoc/>
    public override string Svg()
    {
        SvgPlot plot = new(Title);
        Scale across = axis.Scale(edges, SvgPlot.Left, SvgPlot.Right);
        Scale up = Density.Scale(samples.SelectMany(Densities), SvgPlot.Bottom, SvgPlot.Top);
        plot.NumberAxisX(across, axis.Title);
        plot.NumberAxisY(up, Density.Title);
        for (int s = 0; s < samples.Count; s++)
        {
            double[] densities = Densities(samples[s]);
            for (int i = 0; i < densities.Length; i++)
            {
                double left = across[edges[i]];
                plot.Rectangle(left, up[densities[i]], across[edges[i + 1]] - left, SvgPlot.Bottom - up[densities[i]], $"area {(samples.Count > 1 ? "sheer " : "")}{SvgPlot.ColourClass(s)}");
            }
        }

        plot.Frame();
        return plot.End();
    }

    private double Opacity => samples.Count > 1 ? 0.55 : 1;

    private static double[] Edges(int bins, IReadOnlyList<Sample> samples)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(bins);
        double low = samples.Where(s => s.Sorted.Length > 0).Select(s => s.Sorted[0]).DefaultIfEmpty(0).Min();
        double high = samples.Where(s => s.Sorted.Length > 0).Select(s => s.Sorted[^1]).DefaultIfEmpty(1).Max();
        if (high <= low)
            (low, high) = (low - 0.5, low + 0.5);
        return [.. Enumerable.Range(0, bins + 1).Select(i => low + ((high - low) * i / bins))];
    }

    private double[] Densities(Sample sample)
    {
        double width = edges[1] - edges[0];
        double[] densities = new double[edges.Length - 1];
        foreach (double value in sample.Sorted)
            densities[Math.Clamp((int)((value - edges[0]) / width), 0, densities.Length - 1)] += 1 / (width * sample.Sorted.Length);
        return densities;
    }
}
