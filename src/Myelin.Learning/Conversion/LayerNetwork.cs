using Myelin.Connectivity;
using Myelin.Interchange.Layers;
using Myelin.Learning.Initialisation;
using Myelin.Learning.Layers;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Conversion;

/// <summary>
/// A graph of layers as a model: [T, B, ...] to [T, B, ...]. Weights and biases are parameters, so it can be trained, and <see cref="ToGraph"/> gives
/// the graph as it has become. What stands in the place of rectifiers is free: themselves, quantised ones, or neurons.
/// </summary>
public sealed class LayerNetwork : Module
{
    private readonly LayerGraph graph;
    private readonly Module?[] modules;

    /// <summary>Makes a model.</summary>
    /// <param name="graph">The layers.</param>
    /// <param name="activation">What stands in the place of a rectifier; itself where left out.</param>
    public LayerNetwork(LayerGraph graph, Func<LayerNode, Module>? activation = null)
    {
        ArgumentNullException.ThrowIfNull(graph);
        this.graph = graph;
        modules = [.. graph.Nodes.Select(node => Make(node, activation) is { } module ? Add(node.Name, module) : null)];
    }

    /// <summary>The layers that it was made of.</summary>
    public LayerGraph Layers => graph;

    /// <summary>The rectifiers and what stands in their places, by the names of their nodes.</summary>
    public IEnumerable<(string Name, Module Module)> Activations =>
        graph.Nodes.Index().Where(n => n.Item.Layer is RectifierLayer).Select(n => (n.Item.Name, modules[n.Index]!));

    /// <summary>Draws new weights, and sets biases to 0.</summary>
    /// <param name="seed">What they are drawn from.</param>
    /// <returns>The model.</returns>
    public LayerNetwork Initialise(ulong seed)
    {
        foreach ((string name, Parameter parameter) in Parameters)
        {
            if (parameter.Shape.Rank > 1) new KaimingUniform().Fill(parameter, seed, name);
            else parameter.Values.Clear();
        }

        return this;
    }

    /// <summary>The layers with the weights as they have become.</summary>
    public LayerGraph ToGraph()
    {
        var result = new LayerGraph();
        for (int i = 0; i < modules.Length; i++)
        {
            LayerNode node = graph.Nodes[i];
            Layer layer = (node.Layer, modules[i]) switch
            {
                (DenseLayer dense, Linear linear) => dense with { Weight = linear.Weight.Used.Values.ToArray(), Bias = linear.Bias?.Values.ToArray() },
                (ConvolutionLayer convolution, Convolution2d layer2d) => convolution.Symmetric() with { Weight = layer2d.Weight.Used.Values.ToArray(), Bias = layer2d.Bias?.Values.ToArray() },
                _ => node.Layer,
            };
            result.Add(node.Name, layer, node.Inputs);
        }

        return result;
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        var results = new Tensor[modules.Length];
        results[0] = input;
        for (int i = 1; i < results.Length; i++)
        {
            LayerNode node = graph.Nodes[i];
            Tensor x = results[node.Inputs[0]];
            if (modules[i] is { } module)
            {
                results[i] = module.Forward(x);
                continue;
            }

            for (int term = 1; term < node.Inputs.Count; term++) x += results[node.Inputs[term]];
            results[i] = x;
        }

        return results[^1];
    }

    // What computes a node; null for sums, which take several.
    private static Module? Make(LayerNode node, Func<LayerNode, Module>? activation)
    {
        switch (node.Layer)
        {
            case RectifierLayer:
                return activation?.Invoke(node) ?? new Rectifier();
            case DenseLayer dense:
                var linear = new Linear(dense.Inputs, dense.Outputs, dense.Bias.Length > 0);
                Copy(dense.Weight, linear.Weight);
                Copy(dense.Bias, linear.Bias);
                return linear;
            case ConvolutionLayer any:
                ConvolutionLayer even = any.Symmetric();
                var convolution = new Convolution2d(
                    even.InputChannels, even.Channels, Spatial(even.Kernel), Spatial(even.Stride), (even.Padding.Top, even.Padding.Left), Spatial(even.Dilation), even.Groups, even.Bias.Length > 0);
                Copy(even.Weight, convolution.Weight);
                Copy(even.Bias, convolution.Bias);
                return convolution;
            case PoolingLayer { Kind: PoolKind.Maximum } pool:
                return new MaxPool2d(Spatial(pool.Kernel), Spatial(pool.Stride), (pool.Padding.Top, pool.Padding.Left));
            case PoolingLayer pool:
                return new AvgPool2d(Spatial(pool.Kernel), Spatial(pool.Stride), (pool.Padding.Top, pool.Padding.Left));
            case ReshapeLayer reshape:
                return new Function(x => x.Reshape(Shape.Create([x.Shape[0], x.Shape[1], .. reshape.Shape])));
            case SoftmaxLayer:
                return new Function(x => x.Softmax());
            case ScaleLayer scale:
                return new Scaling(ScaleLayer.Expand(scale.Factor, node.Shape), ScaleLayer.Expand(scale.Shift, node.Shape), Shape.Create([.. node.Shape]));
            default:
                return null;
        }
    }

    private static Spatial Spatial(Size2D size) => (size.Height, size.Width);

    private static void Copy(ReadOnlyMemory<float> from, Parameter? to)
    {
        if (to is not null) from.Span.CopyTo(to.Values);
    }

    // a x + b with fixed a and b, which belong to no optimiser.
    private sealed class Scaling : Module
    {
        private readonly Parameter factor;
        private readonly Parameter shift;

        public Scaling(float[] factor, float[] shift, Shape shape)
        {
            this.factor = AddBuffer("factor", shape);
            this.shift = AddBuffer("shift", shape);
            factor.CopyTo(this.factor.Values);
            shift.CopyTo(this.shift.Values);
        }

        protected override Tensor Compute(Tensor input) => (input * factor.Tensor) + shift.Tensor;
    }
}
