using Myelin.Learning.Complexity;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// Convolution of images whose weights lie at learnt positions of a large kernel (two axes of DCLS): [T, B, C, H, W] to [T, B, out, H', W']. The work is that of
/// a convolution with a kernel of the whole size.
/// </summary>
public sealed class DilatedConvolution2d : SpacedLayer
{
    private readonly Spatial stride;
    private readonly Spatial padding;
    private readonly int groups;

    /// <summary>Makes a layer whose weights and bias are uniform within 1 / sqrt(in / groups * count).</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="count">Weights of each pair of channels.</param>
    /// <param name="size">Size of the kernel that they lie in.</param>
    /// <param name="stride">Distance of the windows; 1 where left out.</param>
    /// <param name="padding">Zeros around the image.</param>
    /// <param name="groups">Groups of channels that do not see each other.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="options">How positions are learnt.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    /// <exception cref="ArgumentException">A number is out of its range, or the channels cannot be divided into the groups.</exception>
    public DilatedConvolution2d(
        int inputs, int outputs, int count, Spatial size, Spatial stride = default, Spatial padding = default, int groups = 1, bool bias = true, SpacingOptions? options = null, ulong seed = 0)
        : base("position", outputs, PerGroup(inputs, outputs, groups), count, size with { Depth = 1 }, new Spatial(0, size.Height / 2, size.Width / 2), 2, options, seed)
    {
        (this.stride, this.padding, this.groups) = (stride, padding, groups);
        Weight = AddWeight("weight", [outputs, inputs / groups, count]);
        Bias = bias ? AddParameter("bias", [outputs]) : null;
        float bound = 1 / MathF.Sqrt(Math.Max(1, inputs / groups * count));
        Layers.Linear.Draw(Weight, bound, seed, 0);
        if (Bias is not null) Layers.Linear.Draw(Bias, bound, seed, 1);
    }

    /// <summary>[out, in / groups, count].</summary>
    public Parameter Weight { get; }

    /// <summary>[out]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Where the weights lie, counted from the middle of the kernel (size / 2, rounded down): [2, out, in / groups, count], rows first.</summary>
    public Parameter Position => Positions;

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) =>
        new() { Sums = [new SynapticSum(Weight, input, (x, k) => x.Conv2d(k, default, stride, padding, 1, groups)) { Multiplied = Kernel(Weight, tapsFirst: false) }] };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.Conv2d(Kernel(Weight, tapsFirst: false), Bias is null ? default : Bias.Tensor, stride, padding, 1, groups);

    internal static int PerGroup(int inputs, int outputs, int groups) => groups >= 1 && inputs % groups == 0 && outputs % groups == 0
        ? inputs / groups
        : throw new ArgumentException($"{inputs} input and {outputs} output channels cannot be divided into {groups} groups.");
}
