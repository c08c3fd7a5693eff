using Myelin.Experiments;
using Myelin.Experiments.Models;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Myelin.Synapses;
using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>What <c>myelin model</c> says of a model and of its study.</summary>
internal static class ModelPage
{
    public static void Write(Terminal terminal, INeuronModel model)
    {
        NeuronInfo info = model.Info;
        Head(terminal.Out, info.Name, info.Summary, info.Equation, info.Source);
        Parameters(terminal.Out, model, info.Parameters);
        Write(terminal.Out, "state", info.States);
        Write(terminal.Out, "input", info.Ports);
    }

    public static void Write(Terminal terminal, SynapseModel model)
    {
        Head(terminal.Out, model.Name, model.Summary, model.Equation, model.Source);
        Parameters(terminal.Out, model.Model, model.Parameters);
        Write(terminal.Out, "state", model.States);
    }

    public static void Write(Terminal terminal, ModelStudy study, ModelStudyResult result, OutputFolder folder) => Write(terminal, study.Findings(result), folder);

    public static void Write(Terminal terminal, IEnumerable<string> findings, OutputFolder folder)
    {
        foreach (string line in findings)
            terminal.Out.WriteLine(line);
        TextWriter writer = terminal.Out.Profile.Out.Writer;
        writer.WriteLine($"results  {folder.PathOf(ExperimentRun.ResultFile)}");
        writer.WriteLine($"report   {folder.PathOf(ExperimentRun.ReportFile)}");
    }

    private static void Head(IAnsiConsole console, string name, string summary, string equation, string source)
    {
        console.MarkupLine($"[bold]{Markup.Escape(name)}[/]");
        console.WriteLine(summary);
        console.WriteLine();
        foreach (string line in equation.Split("; ", StringSplitOptions.TrimEntries))
            console.WriteLine("  " + line);
        console.WriteLine();
        console.WriteLine("Source: " + source);
    }

    private static void Parameters(IAnsiConsole console, object model, IReadOnlyList<ParameterInfo> parameters)
    {
        if (parameters.Count == 0)
            return;
        Table table = new Table().Border(TableBorder.Simple).AddColumns("parameter", "value", "default", "range", "meaning");
        foreach (ParameterInfo parameter in parameters)
        {
            string value = ModelParameters.Text(model, parameter), usual = ModelParameters.DefaultText(model, parameter);
            table.AddRow(
                new Text(parameter.Name),
                string.Equals(value, usual, StringComparison.Ordinal) ? new Text(value) : new Markup($"[bold]{Markup.Escape(value)}[/]"),
                new Text(usual),
                new Text(parameter.Range),
                new Text(parameter.Summary));
        }

        console.Write(table);
    }

    private static void Write(IAnsiConsole console, string kind, IReadOnlyList<VariableInfo> variables)
    {
        if (variables.Count == 0)
            return;
        Table table = new Table().Border(TableBorder.Simple).AddColumns(kind, "unit", "meaning");
        foreach (VariableInfo variable in variables)
            table.AddRow(new Text(variable.Name), new Text(variable.Unit), new Text(variable.Summary));
        console.Write(table);
    }
}
