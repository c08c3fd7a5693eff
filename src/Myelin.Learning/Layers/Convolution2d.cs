using Myelin.Learning.Complexity;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Layers;

/// <summary>Convolution of images (torch.nn.Conv2d): [T, B, C, H, W] to [T, B, out, H', W'].</summary>
public sealed class Convolution2d : Module, IProjection
{
    private readonly Spatial stride;
    private readonly Spatial padding;
    private readonly Spatial dilation;
    private readonly int groups;

    /// <summary>Makes a layer whose weights and bias are uniform within 1 / sqrt(in / groups * kernel).</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="kernel">Size of the kernel.</param>
    /// <param name="stride">Distance of the windows; 1 where left out.</param>
    /// <param name="padding">Zeros around the image.</param>
    /// <param name="dilation">Distance of a kernel's elements; 1 where left out.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    /// <exception cref="ArgumentException">The channels cannot be divided into the groups.</exception>
    public Convolution2d(
        int inputs, int outputs, Spatial kernel, Spatial stride = default, Spatial padding = default, Spatial dilation = default, int groups = 1, bool bias = true, ulong seed = 0)
    {
        if (groups < 1 || inputs % groups != 0 || outputs % groups != 0)
            throw new ArgumentException($"{inputs} input and {outputs} output channels cannot be divided into {groups} groups.");
        this.stride = stride;
        this.padding = padding;
        this.dilation = dilation;
        this.groups = groups;
        int fan = inputs / groups * kernel.Height * kernel.Width;
        Weight = AddWeight("weight", [outputs, inputs / groups, kernel.Height, kernel.Width]);
        Bias = bias ? AddParameter("bias", [outputs]) : null;
        float bound = 1 / MathF.Sqrt(Math.Max(1, fan));
        var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)Weight.Values.Length, 3);
        Draw(Weight.Values, bound, ref stream);
        if (Bias is not null) Draw(Bias.Values, bound, ref stream);
    }

    /// <summary>[out, in / groups, kernel height, kernel width].</summary>
    public Parameter Weight { get; }

    /// <summary>[out]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    public override bool IsLinear => true;

    PresynapticTrace? IProjection.Trace { get; set; }

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) =>
        new() { Sums = [new SynapticSum(Weight, input, (x, w) => Operations.Convolutions.Convolution.Of(x, w, default, stride, padding, dilation, groups, axes: 2))] };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        PresynapticTrace? trace = ((IProjection)this).Trace;
        trace?.Advance(input);
        return Operations.Convolutions.Convolution.Of(input, Weight, Bias is null ? default : Bias.Tensor, stride, padding, dilation, groups, axes: 2, trace);
    }

    private static void Draw(Span<float> values, float bound, ref RandomStream stream)
    {
        stream.FillUniform(values);
        foreach (ref float value in values) value = ((2 * value) - 1) * bound;
    }
}
