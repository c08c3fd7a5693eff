using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Nir;

public sealed class RefusalTests
{
    private static readonly NumericArray one = NumericArray.Of([1.0], 1);

    [Fact]
    public void An_unknown_type_is_named_beside_the_known_ones() => Refusal(Graph(("n", Group(("type", new DataText("Izhikevich"))))))
        .ShouldBe("node 'n': the type 'Izhikevich' is not known; known are Affine, AvgPool2d, Conv1d, Conv2d, CubaLI, CubaLIF, Delay, Flatten, I, IF, Input, LI, LIF, Linear, NIRGraph, Output, Scale, SumPool2d, Threshold.");

    [Fact]
    public void A_missing_field_is_named() => Refusal(Graph(("n", Group(("type", new DataText("Affine")), ("weight", one))))).ShouldBe("node 'n' (Affine): the field 'bias' is missing.");

    [Fact]
    public void An_unknown_field_is_named() => Refusal(Graph(("n", Group(("type", new DataText("Scale")), ("scale", one), ("gain", one))))).ShouldBe("node 'n' (Scale): the field 'gain' is not one of Scale, which has scale.");

    [Fact]
    public void A_field_of_another_kind_is_named()
    {
        Refusal(Graph(("n", Group(("type", new DataText("Scale")), ("scale", new DataText("2")))))).ShouldBe("node 'n' (Scale): the field 'scale' holds no numbers.");
        Refusal(Graph(("n", Group(("type", new DataText("Input")), ("shape", NumericArray.Of([1.5], 1)))))).ShouldBe("node 'n' (Input): the field 'shape' must be a whole number of at least 0, got 1.5.");
        Refusal(Graph(("n", Group(("type", new DataText("Input")), ("shape", NumericArray.Integers(int.MaxValue, 9)))))).ShouldContain("more elements than an array can have");
    }

    [Fact]
    public void A_file_of_something_else_is_refused()
    {
        Refusal(Group(("weights", one))).ShouldBe("it has no group 'node', so it is no NIR file.");
        Refusal(Group(("node", Group(("type", new DataText("Scale")), ("scale", one))))).ShouldBe("its top node is no NIRGraph.");
    }

    [Fact]
    public void Graphs_nested_without_end_are_refused()
    {
        DataGroup inner = Group(("type", new DataText("NIRGraph")), ("nodes", Group()));
        for (int i = 0; i < 40; i++) inner = Group(("type", new DataText("NIRGraph")), ("nodes", Group(("g", inner))));
        Refusal(Group(("node", inner))).ShouldEndWith("graphs are nested more than 16 deep.");
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_a_problem()
    {
        var graph = new NirGraph(
            [new("in", new InputNode(new NirShape(12))), new("w", new LinearNode(NumericArray.Filled(1, 7, 13))), new("out", new OutputNode(new NirShape(7)))],
            [new NirEdge("in", "w"), new NirEdge("w", "out")]);
        graph.Problems().ShouldBe(["Node 'w' (Linear) takes (13,) by its weight (7, 13), but gets (12,), from 'in'."]);
    }

    [Fact]
    public void Parameters_of_different_shapes_are_a_problem() => new NirGraph(
        [new("in", new InputNode(new NirShape(3))), new("n", new LifNode(NumericArray.Filled(1, 3), NumericArray.Filled(1, 3), NumericArray.Filled(1, 4), NumericArray.Filled(1, 3))), new("out", new OutputNode(new NirShape(3)))],
        [new NirEdge("in", "n"), new NirEdge("n", "out")]).Problems().ShouldBe(["Node 'n' (LIF): its parameters have different shapes: 'v_leak' has (4,), others (3,)."]);

    [Fact]
    public void An_inner_input_that_declares_another_shape_is_a_problem()
    {
        var inner = new NirGraph([new("input", new InputNode(new NirShape(12))), new("output", new OutputNode(new NirShape(38)))], [new NirEdge("input", "output")]);
        var graph = new NirGraph([new("in", new InputNode(new NirShape(38))), new("hidden", inner), new("out", new OutputNode(new NirShape(38)))], [new NirEdge("in", "hidden"), new NirEdge("hidden", "out")]);
        graph.Problems().ShouldBe(["Node 'hidden.input' (Input) declares the shape (12,), but gets (38,), from 'in'."]);
    }

    private static string Refusal(DataGroup root) => Should.Throw<InvalidDataException>(() => NirLayout.ReadDocument(root)).Message;

    private static DataGroup Graph(params (string Name, DataItem Item)[] nodes) => Group(("node", Group(("type", new DataText("NIRGraph")), ("nodes", Group(nodes)))));

    private static DataGroup Group(params (string Name, DataItem Item)[] items) => new(items.Select(i => new KeyValuePair<string, DataItem>(i.Name, i.Item)));
}
