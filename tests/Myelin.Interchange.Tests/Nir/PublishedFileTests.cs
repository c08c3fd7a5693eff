using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Nir;

/// <summary>Files of other tools are read, checked and written again as they were.</summary>
public sealed class PublishedFileTests
{
    public static TheoryData<string> Files => [.. ReferenceFile.All];

    [Hdf5Theory]
    [MemberData(nameof(Files))]
    public void Saved_again_it_has_the_same_nodes_edges_and_arrays(string file)
    {
        NirGraph graph = NirFile.Read(ReferenceFile.Of(file)).Graph;
        graph.Count.ShouldBeGreaterThan(3);
        using var folder = new TemporaryFolder();
        foreach (int compression in (int[])[0, 4])
        {
            NirFile.Write(folder.File("again.nir"), graph, compression);
            NirFile.Read(folder.File("again.nir")).Graph.ShouldBe(graph);
        }
    }

    [Hdf5Theory]
    [InlineData("lif_norse.nir", "0.1.1", 4, 3, "Affine Input LIF Output")]
    [InlineData("two_lif_neurons.nir", "0.2.0", 6, 5, "Input LIF LIF Linear Linear Output")]
    [InlineData("braille_noDelay_bias_zero.nir", "0.2.0", 7, 7, "Affine Affine Affine CubaLIF CubaLIF Input Output")]
    [InlineData("cnn_sinabs.nir", "0.2.0", 15, 14, "Affine Affine Conv2d Conv2d Conv2d Flatten IF IF IF IF IF Input Output SumPool2d SumPool2d")]
    public void It_has_the_nodes_that_its_tool_wrote(string file, string version, int nodes, int edges, string types)
    {
        NirDocument document = NirFile.Read(ReferenceFile.Of(file));
        document.Version.ShouldBe(version);
        document.Graph.Count.ShouldBe(nodes);
        document.Graph.Edges.Length.ShouldBe(edges);
        string.Join(' ', document.Graph.Nodes.Values.Select(n => n.Type).Order(StringComparer.Ordinal)).ShouldBe(types);
        document.Graph.Problems().ShouldBeEmpty();
    }

    [Hdf5Fact]
    public void Numbers_are_those_of_the_file()
    {
        NirGraph graph = NirFile.Read(ReferenceFile.Of("braille_noDelay_bias_zero.nir")).Graph;
        var hidden = graph.Nodes["lif1.lif"].ShouldBeOfType<CubaLifNode>();
        hidden.TauMem.Type.ShouldBe(NumericType.Float64);
        hidden.TauMem.ShapeText.ShouldBe("(38,)");
        hidden.TauMem[0].ShouldBe(0.001, 1e-9);
        hidden.R[37].ShouldBe(9.99999762, 1e-8);
        hidden.VReset.ShouldBeNull();
        var first = graph.Nodes["fc1"].ShouldBeOfType<AffineNode>();
        first.Weight.Type.ShouldBe(NumericType.Float32);
        first.Weight.ShapeText.ShouldBe("(38, 12)");
        first.Weight[0].ShouldBe(-1.3380636f);
        first.Bias[3].ShouldBe(-0.47137752f);
    }

    [Hdf5Theory]
    [InlineData("braille_noDelay_bias_zero_subgraph.nir")]
    [InlineData("braille_noDelay_noBias_subtract_subgraph.nir")]
    public void Edges_that_name_no_node_are_a_problem(string file) => NirFile.Read(ReferenceFile.Of(file)).Graph.Problems()
        .ShouldContain("The edge 'input -> lif' in 'lif1' names 'lif', but there is no such node; there are input, lif1, lin, output.");
}
