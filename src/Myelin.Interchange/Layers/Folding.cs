namespace Myelin.Interchange.Layers;

/// <summary>Batch normalisation and arithmetic with constants as part of the weights before them.</summary>
public static class Folding
{
    extension(LayerGraph graph)
    {
        /// <summary>The same function without scales and shifts behind products and convolutions that nothing else takes: their weights and biases have them.</summary>
        public LayerGraph Folded()
        {
            Layer[] layers = [.. graph.Nodes.Select(n => n.Layer)];
            int[] takers = new int[layers.Length], stands = [.. Enumerable.Range(0, layers.Length)], places = new int[layers.Length];
            foreach (int input in graph.Nodes.SelectMany(n => n.Inputs)) takers[input]++;
            for (int i = 0; i < layers.Length; i++)
            {
                if (layers[i] is not ScaleLayer scale) continue;
                int before = graph.Nodes[i].Inputs[0];
                if (takers[before] != 1 || Folded(layers[stands[before]], scale, graph.Nodes[i].Shape) is not { } folded) continue;
                stands[i] = stands[before];
                layers[stands[i]] = folded;
            }

            var result = new LayerGraph();
            for (int i = 0; i < layers.Length; i++)
                places[i] = stands[i] == i ? result.Add(graph.Nodes[i].Name, layers[i], [.. graph.Nodes[i].Inputs.Select(n => places[n])]) : places[stands[i]];
            return result;
        }
    }

    private static Layer? Folded(Layer layer, ScaleLayer scale, IReadOnlyList<int> shape)
    {
        switch (layer)
        {
            case DenseLayer dense:
                (float[] weight, float[] bias) = Scaled(dense.Weight, dense.Bias, ScaleLayer.Expand(scale.Factor, shape), ScaleLayer.Expand(scale.Shift, shape));
                return dense with { Weight = weight, Bias = bias };
            case ConvolutionLayer convolution when Math.Max(scale.Factor.Length, scale.Shift.Length) <= convolution.Channels:
                int[] channels = [convolution.Channels];
                (weight, bias) = Scaled(convolution.Weight, convolution.Bias, ScaleLayer.Expand(scale.Factor, channels), ScaleLayer.Expand(scale.Shift, channels));
                return convolution with { Weight = weight, Bias = bias };
            default:
                return null;
        }
    }

    private static (float[] Weight, float[] Bias) Scaled(ReadOnlyMemory<float> weight, ReadOnlyMemory<float> bias, float[] factor, float[] shift)
    {
        float[] weights = new float[weight.Length], biases = new float[factor.Length];
        int each = weight.Length / factor.Length;
        for (int i = 0; i < weights.Length; i++) weights[i] = weight.Span[i] * factor[i / each];
        for (int i = 0; i < biases.Length; i++) biases[i] = (bias.Length == 0 ? 0 : bias.Span[i] * factor[i]) + shift[i];
        return (weights, biases);
    }
}
