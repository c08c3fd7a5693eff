using Myelin.Data.Files;
using Myelin.Interchange.Layers;
using Myelin.Interchange.Onnx;
using Myelin.Learning.Conversion;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Tests.Conversion;

/// <summary>Networks of other tools give what an independent evaluation of their files gives.</summary>
public sealed class OnnxReferenceTests
{
    private const int Images = 4;

    [Theory]
    [InlineData("mnist_cnn")]
    [InlineData("mnist_maxpool_mlp")]
    public void A_network_gives_the_reference_outputs(string name) => Check(Graph(name), name);

    [Theory]
    [InlineData("mnist_cnn")]
    [InlineData("mnist_maxpool_mlp")]
    public void Without_maxima_and_folded_it_is_the_same_function(string name)
    {
        LayerGraph graph = Graph(name).WithoutMaxima().Folded();
        graph.Nodes.ShouldNotContain(n => n.Layer is PoolingLayer || n.Layer is ScaleLayer);
        Check(graph, name);
    }

    private static LayerGraph Graph(string name) => OnnxFile.Read(Path.Combine(AppContext.BaseDirectory, "reference", "onnx", name + ".onnx")).Graph;

    private static void Check(LayerGraph graph, string name)
    {
        CsvFile table = CsvFile.Read(Path.Combine(AppContext.BaseDirectory, "reference", "onnx", name + ".csv"));
        float[] images = new float[Images * 784];
        for (int s = 0; s < Images; s++)
        {
            for (int i = 0; i < 784; i++) images[(s * 784) + i] = (float)(((((i * 37) + (s * 101) + (i * i % 53 * (s + 1))) % 256) / 255.0) - (s % 2 == 1 ? 0.2 : 0));
        }

        float[] output = new LayerNetwork(graph).Forward(Tensor.From(images, [1, Images, 1, 28, 28])).Expanded().Values.ToArray();
        for (int s = 0; s < Images; s++)
        {
            for (int c = 0; c < 10; c++) ((double)output[(s * 10) + c]).ShouldBe(table.Number(s, c), 2e-5);
        }
    }
}
