using System.Globalization;
using Myelin.Interchange.Nir;

namespace Myelin.Experiments.Reports;

/// <summary>A graph of NIR as a page: its picture, and a table of nodes with shapes, parameters and memory.</summary>
public static class GraphReport
{
    /// <summary>Writes the page.</summary>
    /// <param name="stream">Where to.</param>
    /// <param name="title">The file's name.</param>
    /// <param name="document">The graph.</param>
    /// <exception cref="InvalidDataException">The graph has more nodes than a picture shows.</exception>
    public static void Write(Stream stream, string title, NirDocument document)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(document);
        NirGraph graph = document.Graph;
        IReadOnlyList<NirListing> nodes = graph.List();
        var page = new HtmlPage(title, hasFigures: false);
        page.Append($"<header>\n<h1>{HtmlPage.Text(title)}</h1>\n<p>A graph of the neuromorphic intermediate representation{(document.Version is { } version ? $", version {HtmlPage.Text(version)}" : "")}.</p>\n<dl class=\"tiles\">\n");
        page.Tile("nodes", nodes.Count.ToString(CultureInfo.InvariantCulture));
        page.Tile("edges", nodes.Sum(n => n.Targets.Count).ToString(CultureInfo.InvariantCulture));
        page.Tile("parameters", Amount.Count(nodes.Sum(n => n.Parameters)));
        page.Tile("memory", Amount.Bytes(graph.Bytes));
        page.Append("</dl>\n</header>\n");
        IReadOnlyList<string> problems = graph.Problems();
        if (problems.Count > 0) page.Section(new TextSection("Problems", problems));

        // Edges to nodes that are not there cannot be drawn, and are among the problems.
        page.Open("The graph", "Neurons are green, weights yellow, inputs and outputs grey; dashed edges lead back.");
        page.Append($"<figure>\n{graph.ToSvg()}</figure>\n");
        page.Close();
        var table = new Table("Nodes", "Shape of what each gives away in a step, its numbers, and their bytes.", "node", "type", "shape", "parameters", "memory", "to");
        foreach (NirListing node in nodes)
            table.Add(node.Name, node.Node.Type, node.Shape?.ToString() ?? "", node.Parameters, Amount.Bytes(node.Node.Bytes), string.Join(", ", node.Targets));
        page.Section(table);
        stream.Write(System.Text.Encoding.UTF8.GetBytes(page.End()));
    }
}
