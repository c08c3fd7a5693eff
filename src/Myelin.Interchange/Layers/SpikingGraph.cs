using Myelin.Interchange.Nir;

namespace Myelin.Interchange.Layers;

/// <summary>Ordinary networks as graphs of integrate-and-fire neurons, which NIR can hold.</summary>
public static class SpikingGraph
{
    /// <summary>Name of the item of a node's metadata that says what a spike does: <c>subtract</c> where it takes the threshold off the membrane.</summary>
    public const string ResetItem = "reset";

    /// <summary>Name of the item of a node's metadata with the potential of the membrane before the first step.</summary>
    public const string InitialItem = "v_init";

    extension(LayerGraph graph)
    {
        /// <summary>
        /// The network with an integrate-and-fire neuron (NIR's IF) in the place of every rectifier; each spike is worth the threshold, and takes it off the membrane.
        /// Over T steps of a constant input, the mean of the output goes towards what the network gives. NIR cannot say that a spike subtracts, nor where a membrane
        /// starts; both are in the metadata of the nodes, which Myelin's own import follows.
        /// </summary>
        /// <param name="thresholds">The threshold of each layer, by the names of the rectifiers of the network without maxima: the activation that a spike in every step stands for.</param>
        /// <param name="start">Where membranes start, in thresholds; a half makes the number of spikes the rounded sum of the input.</param>
        /// <exception cref="ArgumentException">A rectifier has no threshold; the message names it.</exception>
        /// <exception cref="InvalidDataException">A layer has no node in NIR; the message names it and says what would be right.</exception>
        public NirGraph ToNir(IReadOnlyDictionary<string, double> thresholds, double start = 0.5)
        {
            ArgumentNullException.ThrowIfNull(thresholds);
            return new Writer(thresholds, start).Write(graph.WithoutMaxima().Folded());
        }
    }

    // What a layer gives: the sum of some nodes, each times a factor.
    private sealed record Giver(IReadOnlyList<(string Node, double Factor)> Terms);

    private sealed class Writer(IReadOnlyDictionary<string, double> thresholds, double start)
    {
        private readonly Dictionary<string, NirNode> nodes = new(StringComparer.Ordinal);
        private readonly List<NirEdge> edges = [];

        public NirGraph Write(LayerGraph graph)
        {
            var givers = new List<Giver>();
            for (int i = 0; i < graph.Nodes.Count; i++)
            {
                LayerNode node = graph.Nodes[i];
                IReadOnlyList<int> input = node.Inputs.Count == 0 ? node.Shape : graph.Nodes[node.Inputs[0]].Shape;
                bool isLast = i == graph.Nodes.Count - 1;
                givers.Add(Node(node, input, [.. node.Inputs.SelectMany(n => givers[n].Terms)], isLast));
            }

            string last = Place("output", new OutputNode(Shape(graph.Output.Shape)));
            Lead(givers[^1].Terms, last, graph.Output.Shape, factor: 1);
            return new NirGraph(nodes, edges);
        }

        private Giver Node(LayerNode node, IReadOnlyList<int> input, IReadOnlyList<(string Node, double Factor)> terms, bool isLast)
        {
            switch (node.Layer)
            {
                case InputLayer:
                    return One(Place("input", new InputNode(Shape(node.Shape))), 1);
                case SumLayer:
                    return new Giver(terms);
                case SoftmaxLayer when isLast:
                    return new Giver(terms);
                case DenseLayer dense:
                    double factor = Common(terms);
                    return Linear(node, input, terms, factor, new AffineNode(Array(dense.Weight, factor, dense.Outputs, dense.Inputs), Bias(dense.Bias, dense.Outputs)));
                case ConvolutionLayer convolution:
                    factor = Common(terms);
                    return Linear(node, input, terms, factor, Convolution(convolution.Symmetric(), factor));
                case PoolingLayer { Kind: PoolKind.Mean } pool:
                    factor = Common(terms);
                    return One(Linear(node, input, terms, factor, new AvgPool2dNode(pool.Kernel, pool.Stride, (pool.Padding.Top, pool.Padding.Left))), factor);
                case ReshapeLayer when node.Shape.Count == 1 && input.Count == 1:
                    return new Giver(terms);
                case ReshapeLayer when node.Shape.Count == 1:
                    factor = Common(terms);
                    return One(Linear(node, input, terms, factor, new FlattenNode(0, -1, Shape(input))), factor);
                case ScaleLayer scale when node.Shape.Count == 3 && Math.Max(scale.Factor.Length, scale.Shift.Length) <= node.Shape[0]:
                    factor = Common(terms);
                    int[] channels = [node.Shape[0]];
                    var each = new ConvolutionLayer(channels[0], 1, ScaleLayer.Expand(scale.Factor, channels), ScaleLayer.Expand(scale.Shift, channels)) { Groups = channels[0] };
                    return Linear(node, input, terms, factor, Convolution(each, factor));
                case RectifierLayer:
                    return Neurons(node, input, terms);
                default:
                    throw new InvalidDataException($"'{node.Name}' ({node.Layer}, from {Layer.Text(input)} to {Layer.Text(node.Shape)}) has no node in NIR; NIR has products, convolutions, means of windows, joining all axes, and factors and shifts of channels.");
            }
        }

