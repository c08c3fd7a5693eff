using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>A table of numbers as colours.</summary>
public sealed class HeatmapFigure : Figure
{
    private readonly string columnTitle;
    private readonly IReadOnlyList<string> columns;
    private readonly string rowTitle;
    private readonly IReadOnlyList<string> rows;
    private readonly string valueTitle;
    private readonly double[,] values;
    private readonly bool isImage;

    /// <summary>Makes the plot.</summary>
    /// <param name="title">The heading.</param>
    /// <param name="description">What the plot shows.</param>
    /// <param name="columnTitle">What the columns are.</param>
    /// <param name="columns">Their names.</param>
    /// <param name="rowTitle">What the rows are.</param>
    /// <param name="rows">Their names, from the top.</param>
    /// <param name="valueTitle">What the colour is, with its unit.</param>
    /// <param name="values">The numbers, [rows, columns]; what is not finite stays empty.</param>
    /// <param name="isImage">Whether it is looked at as an image, whose rows and columns need no names at the axes.</param>
    /// <exception cref="ArgumentException">The numbers are not as many as rows times columns.</exception>
    public HeatmapFigure(
        string title,
        string description,
        string columnTitle,
        IReadOnlyList<string> columns,
        string rowTitle,
        IReadOnlyList<string> rows,
        string valueTitle,
        double[,] values,
        bool isImage = false)
        : base(title, description)
    {
        if (values.GetLength(0) != rows.Count || values.GetLength(1) != columns.Count)
            throw new ArgumentException($"The heat map '{title}' has {values.GetLength(0)} x {values.GetLength(1)} numbers; it must have {rows.Count} x {columns.Count}, rows by columns.");
        (this.columnTitle, this.columns, this.rowTitle, this.rows, this.valueTitle, this.values, this.isImage) = (columnTitle, columns, rowTitle, rows, valueTitle, values, isImage);
    }

    /// <inheritdoc/>
    public override string? Note
    {
        get
        {
            (double low, double high) = Extent();
            return low <= high ? $"Colour: {valueTitle}, from {Amount.Number(low)} (pale) to {Amount.Number(high)} (full)." : null;
        }
    }

    /// <inheritdoc/>
    public override JsonObject Specification()
    {
        JsonArray cells = [];
        for (int r = 0; r < rows.Count; r++)
        {
            for (int c = 0; c < columns.Count; c++)
                cells.Add((JsonNode)new JsonObject { ["column"] = columns[c], ["row"] = rows[r], ["value"] = VegaLite.Value(values[r, c]) });
        }

        return new JsonObject
        {
            ["data"] = new JsonObject { ["values"] = cells },
            ["mark"] = new JsonObject { ["type"] = "rect", ["tooltip"] = true },
            ["encoding"] = new JsonObject
            {
                ["x"] = Place("column", columnTitle, columns),
                ["y"] = Place("row", rowTitle, rows),
                ["color"] = new JsonObject { ["field"] = "value", ["type"] = "quantitative", ["title"] = valueTitle },
            },
        };
    }

    /// <inheritdoc/>
    public override string Svg()
    {
        SvgPlot plot = new(Title);
        (double low, double high) = Extent();
        double width = (SvgPlot.Right - SvgPlot.Left) / Math.Max(1, columns.Count);
        double height = (SvgPlot.Bottom - SvgPlot.Top) / Math.Max(1, rows.Count);
        for (int r = 0; r < rows.Count; r++)
        {
            for (int c = 0; c < columns.Count; c++)
            {
                if (!double.IsFinite(values[r, c]))
                    continue;
                double part = high > low ? (values[r, c] - low) / (high - low) : 1;
                string fill = FormattableString.Invariant($"color-mix(in oklab,var(--c0) {8 + (92 * part):0.#}%,var(--surface))");
                plot.Rectangle(SvgPlot.Left + (c * width), SvgPlot.Top + (r * height), width, height, "cell", fill);
            }
        }

        if (!isImage)
        {
            plot.NameAxisX(columns, columnTitle);
            plot.NameAxisY(rows, rowTitle);
        }

        plot.Frame();
        return plot.End();
    }

    private JsonObject Place(string field, string title, IReadOnlyList<string> names)
    {
        JsonObject place = VegaLite.Name(field, title, names);
        if (isImage) place["axis"] = null;
        return place;
    }

    private (double Low, double High) Extent()
    {
        double low = double.PositiveInfinity;
        double high = double.NegativeInfinity;
        foreach (double value in values)
        {
            if (!double.IsFinite(value))
                continue;
            low = Math.Min(low, value);
            high = Math.Max(high, value);
        }

        return (low, high);
    }
}
