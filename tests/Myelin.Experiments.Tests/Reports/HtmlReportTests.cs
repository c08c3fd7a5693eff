using System.Net;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Shouldly;
using Xunit;

namespace Myelin.Experiments.Tests.Reports;

public sealed class HtmlReportTests : IDisposable
{
    private readonly string path = Directory.CreateTempSubdirectory("myelin-report-").FullName;
    private readonly ExperimentEntry demo = new ExperimentCatalogue([new DemoExperiment()]).Entries[0];

    public void Dispose() => Directory.Delete(path, recursive: true);

    private string Report(Dictionary<string, string>? parameters = null)
    {
        ExperimentRun run = new(demo, demo.Create(parameters ?? []), new RunSettings { Command = "myelin run demo --label \"<a>\"" });
        run.Execute(new OutputFolder(path), new NoProgress(), CancellationToken.None).Record.Message.ShouldBeNull();
        return File.ReadAllText(Path.Combine(path, "report.html"));
    }

    /// <summary>The report without its scripts, which are not markup.</summary>
    private static string Markup(string html) => Regex.Replace(html, "<script.*?</script>", "", RegexOptions.Singleline);

    [Fact]
    public void It_tells_what_was_published_and_measured()
    {
        string html = Markup(Report(new() { ["scale"] = "0.5" }));
        html.ShouldContain("<h1>Decay &lt;of&gt; a demo</h1>");
        html.ShouldContain("<cite>Scala graduum caloris</cite>");
        html.ShouldContain("doi:10.1098/rstl.1700.0082");
        html.ShouldContain("0.3679 mV");
        html.ShouldContain("✓ holds");
        html.ShouldContain("not measured");
        WebUtility.HtmlDecode(html).ShouldContain("± 0.001");
        html.ShouldContain("<td class=\"n changed\">0.5</td>");
        html.ShouldContain("fraction of the neurons");
        html.ShouldContain("The potential decays &lt;exponentially&gt;.");
        html.ShouldContain("--label &quot;&lt;a&gt;&quot;");
        html.ShouldContain(Machine.Version);
        html.ShouldContain("Counted by hand.");
    }

    [Fact]
    public void It_loads_nothing_from_anywhere()
    {
        string html = Report();
        string markup = Markup(html);
        Regex.Matches(markup, "<(link|img|iframe|object|embed|base|source|video|audio)\\b").ShouldBeEmpty();
        Regex.Matches(markup, "\\b(src|srcset|action|data|poster)\\s*=").ShouldBeEmpty();
        Regex.Matches(markup, "<(?!a )[^>]*\\shref").ShouldBeEmpty();
        Regex.Matches(markup, "@import|url\\(").ShouldBeEmpty();
        Regex.Matches(html, "<script[^>]*\\ssrc").ShouldBeEmpty();
        markup.ShouldContain("default-src 'none'");
    }

    [Fact]
    public void It_is_well_formed_and_each_figure_has_a_plain_drawing()
    {
        string body = Regex.Match(Markup(Report()), "<main>.*</main>", RegexOptions.Singleline).Value;
        XElement main = XElement.Parse(body);
        XElement[] figures = [.. main.Descendants("figure")];
        figures.Length.ShouldBe(7);
        foreach (XElement figure in figures)
        {
            XElement svg = figure.Descendants("svg").Single();
            svg.Attribute("viewBox").ShouldNotBeNull();
            svg.Descendants("text").Count().ShouldBeGreaterThan(4);
            svg.ToString().ShouldNotContain("NaN");
            figure.Element("figcaption").ShouldNotBeNull();
        }
    }

    [Fact]
    public void With_Vega_each_figure_has_its_specification_and_without_none()
    {
        string html = Report();
        MatchCollection specifications = Regex.Matches(html, "<script type=\"application/json\" class=\"specification\">(.*?)</script>", RegexOptions.Singleline);
        if (VegaBundle.Script is null)
        {
            specifications.ShouldBeEmpty();
            return;
        }

        specifications.Count.ShouldBe(7);
        foreach (Match match in specifications)
            JsonNode.Parse(match.Groups[1].Value)!["data"]!["values"]!.AsArray().Count.ShouldBeGreaterThan(0);
        VegaBundle.Script.ShouldNotContain("</script", Case.Insensitive);
    }
}
