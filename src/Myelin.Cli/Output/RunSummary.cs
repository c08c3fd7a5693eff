using Myelin.Experiments;
using Myelin.Experiments.Running;
using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>What <c>myelin run</c> says before and after a run.</summary>
internal static class RunSummary
{
    public static void Announce(Terminal terminal, ExperimentEntry entry, Estimate estimate)
    {
        terminal.Error.MarkupLine($"[bold]{Markup.Escape(entry.Defaults.Title)}[/]");
        string size = estimate.Neurons == 0 ? "" : $"{Amount.Count(estimate.Neurons)} neurons, {Amount.Count(estimate.Synapses)} synapses, ";
        terminal.ErrorWriter.WriteLine($"{size}about {Amount.Bytes(estimate.MemoryBytes)} and {Amount.Seconds(estimate.Seconds)}");
    }

    public static void Write(Terminal terminal, RunRecord record, OutputFolder folder)
    {
        if (record.Claims.Count > 0)
            terminal.Out.Write(Claims(record.Claims));
        if (record.Timings.TryGetValue("realTimeFactor", out double factor))
            terminal.Out.WriteLine($"real-time factor {Amount.Number(factor, 3)}");
        terminal.Out.WriteLine($"run time {Amount.Seconds(record.Timings["totalSeconds"])}, peak memory {Amount.Bytes(record.PeakMemoryBytes)}");
        WritePath(terminal, "results", folder.PathOf(ExperimentRun.ResultFile));
        WritePath(terminal, "report ", folder.PathOf(ExperimentRun.ReportFile));
    }

    // A path is never broken over lines: people copy it.
    private static void WritePath(Terminal terminal, string name, string path) => terminal.Out.Profile.Out.Writer.WriteLine($"{name}  {path}");

    private static Table Claims(IReadOnlyList<ClaimRecord> claims)
    {
        Table table = new Table().Border(TableBorder.Simple).AddColumns("claim", "published", "measured", "tolerance", "holds");
        foreach (ClaimRecord claim in claims)
        {
            string unit = claim.Unit.Length == 0 ? "" : " " + claim.Unit;
            table.AddRow(
                new Text(claim.Name),
                new Text(claim.PublishedText + unit),
                new Text(claim.Measured is { } measured ? Amount.Number(measured) + unit : ""),
                new Text(claim.ToleranceText),
                claim.Holds switch { true => new Markup("[green]holds[/]"), false => new Markup("[red]does not hold[/]"), null => new Markup("[grey]not measured[/]") });
        }

        return table;
    }
}
