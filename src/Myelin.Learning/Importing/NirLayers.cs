using Myelin.Connectivity;
using Myelin.Interchange;
using Myelin.Interchange.Mapping;
using Myelin.Interchange.Nir;
using Myelin.Learning.Layers;
using Myelin.Learning.Layers.Delays;
using Myelin.Learning.Tensors;
using Myelin.Values;

namespace Myelin.Learning.Importing;

/// <summary>Linear nodes of NIR as layers.</summary>
internal static class NirLayers
{
    /// <summary>The layers of a node.</summary>
    /// <exception cref="InvalidDataException">No layer does what the node does.</exception>
    public static IEnumerable<Module> Of(NirChainNode node) => node.Node switch
    {
        AffineNode affine => [.. Flat(node.Input), Dense(affine.Weight, affine.Bias)],
        LinearNode linear => [.. Flat(node.Input), Dense(linear.Weight, null)],
        Conv2dNode convolution => [Convolution(convolution.Weight, convolution.Bias, Rule(node), convolution.Groups)],
        Conv1dNode convolution => [
            Shaped(node.Input[0], 1, node.Input[1]), Convolution(convolution.Weight, convolution.Bias, Rule(node), convolution.Groups), Shaped(node.Output.Lengths)],
        SumPool2dNode pool => [new AvgPool2d(Spatial(pool.KernelSize), Spatial(pool.Stride), Spatial(pool.Padding)), new Function(x => x * (pool.KernelSize.Height * pool.KernelSize.Width))],
        AvgPool2dNode pool => [new AvgPool2d(Spatial(pool.KernelSize), Spatial(pool.Stride), Spatial(pool.Padding))],
        ScaleNode scale => [new Gain(scale.Scale, node.Input)],
        FlattenNode => [Shaped(node.Output.Lengths)],
        DelayNode => [Delay(node)],
        _ => throw new InvalidDataException($"Node '{node.Name}' ({node.Node.Type}) has no layer; the linear nodes that have one are Affine, Linear, Conv1d, Conv2d, SumPool2d, AvgPool2d, Scale, Flatten and Delay."),
    };

    /// <summary>Whether spikes come back to all neurons; else each to its own.</summary>
    /// <exception cref="InvalidDataException">They come back by other nodes than a layer has.</exception>
    public static bool IsAllToAll(string neurons, IReadOnlyList<NirChainNode> back) => back switch
    {
        [] => false,
        [{ Node: AffineNode or LinearNode }] => true,
        [{ Node: ScaleNode }] => false,
        _ => throw new InvalidDataException($"The spikes of '{neurons}' come back to it over {string.Join(", ", back.Select(b => $"'{b.Name}' ({b.Node.Type})"))}; a layer has one Affine, Linear or Scale node for that."),
    };

    /// <summary>Whether a bias is added where spikes come back.</summary>
    public static bool HasBias(IReadOnlyList<NirChainNode> back) => back is [{ Node: AffineNode }];

    /// <summary>Puts the weights by which spikes come back into a layer.</summary>
    public static Recurrent<TSurrogate> FillBack<TSurrogate>(Recurrent<TSurrogate> layer, IReadOnlyList<NirChainNode> back)
        where TSurrogate : struct, ISurrogate
    {
        NumericArray? weight = back switch
        {
            [{ Node: AffineNode affine }] => affine.Weight,
            [{ Node: LinearNode linear }] => linear.Weight,
            [{ Node: ScaleNode scale }] => scale.Scale,
            _ => null,
        };
        if (weight is not null) Fill(layer.RecurrentWeight, weight);
        if (back is [{ Node: AffineNode { Bias: var bias } }]) Fill(layer.RecurrentBias!, bias);
        return layer;
    }

    private static IEnumerable<Module> Flat(NirShape input) => input.Rank > 1 ? [new Flatten()] : [];

    private static Linear Dense(NumericArray weight, NumericArray? bias)
    {
        var layer = new Linear(weight.Shape[1], weight.Shape[0], bias is not null);
        Fill(layer.Weight, weight);
        if (bias is not null) Fill(layer.Bias!, bias);
        return layer;
    }

    private static AxonalDelay Delay(NirChainNode node)
    {
        IReadOnlyList<int> steps = node.Delays!;
        float[] each = [.. Enumerable.Range(0, checked((int)node.Input.Count)).Select(i => (float)steps[steps.Count == 1 ? 0 : i])];
        var layer = new AxonalDelay(each.Length, steps.Max());
        layer.SetDelays(each);
        layer.Round();
        return layer;
    }

    // The rule knows what words such as 'same' mean.
    private static Convolution Rule(NirChainNode node) => (Convolution)node.Rule!;

    private static Convolution2d Convolution(NumericArray weight, NumericArray bias, Convolution rule, int groups)
    {
        var layer = new Convolution2d(
            rule.Input.Channels, rule.OutputShape.Channels, Spatial(rule.Kernel), Spatial(rule.Stride), Spatial(rule.Padding), Spatial(rule.Dilation), groups);
        Fill(layer.Weight, weight);
        Fill(layer.Bias!, bias);
        return layer;
    }

    private static Function Shaped(params ReadOnlySpan<int> sample)
    {
        int[] lengths = sample.ToArray();
        return new Function(x => x.Reshape([x.Shape[0], x.Shape[1], .. lengths]));
    }

    private static Spatial Spatial(Size2D size) => (size.Height, size.Width);

    private static void Fill(Parameter parameter, NumericArray values)
    {
        Span<float> to = parameter.Values;
        for (int i = 0; i < to.Length; i++) to[i] = (float)values[values.Length == 1 ? 0 : i];
    }

    /// <summary>y = s x, element by element.</summary>
    private sealed class Gain : Module
    {
        private readonly Parameter scale;

        public Gain(NumericArray values, NirShape input)
        {
            scale = AddParameter("scale", [.. input.Lengths]);
            Fill(scale, values);
        }

        protected override Tensor Compute(Tensor input) => input * scale.Tensor;
    }
}
