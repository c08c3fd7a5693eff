using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>
/// Box plots: quartiles, median, and whiskers to the last number within one and a half times the quartiles' distance.
/// Source: Tukey (1977), Exploratory Data Analysis.
/// </summary>
/// <param name="title">The heading.</param>
/// <param name="description">What the plot shows.</param>
/// <param name="categoryTitle">What the samples are: <c>population</c>.</param>
/// <param name="y">The vertical axis.</param>
/// <param name="samples">The samples, a box each.</param>
public sealed class BoxFigure(string title, string description, string categoryTitle, Axis y, params IReadOnlyList<Sample> samples) : Figure(title, description)
{
    private readonly Box[] boxes = [.. samples.Where(sample => sample.Sorted.Length > 0).Select(Box.Of)];

    /// <inheritdoc/>
    public override JsonObject Specification()
    {
        JsonArray values = [];
        foreach (Box box in boxes)
        {
            values.Add((JsonNode)new JsonObject
            {
                ["name"] = box.Name,
                ["low"] = VegaLite.Value(box.Low),
                ["q1"] = VegaLite.Value(box.FirstQuartile),
                ["median"] = VegaLite.Value(box.Median),
                ["q3"] = VegaLite.Value(box.ThirdQuartile),
                ["high"] = VegaLite.Value(box.High),
            });
        }

        JsonObject x = VegaLite.Name("name", categoryTitle, boxes.Select(box => box.Name));
        x["axis"] = new JsonObject { ["labelAngle"] = boxes.Length > 12 ? -45 : 0 };
        return new JsonObject
        {
            ["data"] = new JsonObject { ["values"] = values },
            ["encoding"] = new JsonObject { ["x"] = x },
            ["layer"] = new JsonArray(
                Layer("rule", "strokeWidth", 1.5, "low", "high"),
                Layer("bar", "width", 28, "q1", "q3"),
                new JsonObject
                {
                    ["mark"] = new JsonObject { ["type"] = "tick", ["color"] = "white", ["width"] = 24, ["thickness"] = 2 },
                    ["encoding"] = new JsonObject { ["y"] = VegaLite.Number("median", y) },
                }),
        };
    }

    /// <inheritdoc/>
    public override string Svg()
    {
        SvgPlot plot = new(Title);
        Scale up = y.Scale(boxes.SelectMany(box => new[] { box.Low, box.High }), SvgPlot.Bottom, SvgPlot.Top);
        plot.NumberAxisY(up, y.Title);
        plot.NameAxisX([.. boxes.Select(box => box.Name)], categoryTitle);
        double band = (SvgPlot.Right - SvgPlot.Left) / Math.Max(1, boxes.Length);
        double half = Math.Min(14, band * 0.35);
        for (int i = 0; i < boxes.Length; i++)
        {
            Box box = boxes[i];
            double x = SvgPlot.Left + ((i + 0.5) * band);
            plot.Line(x, up[box.Low], x, up[box.High], "line c0");
            plot.Rectangle(x - half, up[box.ThirdQuartile], 2 * half, up[box.FirstQuartile] - up[box.ThirdQuartile], "area c0");
            plot.Line(x - half, up[box.Median], x + half, up[box.Median], "median");
        }

        plot.Frame();
        return plot.End();
    }

    private JsonObject Layer(string mark, string thickness, double pixels, string from, string to) => new()
    {
        ["mark"] = new JsonObject { ["type"] = mark, ["tooltip"] = true, [thickness] = pixels },
        ["encoding"] = new JsonObject { ["y"] = VegaLite.Number(from, y), ["y2"] = new JsonObject { ["field"] = to } },
    };

    private sealed record Box(string Name, double Low, double FirstQuartile, double Median, double ThirdQuartile, double High)
    {
        public static Box Of(Sample sample)
        {
            double q1 = sample.Quantile(0.25);
            double q3 = sample.Quantile(0.75);
            double reach = 1.5 * (q3 - q1);
            return new Box(
                sample.Name,
                sample.Sorted.First(value => value >= q1 - reach),
                q1,
                sample.Quantile(0.5),
                q3,
                sample.Sorted.Last(value => value <= q3 + reach));
        }
    }
}
