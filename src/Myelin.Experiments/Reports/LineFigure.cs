using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>Lines through points, in the order of the points.</summary>
/// <param name="title">The heading.</param>
/// <param name="description">What the plot shows.</param>
/// <param name="x">The horizontal axis.</param>
/// <param name="y">The vertical axis.</param>
/// <param name="series">The lines.</param>
public sealed class LineFigure(string title, string description, Axis x, Axis y, params IReadOnlyList<Series> series)
    : PointFigure(title, description, x, y, series, "points")
{
    // So few measurements that each is worth a dot; one alone has no line at all.
    private const int FewPoints = 24;

    private readonly bool hasDots = series.All(s => s.X.Count <= FewPoints);

    private protected override JsonObject Mark => new() { ["type"] = "line", ["clip"] = true, ["strokeWidth"] = 1.75, ["point"] = hasDots };

    private protected override void Draw(SvgPlot plot, IEnumerable<(double X, double Y)> points, string colour)
    {
        plot.Path(points, "line " + colour);
        if (hasDots) plot.Dots(points, "dots " + colour);
    }
}
