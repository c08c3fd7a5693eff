using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>How the points of a layer are drawn.</summary>
public enum LayerMark
{
    /// <summary>A line; it is interrupted where a y value is not a number.</summary>
    Line,

    /// <summary>A wide line.</summary>
    Bold,

    /// <summary>A pale thin line.</summary>
    Hair,

    /// <summary>Small dots.</summary>
    FineDots,
}

/// <summary>Named points and how they are drawn.</summary>
/// <param name="Series">The points.</param>
/// <param name="Mark">How they are drawn.</param>
public sealed record Layer(Series Series, LayerMark Mark);

/// <summary>Lines and dots of different kinds between two axes; the first layer lies on top.</summary>
public sealed class LayeredFigure : Figure
{
    private readonly Axis x;
    private readonly Axis y;
    private readonly IReadOnlyList<Layer> layers;

    /// <summary>Makes the plot.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="description">What the plot shows.</param>
    /// <param name="x">The horizontal axis.</param>
    /// <param name="y">The vertical axis.</param>
    /// <param name="layers">The layers; their names differ.</param>
    public LayeredFigure(string title, string description, Axis x, Axis y, IReadOnlyList<Layer> layers)
        : base(title, description) => (this.x, this.y, this.layers) = (x, y, layers);

    /// <summary>The layers.</summary>
    public IReadOnlyList<Layer> Layers => layers;

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend => layers.Count > 1 ? [.. layers.Select(layer => layer.Series.Name)] : [];

    /// <inheritdoc/>
    public override JsonObject Specification()
    {
        JsonArray values = [];
        foreach (Series series in layers.Select(layer => layer.Series))
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
            ["encoding"] = new JsonObject
            {
                ["x"] = VegaLite.Number("x", x),
                ["y"] = VegaLite.Number("y", y),
                ["color"] = VegaLite.Colour("name", [.. layers.Select(layer => layer.Series.Name)]),
                ["order"] = new JsonObject { ["value"] = null },
            },
            ["layer"] = new JsonArray([.. layers.Reverse().Select(layer => (JsonNode)new JsonObject
            {
                ["transform"] = new JsonArray(new JsonObject { ["filter"] = new JsonObject { ["field"] = "name", ["equal"] = layer.Series.Name } }),
                ["mark"] = Mark(layer.Mark),
            })]),
        };
    }

    /// <inheritdoc/>
    public override string Svg()
    {
        SvgPlot plot = new(Title);
        Scale across = x.Scale(layers.SelectMany(layer => layer.Series.X), SvgPlot.Left, SvgPlot.Right);
        Scale up = y.Scale(layers.SelectMany(layer => layer.Series.Y), SvgPlot.Bottom, SvgPlot.Top);
        plot.NumberAxisX(across, x.Title);
        plot.NumberAxisY(up, y.Title);
        for (int i = layers.Count - 1; i >= 0; i--)
        {
            Series series = layers[i].Series;
            IEnumerable<(double, double)> places = series.X.Zip(series.Y, (a, b) => x.Shows(a) && y.Shows(b) ? (across[a], up[b]) : (double.NaN, double.NaN));
            string colour = SvgPlot.ColourClass(i);
            if (layers[i].Mark == LayerMark.FineDots)
                plot.Dots(places, "dots fine " + colour);
            else
                plot.Path(places, layers[i].Mark switch { LayerMark.Bold => "line bold ", LayerMark.Hair => "line hair ", _ => "line " } + colour);
        }

        plot.Frame();
        return plot.End();
    }

    private static JsonObject Mark(LayerMark mark) => mark switch
    {
        LayerMark.FineDots => new() { ["type"] = "circle", ["size"] = 3, ["opacity"] = 0.8 },
        LayerMark.Bold => new() { ["type"] = "line", ["clip"] = true, ["strokeWidth"] = 4 },
        LayerMark.Hair => new() { ["type"] = "line", ["clip"] = true, ["strokeWidth"] = 0.8, ["opacity"] = 0.6 },
        _ => new() { ["type"] = "line", ["clip"] = true, ["strokeWidth"] = 1.5 },
    };
}
