using System.Globalization;
using System.Text;
using Myelin.Experiments.Parameters;
using Myelin.Experiments.Running;
using static Myelin.Experiments.Reports.HtmlPage;

namespace Myelin.Experiments.Reports;

/// <summary>Writes the <c>report.html</c> of a run.</summary>
internal sealed class HtmlReport
{
    private readonly RunRecord record;
    private readonly ExperimentEntry entry;
    private readonly Experiment experiment;
    private readonly IReadOnlyList<ReportSection> sections;
    private readonly HtmlPage page;

    private HtmlReport(RunRecord record, ExperimentEntry entry, Experiment experiment, IReadOnlyList<ReportSection> sections)
    {
        (this.record, this.entry, this.experiment, this.sections) = (record, entry, experiment, sections);
        page = new HtmlPage(experiment.Title, sections.Any(section => section is Figure));
    }

    /// <summary>Writes the report of a run.</summary>
    public static void Write(Stream stream, RunRecord record, ExperimentEntry entry, Experiment experiment, IReadOnlyList<ReportSection> sections)
    {
        using StreamWriter writer = new(stream, new UTF8Encoding(false), leaveOpen: true);
        writer.Write(new HtmlReport(record, entry, experiment, sections).Build());
    }

    private string Build()
    {
        Head();
        Claims();
        Results();
        foreach (ReportSection section in sections)
            page.Section(section);
        Parameters();
        Timings();
        page.Foot(record.Versions, record.Started, record.Machine);
        return page.End();
    }

    private void Head()
    {
        Paper paper = experiment.Paper;
        page.Append($"<header>\n<p class=\"kicker\">Experiment <code>{Text(entry.Id)}</code></p>\n<h1>{Text(experiment.Title)}</h1>\n")
            .Append($"<p class=\"lead\">{Text(experiment.Summary)}</p>\n<p class=\"paper\">{Text(paper.Authors)} ({paper.Year}). <cite>{Text(paper.Title)}</cite>. {Text(paper.Journal)}.")
            .Append(paper.Doi is null ? "" : $" <a href=\"https://doi.org/{Text(paper.Doi)}\">doi:{Text(paper.Doi)}</a>")
            .Append("</p>\n");
        if (record.Status == RunStatus.Cancelled)
            page.Append("<p class=\"notice\"><strong>Stopped before the end.</strong> This report shows what was measured until then.</p>\n");
        if (record.Status == RunStatus.Failed)
            page.Append($"<p class=\"notice bad\"><strong>The run failed.</strong> {Text(record.Message ?? "")}</p>\n");
        if (record.Quick)
            page.Append("<p class=\"notice\"><strong>A quick run.</strong> Its parameters are smaller than the publication's.</p>\n");
        page.Append("<dl class=\"tiles\">\n");
        if (record.Claims.Count > 0)
            page.Tile("measured claims that hold", $"{record.Claims.Count(claim => claim.Holds == true)} of {record.Claims.Count(claim => claim.Measured is not null)}");
        if (record.Timings.TryGetValue("realTimeFactor", out double factor))
            page.Tile("real-time factor", Amount.Number(factor, 3));
        page.Tile("run time", Amount.Seconds(record.Timings["totalSeconds"]));
        page.Tile("peak memory", Amount.Bytes(record.PeakMemoryBytes));
        if (record.Estimate.Neurons > 0)
            page.Tile("neurons", Amount.Count(record.Estimate.Neurons));
        if (record.Estimate.Synapses > 0)
            page.Tile("synapses", Amount.Count(record.Estimate.Synapses));
        page.Append("</dl>\n</header>\n");
    }

    private void Claims()
    {
        if (record.Claims.Count == 0)
            return;
        page.Open("Published claims", "Each published number beside the one this run measured.");
        page.Append("<table>\n<thead><tr><th>claim</th><th class=\"n\">published</th><th class=\"n\">measured</th><th class=\"n\">tolerance</th><th>holds</th></tr></thead>\n<tbody>\n");
        foreach (ClaimRecord claim in record.Claims)
        {
            (string style, string mark) = claim.Holds switch { true => ("yes", "✓ holds"), false => ("no", "✗ does not hold"), null => ("none", "not measured") };
            string measured = claim.Measured is { } number ? WithUnit(Amount.Number(number), claim.Unit) : "";
            page.Append("<tr>").Append(RowHead(claim.Name)).Append(Cell(WithUnit(claim.PublishedText, claim.Unit), true)).Append(Cell(measured, true)).Append(Cell(claim.ToleranceText, true))
                .Append($"<td><span class=\"mark {style}\">{mark}</span></td></tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
        page.Close();
    }

    private void Results()
    {
        if (record.Results.Count == 0)
            return;
        page.Open("Results");
        page.Rows("result", "value", record.Results.Select(result => (result.Key, WithUnit(Amount.Number(result.Value.Value), result.Value.Unit))));
        page.Close();
    }

    private void Parameters()
    {
        page.Open("Parameters");
        page.Append("<table>\n<thead><tr><th>parameter</th><th class=\"n\">value</th><th class=\"n\">default</th><th>meaning</th></tr></thead>\n<tbody>\n");
        foreach (ExperimentParameter parameter in entry.Parameters)
        {
            string value = parameter.Text(experiment);
            page.Append("<tr>").Append(RowHead(parameter.Name)).Append(Cell(WithUnit(value, parameter.Unit), true, string.Equals(value, parameter.Default, StringComparison.Ordinal) ? "" : "changed"))
                .Append(Cell(WithUnit(parameter.Default, parameter.Unit), true)).Append(Cell(parameter.Summary, false)).Append("</tr>\n");
        }

        foreach ((string name, string value, string meaning) in (IEnumerable<(string, string, string)>)
            [
                ("seed", record.Seed.ToString(CultureInfo.InvariantCulture), "seed of every random number"),
                ("threads", record.Threads.ToString(CultureInfo.InvariantCulture), "number of threads"),
            ])
        {
            page.Append("<tr>").Append(RowHead(name)).Append(Cell(value, true)).Append(Cell("", true)).Append(Cell(meaning, false)).Append("</tr>\n");
        }

        page.Append("</tbody>\n</table>\n");
        if (record.Command.Length > 0)
            page.Append($"<p>Repeat this run:</p>\n<pre><code>{Text(record.Command)}</code></pre>\n");
        page.Close();
    }

    private void Timings()
    {
        page.Open("Timings");
        page.Rows("timing", "value", record.Timings.Select(timing => Timing(timing.Key, timing.Value)));
        page.Append($"<p class=\"note\">Expected: {Amount.Seconds(record.Estimate.Seconds)} and {Amount.Bytes(record.Estimate.MemoryBytes)}. {Text(record.Estimate.Basis)}</p>\n");
        page.Close();
    }

    private static (string Name, string Value) Timing(string name, double value)
    {
        const string Suffix = "Seconds";
        string words = KebabCase.Of(name.EndsWith(Suffix, StringComparison.Ordinal) ? name[..^Suffix.Length] : name).Replace('-', ' ');
        return (words, name.EndsWith(Suffix, StringComparison.Ordinal) ? Amount.Seconds(value) : Amount.Number(value));
    }
}
