using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.Reports;

/// <summary>Builds the HTML of a report: one file that needs nothing else, neither another file nor a network.</summary>
internal sealed class HtmlPage
{
    private readonly StringBuilder html = new();
    private readonly bool drawn;

    /// <summary>Begins a page.</summary>
    /// <param name="title">Its title.</param>
    /// <param name="hasFigures">Whether there will be figures, which bring a script with them.</param>
    public HtmlPage(string title, bool hasFigures)
    {
        drawn = hasFigures && VegaBundle.Script is not null;
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(title)} · Myelin</title>\n<style>\n{VegaBundle.Style}</style>\n</head>\n<body>\n<main>\n");
    }

    /// <summary>Ends the page.</summary>
    public string End()
    {
        html.Append("</main>\n");
        if (drawn)
            html.Append("<script>").Append(VegaBundle.Script).Append("</script>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    /// <summary>Adds markup as it stands.</summary>
    public HtmlPage Append(string markup)
    {
        html.Append(markup);
        return this;
    }

    /// <summary>Adds a number and its name to the tiles of the head.</summary>
    public void Tile(string name, string value) => Append($"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>\n");

    /// <summary>Adds a part.</summary>
    public void Section(ReportSection section)
    {
        switch (section)
        {
            case TextSection text:
                Open(text.Title);
                foreach (string paragraph in text.Paragraphs)
                    html.Append(CultureInfo.InvariantCulture, $"<p>{Text(paragraph)}</p>\n");
                Close();
                break;
            case Table table:
                Open(table.Title, table.Description);
                TableOf(table);
                Close();
                break;
            case Figure figure:
                FigureOf(figure);
                break;
        }
    }

    private void FigureOf(Figure figure)
    {
        Open(figure.Title);
        html.Append("<figure>\n<div class=\"plain\">\n");
        if (figure.Legend.Count > 0)
        {
            html.Append("<ul class=\"legend\">");
            for (int i = 0; i < figure.Legend.Count; i++)
                html.Append(CultureInfo.InvariantCulture, $"<li><span class=\"swatch {SvgPlot.ColourClass(i)}\"></span>{Text(figure.Legend[i])}</li>");
            html.Append("</ul>\n");
        }

        html.Append(figure.Svg()).Append("\n</div>\n<div class=\"vega\"></div>\n");
        if (VegaBundle.Script is not null)
            html.Append("<script type=\"application/json\" class=\"specification\">").Append(figure.Specification().ToJsonString(JsonSerializerOptions.Default)).Append("</script>\n");
        html.Append(CultureInfo.InvariantCulture, $"<figcaption>{Text(figure.Description)}{(figure.Note is { } note ? $" <span class=\"note\">{Text(note)}</span>" : "")}</figcaption>\n</figure>\n");
        Close();
    }

    private void TableOf(Table table)
    {
        html.Append("<table>\n<thead><tr>");
        for (int column = 0; column < table.Columns.Count; column++)
            html.Append(CultureInfo.InvariantCulture, $"<th{(IsNumeric(table, column) ? " class=\"n\"" : "")}>{Text(table.Columns[column])}</th>");
        html.Append("</tr></thead>\n<tbody>\n");
        foreach (IReadOnlyList<string> row in table.Rows)
        {
            html.Append("<tr>").Append(RowHead(row[0]));
            for (int column = 1; column < row.Count; column++)
                html.Append(Cell(row[column], IsNumeric(table, column)));
            html.Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
    }

    /// <summary>Opens a section.</summary>
    public void Open(string title, string description = "")
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Text(title)}</h2>\n");
        if (description.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Text(description)}</p>\n");
    }

    /// <summary>Closes it.</summary>
    public void Close() => html.Append("</section>\n");

    /// <summary>Adds a table of names and values.</summary>
    public void Rows(string name, string value, IEnumerable<(string Name, string Value)> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<table class=\"narrow\">\n<thead><tr><th>{name}</th><th class=\"n\">{value}</th></tr></thead>\n<tbody>\n");
        foreach ((string rowName, string rowValue) in rows)
            html.Append("<tr>").Append(RowHead(rowName)).Append(Cell(rowValue, true)).Append("</tr>\n");
        html.Append("</tbody>\n</table>\n");
    }

    /// <summary>Adds what ran, when and where.</summary>
    public void Foot(IReadOnlyDictionary<string, string> versions, DateTime started, Machine machine) => html.Append("<footer>\n")
        .Append(CultureInfo.InvariantCulture, $"<p>Myelin {Text(versions["myelin"])} on .NET {Text(versions["dotnet"])}, started {started:yyyy-MM-dd HH:mm:ss} UTC.</p>\n")
        .Append(CultureInfo.InvariantCulture, $"<p>{Text(machine.Processor)}, {machine.Cores} logical processors, {Amount.Bytes(machine.MemoryBytes)} of memory, {Text(machine.OperatingSystem)}, {Text(machine.Architecture)} with {machine.VectorBits}-bit vectors.</p>\n")
        .Append("</footer>\n");

    /// <summary>The first cell of a row.</summary>
    public static string RowHead(string text) => $"<th scope=\"row\">{Text(text)}</th>";

    /// <summary>A cell of a row.</summary>
    public static string Cell(string text, bool numeric, string style = "")
        => (numeric, style) is (false, "") ? $"<td>{Text(text)}</td>" : $"<td class=\"{(numeric ? "n " : "")}{style}\">{Text(text)}</td>";

    /// <summary>A number with its unit.</summary>
    public static string WithUnit(string number, string unit) => unit.Length == 0 || number.Length == 0 ? number : $"{number} {unit}";

    /// <summary>Text that is not markup.</summary>
    public static string Text(string text) => WebUtility.HtmlEncode(text);

    private static bool IsNumeric(Table table, int column)
        => column > 0 && table.Rows.Count > 0 && table.Rows.All(row => double.TryParse(row[column], NumberStyles.Any, CultureInfo.InvariantCulture, out _));
}
