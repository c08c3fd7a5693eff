using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>One named value for each category.</summary>
public sealed class Bars
{
    /// <summary>Makes the bars of one colour.</summary>
    /// <param name="name">Their name in the legend, for example <c>measured</c>.</param>
    /// <param name="values">A value for each category; not a number leaves it out.</param>
    public Bars(string name, params IReadOnlyList<double> values) => (Name, Values) = (name, values);

    /// <summary>The name in the legend.</summary>
    public string Name { get; }

    /// <summary>A value for each category.</summary>
    public IReadOnlyList<double> Values { get; }
}

/// <summary>Bars side by side for each category, for example measured beside published rates.</summary>
public sealed class BarFigure : Figure
{
    private readonly string categoryTitle;
    private readonly IReadOnlyList<string> categories;
    private readonly Axis y;
    private readonly IReadOnlyList<Bars> bars;

    /// <summary>Makes the plot.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="description">What the plot shows.</param>
    /// <param name="categoryTitle">What the categories are: <c>population</c>.</param>
    /// <param name="categories">Their names.</param>
    /// <param name="y">The vertical axis; it always reaches zero.</param>
    /// <param name="bars">The bars, a colour each.</param>
    /// <exception cref="ArgumentException">Some bars have more or fewer values than there are categories.</exception>
    public BarFigure(string title, string description, string categoryTitle, IReadOnlyList<string> categories, Axis y, params IReadOnlyList<Bars> bars)
        : base(title, description)
    {
        (this.categoryTitle, this.categories, this.bars) = (categoryTitle, categories, bars);
        this.y = y with { FromZero = true, Logarithmic = false };
        if (bars.FirstOrDefault(b => b.Values.Count != categories.Count) is { } wrong)
            throw new ArgumentException($"The bars '{wrong.Name}' of '{title}' have {wrong.Values.Count} values; they must have {categories.Count}, one for each category.");
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> Legend => bars.Count > 1 ? [.. bars.Select(b => b.Name)] : [];

    /// <inheritdoc/>
    public override JsonObject Specification()
    {
        JsonArray values = [];
        foreach (Bars b in bars)
        {
            for (int i = 0; i < categories.Count; i++)
                values.Add((JsonNode)new JsonObject { ["category"] = categories[i], ["value"] = VegaLite.Value(b.Values[i]), ["name"] = b.Name });
        }

        JsonObject x = VegaLite.Name("category", categoryTitle, categories);
        x["axis"] = new JsonObject { ["labelAngle"] = categories.Count > 12 ? -45 : 0 };
        string[] names = [.. bars.Select(b => b.Name)];
        return new JsonObject
        {
            ["data"] = new JsonObject { ["values"] = values },
            ["mark"] = new JsonObject { ["type"] = "bar", ["tooltip"] = true },
            ["encoding"] = new JsonObject
            {
                ["x"] = x,
                ["xOffset"] = VegaLite.Name("name", "", names),
                ["y"] = VegaLite.Number("value", y),
                ["color"] = VegaLite.Colour("name", names),
            },
        };
    }

    /// <inheritdoc/>
    public override string Svg()
    {
        SvgPlot plot = new(Title);
        Scale up = y.Scale(bars.SelectMany(b => b.Values), SvgPlot.Bottom, SvgPlot.Top);
        plot.NumberAxisY(up, y.Title);
        plot.NameAxisX(categories, categoryTitle);
        double band = (SvgPlot.Right - SvgPlot.Left) / Math.Max(1, categories.Count);
        double width = band * 0.8 / Math.Max(1, bars.Count);
        for (int b = 0; b < bars.Count; b++)
        {
            for (int i = 0; i < categories.Count; i++)
            {
                double value = bars[b].Values[i];
                if (!double.IsFinite(value))
                    continue;
                double top = up[Math.Max(0, value)];
                double x = SvgPlot.Left + (i * band) + (band * 0.1) + (b * width);
                plot.Rectangle(x, top, width, up[Math.Min(0, value)] - top, "area " + SvgPlot.ColourClass(b));
            }
        }

        plot.Frame();
        return plot.End();
    }
}
