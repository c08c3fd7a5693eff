using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>Spikes: a dot for each, time to the right, one row for each neuron.</summary>
/// <param name="title">The heading.</param>
/// <param name="description">What the plot shows.</param>
/// <param name="time">The horizontal axis, with the unit of the times.</param>
/// <param name="populations">The spikes of each population: times and the numbers of the neurons.</param>
public sealed class RasterFigure(string title, string description, Axis time, params IReadOnlyList<Series> populations)
    : PointFigure(title, description, time, "neuron", populations, "spikes")
{
    private protected override JsonObject Mark => new() { ["type"] = "circle", ["size"] = 5, ["opacity"] = 0.9 };

    private protected override void Draw(SvgPlot plot, IEnumerable<(double X, double Y)> points, string colour) => plot.Dots(points, "spikes " + colour);
}
