using System.CommandLine;
using System.Globalization;
using Myelin.Cli.Output;
using Myelin.Experiments;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin list</c>: the experiments there are.</summary>
internal sealed class ListCommand : Command
{
    public ListCommand(Terminal terminal, ExperimentCatalogue catalogue)
        : base("list", "List the experiments")
        => SetAction(_ => Write(terminal.Out, catalogue));

    private static void Write(IAnsiConsole console, ExperimentCatalogue catalogue)
    {
        if (catalogue.Entries.Count == 0)
        {
            console.WriteLine("There are no experiments.");
            return;
        }

        Table table = new Table().Border(TableBorder.Simple).AddColumns("id", "title", "paper", "typical time", "data");
        foreach (ExperimentEntry entry in catalogue.Entries)
        {
            Experiment experiment = entry.Defaults;
            table.AddRow(
                new Markup($"[bold]{Markup.Escape(entry.Id)}[/]"),
                new Text(experiment.Title),
                new Text(experiment.Paper.Year.ToString(CultureInfo.InvariantCulture)),
                new Text(Amount.Seconds(experiment.Estimate(Environment.ProcessorCount).Seconds)),
                new Text(experiment.Data.Count == 0 ? "none" : string.Join(", ", experiment.Data.Select(need => need.Name))));
        }

        console.Write(table);
    }
}
