using Myelin.Interchange.Layers;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Tests.Layers;

public sealed class SpikingGraphTests
{
    [Fact]
    public void Folding_gives_weights_that_do_both()
    {
        var graph = new LayerGraph();
        int at = graph.Add("x", new InputLayer([2]));
        at = graph.Add("w", new DenseLayer(2, new float[] { 1, 2, 3, 4 }, default), at);
        at = graph.Add("a", new ScaleLayer(new float[] { 2, 3 }, new float[] { 1 }), at);
        at = graph.Add("b", new ScaleLayer(new float[] { 1 }, new float[] { 0, 5 }), at);
        graph.Add("r", new RectifierLayer(), at);
        LayerGraph folded = graph.Folded();
        folded.Nodes.Select(n => n.Name).ShouldBe(["x", "w", "r"]);
        DenseLayer dense = folded.Nodes[1].Layer.ShouldBeOfType<DenseLayer>();
        dense.Weight.ToArray().ShouldBe([2, 4, 9, 12]);
        dense.Bias.ToArray().ShouldBe([1, 6]);
    }

    [Fact]
    public void What_another_layer_takes_too_is_not_folded()
    {
        var graph = new LayerGraph();
        int input = graph.Add("x", new InputLayer([2])), w = graph.Add("w", new DenseLayer(2, new float[4], default), input);
        graph.Add("y", new SumLayer(2), graph.Add("a", new ScaleLayer(new float[] { 2 }, new float[] { 1 }), w), w);
        graph.Folded().Nodes.Count.ShouldBe(4);
    }

    [Fact]
    public void Neurons_count_the_rounded_sum_and_give_it_back_as_worth()
    {
        // 0.7 times the input through a threshold of 2, over 10 steps: 3.5 thresholds, rounded to 4; then 3 times that.
        var graph = new LayerGraph();
        int at = graph.Add("x", new InputLayer([1]));
        at = graph.Add("a", new DenseLayer(1, new float[] { 0.5f }, new float[] { 0.2f }), at);
        at = graph.Add("r", new RectifierLayer(), at);
        graph.Add("y", new DenseLayer(1, new float[] { 3 }, new float[] { 1 }), at);
        NirGraph nir = graph.ToNir(new Dictionary<string, double> { ["r"] = 2 });
        nir.Problems().ShouldBeEmpty();
        double[] output = GraphRun.Output(nir, [.. Enumerable.Repeat(1.01, 10)], new NirImportOptions { Input = NirInputKind.Values });
        output.Sum().ShouldBe((4 * 2 * 3) + 10, 1e-9);
    }

    [Fact]
    public void Branches_with_different_thresholds_add_up_to_their_worth()
    {
        var graph = new LayerGraph();
        int x = graph.Add("x", new InputLayer([1]));
        int a = graph.Add("ra", new RectifierLayer(), graph.Add("a", new DenseLayer(1, new float[] { 1 }, default), x));
        int b = graph.Add("rb", new RectifierLayer(), graph.Add("b", new DenseLayer(1, new float[] { 1 }, default), x));
        graph.Add("y", new DenseLayer(1, new float[] { 1 }, default), graph.Add("sum", new SumLayer(2), a, b));
        NirGraph nir = graph.ToNir(new Dictionary<string, double> { ["ra"] = 1, ["rb"] = 4 });
        nir.Problems().ShouldBeEmpty();
        GraphRun.Output(nir, [.. Enumerable.Repeat(0.501, 16)], new NirImportOptions { Input = NirInputKind.Values }).Sum().ShouldBe(8 + (2 * 4), 1e-9);
    }

    [Fact]
    public void A_layer_that_has_no_node_is_named()
    {
        var graph = new LayerGraph();
        graph.Add("y", new SoftmaxLayer(), graph.Add("x", new InputLayer([3])));
        graph.Add("r", new RectifierLayer(), 1);
        Should.Throw<InvalidDataException>(() => graph.ToNir(new Dictionary<string, double> { ["r"] = 1 })).Message.ShouldStartWith("'y' (softmax, from (3) to (3)) has no node in NIR;");
        Should.Throw<ArgumentException>(() => Rectifier().ToNir(new Dictionary<string, double>())).Message.ShouldBe("The rectifier 'r' has no threshold; calibrate the network without its maxima.");
    }

    [Fact]
    public void A_maximum_that_neurons_cannot_take_is_named()
    {
        var graph = new LayerGraph();
        int x = graph.Add("x", new InputLayer([1, 9, 9]));
        graph.Add("m", new PoolingLayer(PoolKind.Maximum, 9, 9, default), x);
        Should.Throw<InvalidDataException>(() => graph.WithoutMaxima()).Message.ShouldBe("'m' takes the largest of 81 elements; neurons do it for at most 64.");
        graph = new LayerGraph();
        x = graph.Add("x", new InputLayer([1, 9, 9]));
        graph.Add("m", new PoolingLayer(PoolKind.Maximum, 3, 3, new Margins(1, 1, 1, 1)), x);
        Should.Throw<InvalidDataException>(() => graph.WithoutMaxima()).Message.ShouldBe("'m' takes maxima with a margin around 'x', which can be negative; put it behind a rectifier.");
    }

    private static LayerGraph Rectifier()
    {
        var graph = new LayerGraph();
        graph.Add("r", new RectifierLayer(), graph.Add("x", new InputLayer([3])));
        return graph;
    }
}
