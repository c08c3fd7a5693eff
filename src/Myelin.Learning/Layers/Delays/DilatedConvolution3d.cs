using Myelin.Learning.Complexity;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// Convolution over time and space whose weights lie at learnt delays and places (three axes of DCLS): [T, B, C, H, W] to [T, B, out, H', W']. A step sees
/// itself and the steps before it, no later ones.
/// </summary>
public sealed class DilatedConvolution3d : SpacedLayer, IDelays
{
    private readonly Spatial padding;

    /// <summary>Makes a layer whose weights and bias are uniform within 1 / sqrt(in * count).</summary>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="count">Weights of each pair of channels.</param>
    /// <param name="maximumDelay">The longest delay [steps].</param>
    /// <param name="size">Size of the kernel in space: (height, width).</param>
    /// <param name="padding">Zeros around the image.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="options">How delays and places are learnt.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public DilatedConvolution3d(int inputs, int outputs, int count, int maximumDelay, Spatial size, Spatial padding = default, bool bias = true, SpacingOptions? options = null, ulong seed = 0)
        : base("position", outputs, inputs, count, size with { Depth = maximumDelay + 1 }, new Spatial(maximumDelay, size.Height / 2, size.Width / 2), 3, options, seed)
    {
        MaximumDelay = maximumDelay;
        this.padding = padding;
        Weight = AddWeight("weight", [outputs, inputs, count]);
        Bias = bias ? AddParameter("bias", [outputs]) : null;
        float bound = 1 / MathF.Sqrt(Math.Max(1, inputs * count));
        Layers.Linear.Draw(Weight, bound, seed, 0);
        if (Bias is not null) Layers.Linear.Draw(Bias, bound, seed, 1);
    }

    /// <inheritdoc/>
    public int MaximumDelay { get; }

    /// <summary>[out, in, count].</summary>
    public Parameter Weight { get; }

    /// <summary>[out]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <summary>Where the weights lie, [3, out, in, count]: minus the delay [steps], then row and column from the middle of the kernel (size / 2, rounded down).</summary>
    public Parameter Position => Positions;

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) =>
        new() { Sums = [new SynapticSum(Weight, input, (x, k) => x.CausalConv3d(k, default, padding)) { Multiplied = Kernel(Weight, tapsFirst: false) }] };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => input.CausalConv3d(Kernel(Weight, tapsFirst: false), Bias is null ? default : Bias.Tensor, padding);
}
