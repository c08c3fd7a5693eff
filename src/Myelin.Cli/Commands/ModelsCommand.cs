using System.CommandLine;
using System.Text.Json;
using Myelin.Cli.Output;
using Myelin.Experiments.Models;
using Myelin.Experiments.SynapseModels;
using Myelin.Neurons;
using Myelin.Synapses;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin models</c>: the models of neurons and synapses there are.</summary>
internal sealed class ModelsCommand : Command
{
    private readonly Terminal terminal;
    private readonly NeuronCatalogue neurons;
    private readonly SynapseCatalogue synapses;
    private readonly Option<string> filter = new("--filter") { Description = "Only the models that mention this text", HelpName = "text" };
    private readonly Option<bool> json = new("--json") { Description = "Everything known of them, as JSON" };

    public ModelsCommand(Terminal terminal, NeuronCatalogue neurons, SynapseCatalogue synapses)
        : base("models", "List the models of neurons and synapses with their parameters")
    {
        (this.terminal, this.neurons, this.synapses) = (terminal, neurons, synapses);
        Add(filter);
        Add(json);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string? text = parsed.GetValue(filter);
        INeuronModel[] cells = [.. neurons.Models.Where(m => Mentions(text, m.Info.Parameters, m.Info.Name, m.Info.Summary, m.Info.Equation, m.Info.Source))];
        SynapseModel[] contacts = [.. synapses.Models.Where(m => Mentions(text, m.Parameters, m.Name, m.Summary, m.Equation, m.Source))];
        if (cells.Length + contacts.Length == 0)
        {
            string? nearest = NearestName.Of(text!, [.. neurons.Models.Select(m => m.Info.Name), .. synapses.Models.Select(m => m.Name)]);
            throw new UsageException($"No model mentions '{text}'; " + (nearest is null ? "'myelin models' shows all." : $"did you mean '{nearest}'?"));
        }

        if (parsed.GetValue(json))
        {
            IReadOnlyList<ModelListing> listings = [.. cells.Select(m => new ModelListing(ModelKinds.Of(m).ToString(), m.Info)), .. contacts.Select(m => new ModelListing(m.Kind.ToString(), m.Info))];
            terminal.Out.Profile.Out.Writer.WriteLine(JsonSerializer.Serialize(listings, ModelJson.Readable.IReadOnlyListModelListing));
            return ExitCode.Success;
        }

        foreach (IGrouping<ModelKind, INeuronModel> group in cells.GroupBy(ModelKinds.Of).OrderBy(group => group.Key)) Write(group);
        foreach (IGrouping<SynapseKind, SynapseModel> group in contacts.GroupBy(m => m.Kind).OrderBy(group => group.Key)) Write(group);
        return ExitCode.Success;
    }

    private static bool Mentions(string? text, IReadOnlyList<ParameterInfo> parameters, params IEnumerable<string> words)
        => text is null || words.Concat(parameters.Select(parameter => parameter.Name)).Any(word => word.Contains(text, StringComparison.OrdinalIgnoreCase));

    private void Write(IGrouping<ModelKind, INeuronModel> group)
    {
        Table table = Begin(ModelKinds.Title(group.Key), "inputs");
        foreach (NeuronInfo info in group.Select(model => model.Info).OrderBy(info => info.Name, StringComparer.Ordinal))
            Add(table, info.Name, info.Summary, info.Parameters, info.States, Names(info.Ports.Select(port => (port.Name, port.Unit))), info.Source);
        terminal.Out.Write(table);
    }

    private void Write(IGrouping<SynapseKind, SynapseModel> group)
    {
        Table table = Begin(SynapseReport.Title(group.Key), "weight");
        foreach (SynapseModel model in group.OrderBy(model => model.Name, StringComparer.Ordinal))
            Add(table, model.Name, model.Summary, model.Parameters, model.States, model.Unit, model.Source);
        terminal.Out.Write(table);
    }

    private Table Begin(string title, string last)
    {
        terminal.Out.MarkupLine($"[bold]{Markup.Escape(title)}[/]");
        Table table = new Table().Border(TableBorder.Simple).AddColumns("name", "what it is", "parameters", "states", last, "source");
        table.Columns[0].NoWrap();
        return table;
    }

    private static void Add(Table table, string name, string summary, IReadOnlyList<ParameterInfo> parameters, IReadOnlyList<VariableInfo> states, string last, string source)
        => table.AddRow(
            new Markup($"[bold]{Markup.Escape(name)}[/]"),
            new Text(FirstSentence(summary)),
            new Text(Names(parameters.Select(parameter => (parameter.Name, parameter.Unit)))),
            new Text(Names(states.Select(state => (state.Name, state.Unit)))),
            new Text(last),
            new Text(source));

    private static string Names(IEnumerable<(string Name, string Unit)> items)
        => string.Join(", ", items.Select(item => item.Unit.Length == 0 ? item.Name : $"{item.Name} {item.Unit}"));

    // A stop within a number or an abbreviation is followed by no space.
    private static string FirstSentence(string summary)
    {
        int stop = summary.IndexOf(". ", StringComparison.Ordinal);
        return stop < 0 ? summary : summary[..(stop + 1)];
    }
}
