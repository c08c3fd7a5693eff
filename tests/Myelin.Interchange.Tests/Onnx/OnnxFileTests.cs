using Myelin.Interchange.Layers;
using Myelin.Interchange.Onnx;
using Myelin.Interchange.Onnx.Schema;
using static Myelin.Interchange.Tests.Onnx.ModelDraft;

namespace Myelin.Interchange.Tests.Onnx;

public sealed class OnnxFileTests
{
    [Fact]
    public void Products_take_either_orientation_and_factors()
    {
        LayerGraph graph = new ModelDraft(1, 2).Constant("w", [1, 2, 3, 4, 5, 6], 2, 3).Constant("t", [1, 2, 3, 4, 5, 6], 2, 3).Constant("b", [1, 2], 2)
            .Node("MatMul", "m", ["x", "w"])
            .Node("Gemm", "y", ["m", "t", "b"], Int("transB", 1), new AttributeProto { Name = "alpha", F = 2 }, new AttributeProto { Name = "beta", F = 3 })
            .Output("y").Read().Graph;
        DenseLayer first = graph.Nodes[1].Layer.ShouldBeOfType<DenseLayer>(), second = graph.Nodes[2].Layer.ShouldBeOfType<DenseLayer>();
        first.Weight.ToArray().ShouldBe([1, 4, 2, 5, 3, 6]);
        second.Weight.ToArray().ShouldBe([2, 4, 6, 8, 10, 12]);
        second.Bias.ToArray().ShouldBe([3, 6]);
        graph.Output.Shape.ShouldBe([2]);
    }

    [Fact]
    public void Margins_that_keep_the_size_go_where_the_operator_says()
    {
        ConvolutionLayer Layer(string kind) => new ModelDraft(1, 1, 5, 5).Constant("w", new float[4], 1, 1, 2, 2)
            .Node("Conv", "y", ["x", "w"], Text("auto_pad", kind)).Output("y").Read().Graph.Nodes[1].Layer.ShouldBeOfType<ConvolutionLayer>();
        Layer("SAME_UPPER").Padding.ShouldBe(new Margins(0, 0, 1, 1));
        Layer("SAME_LOWER").Padding.ShouldBe(new Margins(1, 1, 0, 0));
        Layer("VALID").Padding.IsNone.ShouldBeTrue();
    }

    [Fact]
    public void Batch_normalisation_is_a_factor_and_a_shift()
    {
        var scale = new ModelDraft(1, 2, 3, 3).Constant("g", [2, 1], 2).Constant("b", [0, 1], 2).Constant("m", [1, 2], 2).Constant("v", [4, 1], 2)
            .Node("BatchNormalization", "y", ["x", "g", "b", "m", "v"], new AttributeProto { Name = "epsilon", F = 0 }).Output("y").Read().Graph.Nodes[1].Layer.ShouldBeOfType<ScaleLayer>();
        scale.Factor.ToArray().ShouldBe([1, 1]);
        scale.Shift.ToArray().ShouldBe([-1, -1]);
    }

    [Fact]
    public void What_does_nothing_in_evaluation_is_left_out_and_nodes_may_come_in_any_order()
    {
        ModelDraft draft = new ModelDraft(1, 1, 4, 4).Integers("shape", 1, -1)
            .Node("Relu", "y", ["r"]).Node("Reshape", "r", ["d", "shape"]).Node("Dropout", "d", ["i"]).Node("Identity", "i", ["x"]).Output("y");
        LayerGraph graph = draft.Read().Graph;
        graph.Nodes.Select(n => n.Layer.ToString()).ShouldBe(["input", "reshape", "rectifier"]);
        graph.Output.Shape.ShouldBe([16]);
    }

