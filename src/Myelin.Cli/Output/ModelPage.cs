using Myelin.Experiments;
using Myelin.Experiments.Models;
using Myelin.Experiments.Running;
using Myelin.Neurons;
using Spectre.Console;

namespace Myelin.Cli.Output;

/// <summary>What <c>myelin model</c> says of a model and of its study.</summary>
internal static class ModelPage
{
    public static void Write(Terminal terminal, INeuronModel model)
    {
        NeuronInfo info = model.Info;
        IAnsiConsole console = terminal.Out;
        console.MarkupLine($"[bold]{Markup.Escape(info.Name)}[/]");
        console.WriteLine(info.Summary);
        console.WriteLine();
        foreach (string line in info.Equation.Split("; ", StringSplitOptions.TrimEntries))
            console.WriteLine("  " + line);
        console.WriteLine();
        console.WriteLine("Source: " + info.Source);
        if (info.Parameters.Count > 0)
        {
            Table table = new Table().Border(TableBorder.Simple).AddColumns("parameter", "value", "default", "range", "meaning");
            foreach (ParameterInfo parameter in info.Parameters)
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

        Write(console, "state", info.States);
        Write(console, "input", info.Ports);
    }

    public static void Write(Terminal terminal, ModelStudy study, ModelStudyResult result, OutputFolder folder)
    {
        foreach (string line in study.Findings(result))
            terminal.Out.WriteLine(line);
        TextWriter writer = terminal.Out.Profile.Out.Writer;
        writer.WriteLine($"results  {folder.PathOf(ExperimentRun.ResultFile)}");
        writer.WriteLine($"report   {folder.PathOf(ExperimentRun.ReportFile)}");
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
