using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>A plot of named points between two axes with numbers.</summary>
public abstract class PointFigure : Figure
{
    private readonly Axis x;
    private readonly Axis y;
    private readonly IReadOnlyList<Series> shown;

    private protected PointFigure(string title, string description, Axis x, Axis y, IReadOnlyList<Series> series, string points)
        : base(title, description)
    {
        (this.x, this.y) = (x, y);
        (shown, Note) = Series.Thin(series, points);
    }

    /// <inheritdoc/>
    public override string? Note { get; }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend => shown.Count > 1 ? [.. shown.Select(series => series.Name)] : [];

    private protected abstract JsonObject Mark { get; }

    /// <inheritdoc/>
    public override JsonObject Specification()
    {
        JsonArray values = [];
        foreach (Series series in shown)
        {
            for (int i = 0; i < series.X.Count; i++)
            {
                if (x.Shows(series.X[i]))
                    values.Add((JsonNode)new JsonObject { ["x"] = VegaLite.Value(series.X[i]), ["y"] = y.Shows(series.Y[i]) ? VegaLite.Value(series.Y[i]) : null, ["name"] = series.Name });
            }
        }

        return new JsonObject
        {
            ["data"] = new JsonObject { ["values"] = values },
            ["mark"] = Mark,
            ["encoding"] = new JsonObject
            {
                ["x"] = VegaLite.Number("x", x),
                ["y"] = VegaLite.Number("y", y),
                ["color"] = VegaLite.Colour("name", [.. shown.Select(series => series.Name)]),
                ["order"] = new JsonObject { ["value"] = null },
            },
        };
    }

    /// <inheritdoc/>
    public override string Svg()
    {
        SvgPlot plot = new(Title);
        Scale across = x.Scale(shown.SelectMany(series => series.X), SvgPlot.Left, SvgPlot.Right);
        Scale up = y.Scale(shown.SelectMany(series => series.Y), SvgPlot.Bottom, SvgPlot.Top);
        plot.NumberAxisX(across, x.Title);
        plot.NumberAxisY(up, y.Title);
        for (int i = 0; i < shown.Count; i++)
        {
            Series series = shown[i];
            IEnumerable<(double, double)> places = series.X.Zip(series.Y, (a, b) => x.Shows(a) && y.Shows(b) ? (across[a], up[b]) : (double.NaN, double.NaN));
            Draw(plot, places, SvgPlot.ColourClass(i));
        }

        plot.Frame();
        return plot.End();
    }

    private protected abstract void Draw(SvgPlot plot, IEnumerable<(double X, double Y)> points, string colour);
}