    [Fact]
    public void A_network_may_branch_and_join_again()
    {
        LayerGraph graph = new ModelDraft(1, 3).Constant("w", new float[9], 3, 3).Node("MatMul", "a", ["x", "w"]).Node("Relu", "b", ["x"]).Node("Add", "y", ["a", "b"]).Node("Relu", "unused", ["a"]).Output("y").Read().Graph;
        graph.Nodes.Count.ShouldBe(4);
        graph.Output.Inputs.ShouldBe([1, 2]);
    }

    [Fact]
    public void Operators_that_are_not_supported_are_named_beside_those_that_are() => new ModelDraft(1, 4).Node("LSTM", "a", ["x"]).Node("Erf", "y", ["a"]).Output("y").Refusal().ShouldBe(
        "the operators 'LSTM', 'Erf' are not supported; supported are Add, AveragePool, BatchNormalization, Constant, Conv, Div, Dropout, Flatten, Gemm, GlobalAveragePool, Identity, MatMul, MaxPool, Mul, Relu, Reshape, Softmax, Sub.");

    [Fact]
    public void An_operator_of_another_domain_is_named_with_it()
    {
        ModelDraft draft = new ModelDraft(1, 4).Node("Relu", "y", ["x"]).Output("y");
        draft.Graph.Node[0].Domain = "com.example";
        draft.Refusal().ShouldStartWith("the operator 'com.example.Relu' is not supported; supported are Add,");
    }

    [Fact]
    public void An_edge_from_nowhere_is_named() => new ModelDraft(1, 4).Node("Relu", "y", ["z"]).Output("y").Refusal().ShouldBe("node 'y' takes 'z', which nothing gives.");

    [Fact]
    public void A_cycle_is_named() => new ModelDraft(1, 4).Node("Add", "a", ["x", "b"]).Node("Relu", "b", ["a"]).Output("b").Refusal().ShouldBe("the nodes 'a', 'b' wait for each other in a cycle; a graph must have an order in which it can be computed.");

    [Fact]
    public void Shapes_that_do_not_fit_are_named()
    {
        new ModelDraft(1, 4).Constant("w", new float[6], 3, 2).Node("MatMul", "y", ["x", "w"]).Output("y").Refusal().ShouldBe("'y' multiplies vectors of 3 elements, but gets (4).");
        new ModelDraft(1, 2, 4, 4).Constant("w", new float[9], 1, 1, 3, 3).Node("Conv", "y", ["x", "w"]).Output("y").Refusal().ShouldBe("'y' takes images of 1 channels, but gets (2, 4, 4).");
        new ModelDraft(1, 1, 4, 4).Constant("w", new float[25], 1, 1, 5, 5).Node("Conv", "y", ["x", "w"]).Output("y").Refusal().ShouldBe("'y' has a window of 5, which does not fit 4 elements with margins of 0 and 0.");
        new ModelDraft(1, 5).Integers("s", 1, 4).Node("Reshape", "y", ["x", "s"]).Output("y").Refusal().ShouldBe("node 'y' (Reshape) makes a shape of (4) of (5), which has 5 elements; the numbers must agree.");
        new ModelDraft(1, 4).Constant("c", [1, 2, 3], 3).Node("Add", "y", ["x", "c"]).Output("y").Refusal()
            .ShouldBe("node 'y' (Add) computes with a constant of the shape (3) and samples of (4); the constant must be one number, one for each channel, or one for each element.");
    }

    [Fact]
    public void A_constant_that_says_more_than_it_holds_is_refused_before_anything_is_made_of_it()
    {
        new ModelDraft(1, 4).Constant("w", [1], int.MaxValue).Node("MatMul", "y", ["x", "w"]).Output("y").Refusal().ShouldBe("the constant 'w' has 1 elements; its shape (2147483647) says 2147483647.");
        new ModelDraft(1, 4).Constant("w", [1], 1L << 40).Node("MatMul", "y", ["x", "w"]).Output("y").Refusal().ShouldContain("more than a file can hold");
        new ModelDraft(1, 4).Constant("w", [float.NaN, 1], 2).Node("Add", "y", ["x", "w"]).Output("y").Refusal().ShouldBe("the constant 'w' has NaN at element 0; all numbers must be finite.");
    }

