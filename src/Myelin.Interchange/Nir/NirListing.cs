namespace Myelin.Interchange.Nir;

/// <summary>A node as lists and pictures show it.</summary>
/// <param name="Name">Its name; that of a node within a graph within the graph is <c>outer.inner</c>.</param>
/// <param name="Node">The node.</param>
/// <param name="Shape">Shape of what it gives away; null where the graph does not say.</param>
/// <param name="Targets">Names of the nodes that get it.</param>
public sealed record NirListing(string Name, NirNode Node, NirShape? Shape, IReadOnlyList<string> Targets)
{
    /// <summary>Number of numbers in its arrays.</summary>
    public long Parameters => Node.Fields.Values.OfType<NumericArray>().Where(array => !array.IsInteger).Sum(array => (long)array.Length);
}

/// <summary>Lists the nodes of graphs.</summary>
public static class NirListings
{
    extension(NirGraph graph)
    {
        /// <summary>All nodes, inner graphs unfolded, in the order of their names; shapes as far as they can be found.</summary>
        public IReadOnlyList<NirListing> List()
        {
            var shapes = new GraphShapes(graph);
            ILookup<string, string> after = shapes.Flat.Edges.ToLookup(e => e.Source, e => e.Target, StringComparer.Ordinal);
            return [
                .. shapes.Flat.Nodes
                    .OrderBy(n => n.Key, StringComparer.Ordinal)
                    .Select(n => new NirListing(n.Key, n.Value, shapes.Find(n.Key) ?? n.Value.OwnOutput, [.. after[n.Key].Distinct(StringComparer.Ordinal)])),
            ];
        }
    }
}
