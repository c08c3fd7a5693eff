using System.Globalization;
using System.Net;
using System.Text;

namespace Myelin.Interchange.Nir;

/// <summary>A picture of a graph: nodes from left to right by their distance from the inputs, edges between them; those that lead back are dashed.</summary>
public static class GraphDrawing
{
    private const int Width = 150, Height = 64, ColumnGap = 60, RowGap = 24, Margin = 20, MostNodes = 2000;

    extension(NirGraph graph)
    {
        /// <summary>The picture as SVG, inner graphs unfolded.</summary>
        /// <exception cref="InvalidDataException">The graph has more nodes than a picture shows.</exception>
        public string ToSvg()
        {
            var flat = new FlatGraph(graph);
            Dictionary<string, NirListing> listed = graph.List().ToDictionary(n => n.Name, StringComparer.Ordinal);
            if (flat.Nodes.Count > MostNodes) throw new InvalidDataException($"A picture shows at most {MostNodes} nodes; the graph has {flat.Nodes.Count}.");
            Dictionary<string, (int Column, int Row)> places = Places(flat);
            int columns = places.Values.Select(p => p.Column).DefaultIfEmpty(0).Max() + 1, rows = places.Values.Select(p => p.Row).DefaultIfEmpty(0).Max() + 1;
            var svg = new StringBuilder();
            svg.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {(2 * Margin) + (columns * (Width + ColumnGap)) - ColumnGap} {(2 * Margin) + (rows * (Height + RowGap))}\" font-family=\"sans-serif\" font-size=\"12\">\n");
            svg.Append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"8\" markerHeight=\"8\" orient=\"auto\"><path d=\"M0 0 8 4 0 8z\" fill=\"#667\"/></marker></defs>\n");
            foreach (NirEdge edge in flat.Edges) Draw(svg, places[edge.Source], places[edge.Target]);
            foreach ((string name, NirNode node) in flat.Nodes.OrderBy(n => n.Key, StringComparer.Ordinal))
            {
                (int x, int y) = Corner(places[name]);
                string colour = node switch { NeuronNode => "#d7ecd9", InputNode or OutputNode => "#e3e6ef", _ => "#f6ead0" };
                svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{x}\" y=\"{y}\" width=\"{Width}\" height=\"{Height}\" rx=\"5\" fill=\"{colour}\" stroke=\"#667\"/>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 8}\" y=\"{y + 18}\" font-weight=\"bold\" fill=\"#111\">{Text(name)}</text>");
                svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 8}\" y=\"{y + 36}\" fill=\"#111\">{Text(node.Type)} {listed[name].Shape?.ToString() ?? ""}</text>");
                if (listed[name].Parameters > 0) svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x + 8}\" y=\"{y + 54}\" fill=\"#445\">{listed[name].Parameters} {(listed[name].Parameters == 1 ? "parameter" : "parameters")}, {Bytes(node.Bytes)}</text>");
                svg.Append('\n');
            }

            return svg.Append("</svg>\n").ToString();
        }
    }

    private static Dictionary<string, (int Column, int Row)> Places(FlatGraph flat)
    {
        ILookup<string, string> after = flat.Edges.ToLookup(e => e.Source, e => e.Target, StringComparer.Ordinal);
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        var open = new Queue<string>();
        foreach (string first in flat.Inputs.Concat(flat.Nodes.Keys.Order(StringComparer.Ordinal)))
        {
            if (!columns.TryAdd(first, 0)) continue;
            open.Enqueue(first);
            while (open.TryDequeue(out string? node))
            {
                foreach (string next in after[node])
                {
                    if (columns.TryAdd(next, columns[node] + 1)) open.Enqueue(next);
                }
            }
        }

        var rows = new Dictionary<int, int>();
        var places = new Dictionary<string, (int, int)>(StringComparer.Ordinal);
        foreach ((string name, int column) in columns.OrderBy(c => c.Key, StringComparer.Ordinal)) places[name] = (column, rows[column] = rows.GetValueOrDefault(column, -1) + 1);
        return places;
    }

    private static (int X, int Y) Corner((int Column, int Row) place) => (Margin + (place.Column * (Width + ColumnGap)), Margin + (place.Row * (Height + RowGap)));

    private static void Draw(StringBuilder svg, (int Column, int Row) from, (int Column, int Row) to)
    {
        ((int x1, int y1), (int x2, int y2)) = (Corner(from), Corner(to));
        bool leadsBack = to.Column <= from.Column;
        string path = leadsBack
            ? string.Create(CultureInfo.InvariantCulture, $"M{x1 + (Width / 2)} {y1 + Height} C{x1 + (Width / 2)} {y1 + Height + RowGap} {x2 + (Width / 2)} {y2 + Height + RowGap} {x2 + (Width / 2) + 12} {y2 + Height}")
            : string.Create(CultureInfo.InvariantCulture, $"M{x1 + Width} {y1 + (Height / 2)} L{x2} {y2 + (Height / 2)}");
        svg.Append(CultureInfo.InvariantCulture, $"<path d=\"{path}\" fill=\"none\" stroke=\"#667\"{(leadsBack ? " stroke-dasharray=\"4 3\"" : "")} marker-end=\"url(#tip)\"/>\n");
    }

    private static string Bytes(long bytes) => bytes < 1000 ? $"{bytes} B" : bytes < 1_000_000 ? string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.#} kB") : string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.#} MB");

    private static string Text(string text) => WebUtility.HtmlEncode(text.Length > 20 ? text[..19] + "…" : text);
}