    [Fact]
    public void A_huge_shape_is_refused()
    {
        new ModelDraft(1, 1 << 20, 1 << 20).Node("Relu", "y", ["x"]).Output("y").Refusal().ShouldBe("'x' gives the shape (1048576, 1048576); from 1 to 67108864 elements are possible.");
        new ModelDraft(1, 1, 4, 4).Constant("w", [1], 1, 1, 1, 1).Node("Conv", "y", ["x", "w"], Ints("pads", 99999, 99999, 99999, 99999)).Output("y").Refusal().ShouldBe("'y' has a margin of 99999 with a window of 1; a margin must be smaller than the window.");
    }

    [Fact]
    public void What_an_operator_cannot_do_here_is_named()
    {
        new ModelDraft(1, 1, 4, 4).Node("MaxPool", "y", ["x"], Ints("kernel_shape", 2, 2), Int("ceil_mode", 1), Ints("strides", 3, 3)).Output("y").Refusal()
            .ShouldBe("node 'y' (MaxPool) has 'ceil_mode' = 1 and windows that reach beyond the image; only whole windows are supported.");
        new ModelDraft(1, 4).Node("Relu", "y", ["x"], Int("slope", 1)).Output("y").Refusal().ShouldBe("node 'y' (Relu) has the attribute 'slope', which is not supported.");
        new ModelDraft(1, 4).Node("Softmax", "y", ["x"], Int("axis", 3)).Output("y").Refusal().ShouldBe("node 'y' (Softmax) has 'axis' = 3; only 1 (all elements of a sample) is supported.");
    }

    [Fact]
    public void Inputs_and_outputs_are_counted_and_need_a_shape()
    {
        new ModelDraft(1).Node("Relu", "y", ["x"]).Output("y").Refusal().ShouldBe("the input 'x' declares no shape of a batch and at least one more axis.");
        new ModelDraft(1, 0).Node("Relu", "y", ["x"]).Output("y").Refusal().ShouldBe("the input 'x' has an axis of 0 elements; all but the first, the batch, need a length of at least 1.");
        new ModelDraft(1, 4).Node("Relu", "y", ["x"]).Refusal().ShouldBe("the graph has 0 outputs; only one is supported.");
        new ModelDraft(1, 4).Node("Relu", "y", ["x"]).Output("z").Refusal().ShouldBe("the output 'z' is given by no node.");
        new ModelDraft(1, 4).Output("x").Refusal().ShouldBe("the output 'x' does not depend on the input, so there is nothing to compute.");
        new ModelDraft(1, 4).Node("Relu", "x", ["x"]).Output("x").Refusal().ShouldBe("node 'x' gives 'x', which is given already; names in a graph are unique.");
    }

    [Fact]
    public void A_model_of_an_old_operator_set_is_refused()
    {
        ModelDraft draft = new ModelDraft(1, 4).Node("Relu", "y", ["x"]).Output("y");
        draft.Model.OpsetImport[0].Version = 6;
        draft.Refusal().ShouldBe("the model is of the operator set 6; supported are 7 and later.");
    }

    [Fact]
    public void A_file_is_named_in_its_refusal()
    {
        string path = Path.Combine(Directory.CreateTempSubdirectory("myelin-onnx-").FullName, "x.onnx");
        File.WriteAllBytes(path, [1, 2, 3]);
        Should.Throw<InvalidDataException>(() => OnnxFile.Read(path)).Message.ShouldStartWith($"{path}: it is no ONNX model, or it is cut off or damaged");
        File.WriteAllBytes(path, []);
        Should.Throw<InvalidDataException>(() => OnnxFile.Read(path)).Message.ShouldBe($"{path}: it holds no graph, so it is no ONNX model.");
        File.Delete(path);
    }
}
