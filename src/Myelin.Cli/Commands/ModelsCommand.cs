using System.CommandLine;
using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Experiments.Models;
using Myelin.Neurons;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin models</c>: the neuron models there are.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly Terminal terminal;
    private readonly NeuronCatalogue catalogue;
    private readonly Option<string> filter = new("--filter") { Description = "Only the models that mention this text", HelpName = "text" };
    private readonly Option<bool> json = new("--json") { Description = "Everything known of them, as JSON" };

    public ModelsCommand(Terminal terminal, NeuronCatalogue catalogue)
        : base("models", "List the neuron models with their parameters")
    {
        (this.terminal, this.catalogue) = (terminal, catalogue);
        Add(filter);
        Add(json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        IReadOnlyList<ModelListing> listings = [.. Models(parsed.GetValue(filter)).Select(model => new ModelListing(ModelKinds.Of(model), model.Info))];
        if (parsed.GetValue(json))
            terminal.Out.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(listings, ModelJson.Readable.IReadOnlyListModelListing));
        else
            Write(listings);
        return ExitCode.Success;
    }

    private INeuronModel[] Models(string? text)
    {
        INeuronModel[] models = [.. catalogue.Models.Where(model => text is null || Mentions(model.Info, text))];
        if (models.Length > 0)
            return models;
        string? nearest = NearestName.Of(text!, catalogue.Models.Select(model => model.Info.Name));
        throw new UsageException($"No neuron model mentions '{text}'; " + (nearest is null ? "'myelin models' shows all." : $"did you mean '{nearest}'?"));
    }

    private static bool Mentions(NeuronInfo info, string text) => info.Parameters.Select(parameter => parameter.Name)
        .Append(info.Name).Append(info.Summary).Append(info.Equation).Append(info.Source)
        .Any(words => words.Contains(text, StringComparison.OrdinalIgnoreCase));

    private void Write(IReadOnlyList<ModelListing> listings)
    {
        foreach (IGrouping<ModelKind, ModelListing> group in listings.GroupBy(listing => listing.Kind).OrderBy(group => group.Key))
        {
            terminal.Out.MarkupLine($"[bold]{Markup.Escape(ModelKinds.Title(group.Key))}[/]");
            Table table = new Table().Border(TableBorder.Simple).AddColumns("name", "what it is", "parameters", "states", "inputs", "source");
            table.Columns[0].NoWrap();
            foreach (NeuronInfo info in group.Select(listing => listing.Info).OrderBy(info => info.Name, StringComparer.Ordinal))
            {
                table.AddRow(
                    new Markup($"[bold]{Markup.Escape(info.Name)}[/]"),
                    new Text(FirstSentence(info.Summary)),
                    new Text(Names(info.Parameters.Select(parameter => (parameter.Name, parameter.Unit)))),
                    new Text(Names(info.States.Select(state => (state.Name, state.Unit)))),
                    new Text(Names(info.Ports.Select(port => (port.Name, port.Unit)))),
                    new Text(info.Source));
            }

            terminal.Out.Write(table);
        }
    }

    private static string Names(IEnumerable<(string Name, string Unit)> items)
        => string.Join(", ", items.Select(item => item.Unit.Length == 0 ? item.Name : $"{item.Name} {item.Unit}"));

    // A stop within a number or an abbreviation is followed by no space.
    private static string FirstSentence(string summary)
    {
        int stop = summary.IndexOf(". ", StringComparison.Ordinal);
        return stop < 0 ? summary : summary[..(stop + 1)];
    }
}
