using FsCheck;
using FsCheck.Fluent;
using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Nir;

public sealed class RoundTripTests
{
    [Hdf5Fact]
    public void Any_graph_comes_back_from_a_file_as_it_was()
    {
        using var folder = new TemporaryFolder();
        Prop.ForAll(
            ArbMap.Default.ArbFor<int>(),
            seed =>
            {
                NirGraph graph = RandomGraph.Any(new Random(seed));
                NirFile.Write(folder.File("any.nir"), graph, compression: Math.Abs(seed % 3) * 4);
                NirDocument read = NirFile.Read(folder.File("any.nir"));
                read.Graph.ShouldBe(graph);
                read.Version.ShouldBe(NirDocument.OwnVersion);
            }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void Any_graph_comes_back_from_groups_and_data_sets_as_it_was() => Prop.ForAll(
        ArbMap.Default.ArbFor<int>(),
        seed =>
        {
            NirGraph graph = RandomGraph.Any(new Random(seed));
            NirLayout.ReadDocument(NirLayout.WriteDocument(new NirDocument(graph))).Graph.ShouldBe(graph);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Random_graphs_have_all_kinds_of_nodes()
    {
        static IEnumerable<string> Types(NirGraph graph) => graph.Nodes.Values.SelectMany(n => n is NirGraph inner ? Types(inner).Append(n.Type) : [n.Type]);
        Enumerable.Range(0, 500).SelectMany(seed => Types(RandomGraph.Any(new Random(seed)))).Distinct().Order(StringComparer.Ordinal).ShouldBe(NirLayout.Kinds.Order(StringComparer.Ordinal));
        NirLayout.Kinds.Count.ShouldBe(19);
    }

    [Hdf5Fact]
    public void Equal_graphs_give_equal_files()
    {
        using var folder = new TemporaryFolder();
        NirFile.Write(folder.File("a.nir"), RandomGraph.Any(new Random(5)), 3);
        NirFile.Write(folder.File("b.nir"), RandomGraph.Any(new Random(5)), 3);
        File.ReadAllBytes(folder.File("a.nir")).ShouldBe(File.ReadAllBytes(folder.File("b.nir")));
    }

    [Fact]
    public void A_changed_number_or_edge_makes_another_graph()
    {
        NirGraph Graph(float weight, string target) => new([new("a", new ScaleNode(NumericArray.Of([1f, weight], 2))), new("b", new ScaleNode(NumericArray.Scalar(1)))], [new NirEdge("a", target)]);
        Graph(1, "b").ShouldBe(Graph(1, "b"));
        Graph(1, "b").ShouldNotBe(Graph(2, "b"));
        Graph(1, "b").ShouldNotBe(Graph(1, "a"));
    }
}
