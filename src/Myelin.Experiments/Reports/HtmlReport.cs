using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;

namespace Myelin.Experiments.Reports;

/// <summary>Writes <c>report.html</c>: one file that needs nothing else, neither another file nor a network.</summary>
internal sealed class HtmlReport
{
    private readonly RunRecord record;
    private readonly ExperimentEntry entry;
    private readonly Experiment experiment;
    private readonly IReadOnlyList<ReportSection> sections;
    private readonly StringBuilder html = new();

    private HtmlReport(RunRecord record, ExperimentEntry entry, Experiment experiment, IReadOnlyList<ReportSection> sections)
        => (this.record, this.entry, this.experiment, this.sections) = (record, entry, experiment, sections);

    /// <summary>Writes the report of a run.</summary>
    public static void Write(Stream stream, RunRecord record, ExperimentEntry entry, Experiment experiment, IReadOnlyList<ReportSection> sections)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true);
        writer.Write(new HtmlReport(record, entry, experiment, sections).Build());
    }

    private string Build()
    {
        bool drawn = sections.Any(section => section is Figure) && VegaBundle.Script is not null;
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
            .Append("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data: blob:\">\n")
            .Append("<meta name=\"color-scheme\" content=\"light dark\">\n")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(experiment.Title)} · Myelin</title>\n<style>\n{VegaBundle.Style}</style>\n</head>\n<body>\n<main>\n");
        Head();
        Claims();
        Results();
        foreach (ReportSection section in sections)
            Section(section);
        Parameters();
        Timings();
        Foot();
        html.Append("</main>\n");
        if (drawn)
            html.Append("<script>").Append(VegaBundle.Script).Append("</script>\n");
        return html.Append("</body>\n</html>\n").ToString();
    }

    private void Head()
    {
        Paper paper = experiment.Paper;
        html.Append(CultureInfo.InvariantCulture, $"<header>\n<p class=\"kicker\">Experiment <code>{Text(entry.Id)}</code></p>\n<h1>{Text(experiment.Title)}</h1>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"lead\">{Text(experiment.Summary)}</p>\n<p class=\"paper\">{Text(paper.Authors)} ({paper.Year}). <cite>{Text(paper.Title)}</cite>. {Text(paper.Journal)}.")
            .Append(paper.Doi is null ? "" : $" <a href=\"https://doi.org/{Text(paper.Doi)}\">doi:{Text(paper.Doi)}</a>")
            .Append("</p>\n");
        if (record.Status == RunStatus.Cancelled)
            html.Append("<p class=\"notice\"><strong>Stopped before the end.</strong> This report shows what was measured until then.</p>\n");
        if (record.Status == RunStatus.Failed)
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"notice bad\"><strong>The run failed.</strong> {Text(record.Message ?? "")}</p>\n");
        if (record.Quick)
            html.Append("<p class=\"notice\"><strong>A quick run.</strong> Its parameters are smaller than the publication's.</p>\n");
        html.Append("<dl class=\"tiles\">\n");
        if (record.Claims.Count > 0)
            Tile("measured claims that hold", $"{record.Claims.Count(claim => claim.Holds == true)} of {record.Claims.Count(claim => claim.Measured is not null)}");
        if (record.Timings.TryGetValue("realTimeFactor", out double factor))
            Tile("real-time factor", Amount.Number(factor, 3));
        Tile("run time", Amount.Seconds(record.Timings["totalSeconds"]));
        Tile("peak memory", Amount.Bytes(record.PeakMemoryBytes));
        if (record.Estimate.Neurons > 0)
            Tile("neurons", Amount.Count(record.Estimate.Neurons));
        if (record.Estimate.Synapses > 0)
            Tile("synapses", Amount.Count(record.Estimate.Synapses));
        html.Append("</dl>\n</header>\n");
    }

    private void Tile(string name, string value)
        => html.Append(CultureInfo.InvariantCulture, $"<div><dt>{Text(name)}</dt><dd>{Text(value)}</dd></div>\n");

    private void Claims()
    {
        if (record.Claims.Count == 0)
            return;
        Open("Published claims", "Each published number beside the one this run measured.");
        html.Append("<table>\n<thead><tr><th>claim</th><th class=\"n\">published</th><th class=\"n\">measured</th><th class=\"n\">tolerance</th><th>holds</th></tr></thead>\n<tbody>\n");
        foreach (ClaimRecord claim in record.Claims)
        {
            (string style, string mark) = claim.Holds switch { true => ("yes", "✓ holds"), false => ("no", "✗ does not hold"), null => ("none", "not measured") };
            string measured = claim.Measured is { } number ? WithUnit(Amount.Number(number), claim.Unit) : "";
            html.Append("<tr>").Append(RowHead(claim.Name)).Append(Cell(WithUnit(claim.PublishedText, claim.Unit), true)).Append(Cell(measured, true)).Append(Cell(claim.ToleranceText, true))
                .Append(CultureInfo.InvariantCulture, $"<td><span class=\"mark {style}\">{mark}</span></td></tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        Close();
    }

    private void Section(ReportSection section)
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

    private static bool IsNumeric(Table table, int column)
        => column > 0 && table.Rows.Count > 0 && table.Rows.All(row => double.TryParse(row[column], NumberStyles.Any, CultureInfo.InvariantCulture, out _));

    private void Results()
    {
        if (record.Results.Count == 0)
            return;
        Open("Results");
        Rows("result", "value", record.Results.Select(result => (result.Key, WithUnit(Amount.Number(result.Value.Value), result.Value.Unit))));
        Close();
    }

    private void Parameters()
    {
        Open("Parameters");
        html.Append("<table>\n<thead><tr><th>parameter</th><th class=\"n\">value</th><th class=\"n\">default</th><th>meaning</th></tr></thead>\n<tbody>\n");
        foreach (ExperimentParameter parameter in entry.Parameters)
        {
            string value = parameter.Text(experiment);
            html.Append("<tr>").Append(RowHead(parameter.Name)).Append(Cell(WithUnit(value, parameter.Unit), true, string.Equals(value, parameter.Default, StringComparison.Ordinal) ? "" : "changed"))
                .Append(Cell(WithUnit(parameter.Default, parameter.Unit), true)).Append(Cell(parameter.Summary, false)).Append("</tr>\n");
        }

        foreach ((string name, string value, string meaning) in (IEnumerable<(string, string, string)>)
            [
                ("seed", record.Seed.ToString(CultureInfo.InvariantCulture), "seed of every random number"),
                ("threads", record.Threads.ToString(CultureInfo.InvariantCulture), "number of threads"),
            ])
        {
            html.Append("<tr>").Append(RowHead(name)).Append(Cell(value, true)).Append(Cell("", true)).Append(Cell(meaning, false)).Append("</tr>\n");
        }

        html.Append("</tbody>\n</table>\n");
        if (record.Command.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>Repeat this run:</p>\n<pre><code>{Text(record.Command)}</code></pre>\n");
        Close();
    }

    private void Timings()
    {
        Open("Timings");
        Rows("timing", "value", record.Timings.Select(timing => Timing(timing.Key, timing.Value)));
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"note\">Expected: {Amount.Seconds(record.Estimate.Seconds)} and {Amount.Bytes(record.Estimate.MemoryBytes)}. {Text(record.Estimate.Basis)}</p>\n");
        Close();
    }

    private static (string Name, string Value) Timing(string name, double value)
    {
        const string Suffix = "Seconds";
        string words = KebabCase.Of(name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name).Replace('-', ' ');
        return (words, name.EndsWith(Suffix, StringComparison.Ordinal) ? Amount.Seconds(value) : Amount.Number(value));
    }

    private void Foot()
    {
        Machine machine = record.Machine;
        html.Append("<footer>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>Myelin {Text(record.Versions["myelin"])} on .NET {Text(record.Versions["dotnet"])}, started {record.Started:yyyy-MM-dd HH:mm:ss} UTC.</p>\n")
            .Append(CultureInfo.InvariantCulture, $"<p>{Text(machine.Processor)}, {machine.Cores} logical processors, {Amount.Bytes(machine.MemoryBytes)} of memory, {Text(machine.OperatingSystem)}, {Text(machine.Architecture)} with {machine.VectorBits}-bit vectors.</p>\n")
            .Append("</footer>\n");
    }

    private void Open(string title, string description = "")
    {
        html.Append(CultureInfo.InvariantCulture, $"<section>\n<h2>{Text(title)}</h2>\n");
        if (description.Length > 0)
            html.Append(CultureInfo.InvariantCulture, $"<p>{Text(description)}</p>\n");
    }

    private void Close() => html.Append("</section>\n");

    private void Rows(string name, string value, IEnumerable<(string Name, string Value)> rows)
    {
        html.Append(CultureInfo.InvariantCulture, $"<table class=\"narrow\">\n<thead><tr><th>{name}</th><th class=\"n\">{value}</th></tr></thead>\n<tbody>\n");
        foreach ((string rowName, string rowValue) in rows)
            html.Append("<tr>").Append(RowHead(rowName)).Append(Cell(rowValue, true)).Append("</tr>\n");
        html.Append("</tbody>\n</table>\n");
    }

    private static string RowHead(string text) => $"<th scope=\"row\">{Text(text)}</th>";

    private static string Cell(string text, bool numeric, string style = "")
        => (numeric, style) is (false, "") ? $"<td>{Text(text)}</td>" : $"<td class=\"{(numeric ? "n " : "")}{style}\">{Text(text)}</td>";

    private static string WithUnit(string number, string unit) => unit.Length == 0 || number.Length == 0 ? number : $"{number} {unit}";

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
