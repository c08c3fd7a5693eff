using System.CommandLine;
using Myelin.Cli.Output;
using Myelin.Experiments;
using Myelin.Experiments.Reports;
using Myelin.Experiments.Running;
using Myelin.Interchange;
using Myelin.Interchange.Layers;
using Myelin.Interchange.Nir;
using Myelin.Interchange.Onnx;
using Spectre.Console;

namespace Myelin.Cli.Commands;

/// <summary><c>myelin inspect</c>: shows the graph of a NIR file, or the layers of an ONNX file.</summary>
internal sealed class InspectCommand : Command
{
    private readonly Terminal terminal;
    private readonly Surroundings surroundings;
    private readonly Argument<string> file = new("file") { Description = "A NIR file (.nir), or an ordinary network (.onnx)" };
    private readonly Option<string> svg = new("--svg") { Description = "Also draw the graph of a NIR file into this file", HelpName = "file" };

    private readonly Option<string> output = new("--out") { Description = "Also write a page with the picture, shapes, parameters and memory (HTML)", HelpName = "file" };

    public InspectCommand(Terminal terminal, Surroundings surroundings)
        : base("inspect", "Show what a NIR or ONNX file holds: nodes, shapes, parameters, memory")
    {
        (this.terminal, this.surroundings) = (terminal, surroundings);
        Add(file);
        Add(svg);
        Add(output);
        SetAction(Run);
    }

    private int Run(ParseResult parsed)
    {
        string path = NirInput.Existing(parsed.GetValue(file)!);
        if (Path.GetExtension(path).Equals(".onnx", StringComparison.OrdinalIgnoreCase))
        {
            if (parsed.GetValue(svg) is not null || parsed.GetValue(output) is not null) throw new UsageException("--svg and --out draw NIR files only; 'myelin convert --out' makes one of an ONNX file.");
            ShowLayers(path);
            return ExitCode.Success;
        }

        NirDocument document = NirFile.Read(path);
        IReadOnlyList<string> problems = document.Graph.Problems();
        var tree = new Tree(Markup.Escape($"{Path.GetFileName(path)}, NIR {document.Version ?? "of no stated version"}"));
        Add(tree, document.Graph);
        terminal.Out.Write(tree);
        terminal.Out.WriteLine($"{document.Graph.Count} nodes, {document.Graph.Edges.Length} edges, {Amount.Bytes(document.Graph.Bytes)} of parameters");
        if (parsed.GetValue(svg) is { } picture) Write(picture, "picture", stream => stream.Write(System.Text.Encoding.UTF8.GetBytes(document.Graph.ToSvg())));
        if (parsed.GetValue(output) is { } page) Write(page, "report ", stream => GraphReport.Write(stream, Path.GetFileName(path), document));

        foreach (string problem in problems) terminal.ErrorWriter.WriteLine($"'{path}': {problem}");
        return problems.Count == 0 ? ExitCode.Success : ExitCode.Failure;
    }

    private void ShowLayers(string path)
    {
        OnnxDocument document = OnnxFile.Read(path);
        LayerGraph graph = document.Graph;
        Spectre.Console.Table table = new Spectre.Console.Table().Border(TableBorder.Simple).AddColumns("layer", "what it is", "takes", "shape", "parameters");
        foreach (LayerNode node in graph.Nodes)
        {
            string[] cells = [node.Name, node.Layer.ToString(), string.Join(", ", node.Inputs.Select(i => graph.Nodes[i].Name)), $"({string.Join(", ", node.Shape)})", Amount.Count(node.Layer.ParameterCount)];
            table.AddRow([.. cells.Select(Markup.Escape)]);
        }

        terminal.Out.Write(table);
        terminal.Out.WriteLine($"{Path.GetFileName(path)}, ONNX operator set {document.OperatorSet}{(document.Producer.Length == 0 ? "" : $", written by {document.Producer}")}: {graph.Nodes.Count} layers, {Amount.Count(graph.ParameterCount)} parameters");
    }

    private void Write(string file, string what, Action<Stream> content)
    {
        string full = Path.GetFullPath(file);
        new OutputFolder(Path.GetDirectoryName(full)!, surroundings.CreateFile).Write(Path.GetFileName(full), content);
        terminal.Out.Profile.Out.Writer.WriteLine($"{what}  {full}");
    }

    private static void Add(IHasTreeNodes parent, NirGraph graph)
    {
        foreach ((string name, NirNode node) in graph.Nodes)
        {
            string to = string.Join(", ", graph.Edges.Where(e => string.Equals(e.Source, name, StringComparison.Ordinal)).Select(e => e.Target).Distinct(StringComparer.Ordinal));
            string arrow = to.Length == 0 ? "" : $" [grey]-> {Markup.Escape(to)}[/]";
            TreeNode item = parent.AddNode($"[bold]{Markup.Escape(name)}[/] {Markup.Escape(node.Type)}{arrow}");
            if (node is NirGraph inner)
            {
                Add(item, inner);
                continue;
            }

            foreach ((string field, DataItem value) in node.Fields) item.AddNode(Markup.Escape($"{field} {Value(field, value)}"));
            if (node.Metadata is { } metadata) item.AddNode(Markup.Escape($"metadata: {string.Join(", ", metadata.Names)}"));
        }
    }

    // A short whole-number vector is a shape or a size, and shown as it is.
    private static string Value(string field, DataItem value) => value is NumericArray { IsInteger: true, Rank: 1, Length: <= 4 } array ? $"({string.Join(", ", array.ToArray())})" : value.ToString()!;
}