        private Giver Neurons(LayerNode node, IReadOnlyList<int> input, IReadOnlyList<(string Node, double Factor)> terms)
        {
            if (!thresholds.TryGetValue(node.Name, out double threshold)) throw new ArgumentException($"The rectifier '{node.Name}' has no threshold; calibrate the network without its maxima.");
            int[] shape = [.. node.Shape];
            var metadata = new DataGroup(
                new KeyValuePair<string, DataItem>(ResetItem, new DataText("subtract")), new KeyValuePair<string, DataItem>(InitialItem, NumericArray.Scalar(start * threshold)));
            var neurons = new IfNode(NumericArray.Filled(1, shape), NumericArray.Filled(threshold, shape), NumericArray.Filled(0, shape)) { Metadata = metadata };
            string name = Place(node.Name, neurons);
            Lead(terms, name, input, factor: 1);
            return One(name, threshold);
        }

        private static Giver One(string name, double factor) => new([(name, factor)]);

        private static Giver One(Giver giver, double factor) => One(giver.Terms[0].Node, factor);

        private Giver Linear(LayerNode node, IReadOnlyList<int> input, IReadOnlyList<(string Node, double Factor)> terms, double factor, NirNode made)
        {
            string name = Place(node.Name, made);
            Lead(terms, name, input, factor);
            return One(name, 1);
        }

        // Edges to a node that has the common factor in itself; terms with another one go over a scale.
        private void Lead(IReadOnlyList<(string Node, double Factor)> terms, string to, IReadOnlyList<int> shape, double factor)
        {
            foreach ((string from, double own) in terms)
            {
                if (own.Equals(factor))
                {
                    edges.Add(new NirEdge(from, to));
                    continue;
                }

                string scale = Place($"{from}_to_{to}", new ScaleNode(NumericArray.Filled(own / factor, [.. shape])));
                edges.Add(new NirEdge(from, scale));
                edges.Add(new NirEdge(scale, to));
            }
        }

        private static double Common(IReadOnlyList<(string Node, double Factor)> terms) => terms.All(t => t.Factor.Equals(terms[0].Factor)) ? terms[0].Factor : 1;

        private static Conv2dNode Convolution(ConvolutionLayer layer, double factor) => new(
            Array(layer.Weight, factor, layer.Channels, layer.InputChannels / layer.Groups, layer.Kernel.Height, layer.Kernel.Width),
            Bias(layer.Bias, layer.Channels),
            layer.Stride,
            new NirPadding((layer.Padding.Top, layer.Padding.Left)),
            layer.Dilation,
            layer.Groups);

        private static NumericArray Array(ReadOnlyMemory<float> values, double factor, params ReadOnlySpan<int> shape)
        {
            float[] scaled = new float[values.Length];
            for (int i = 0; i < scaled.Length; i++) scaled[i] = (float)(values.Span[i] * factor);
            return NumericArray.Of(scaled, shape);
        }

        private static NumericArray Bias(ReadOnlyMemory<float> values, int length) => NumericArray.Of(values.Length == 0 ? new float[length] : values.Span, length);

        private static NirShape Shape(IReadOnlyList<int> shape) => new([.. shape]);

        // Names in files hold no slash.
        private string Place(string name, NirNode node)
        {
            string plain = name.Replace('/', '_').Replace('\0', '_');
            if (!DataGroup.IsName(plain)) plain = "node";
            string unique = plain;
            for (int i = 2; !nodes.TryAdd(unique, node); i++) unique = $"{plain}_{i}";
            return unique;
        }
    }
}
