using Myelin.Learning.Complexity;
using Myelin.Learning.Tensors;
using Myelin.Randomness;

namespace Myelin.Learning.Layers;

/// <summary>y = x W^T + b over the innermost axis (torch.nn.Linear): [..., in] to [..., out].</summary>
public sealed class Linear : Module, IProjection
{
    /// <summary>Makes a layer whose weights and bias are uniform within 1 / sqrt(in).</summary>
    /// <param name="inputs">Length of the innermost axis of the input.</param>
    /// <param name="outputs">Length of that of the output.</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    public Linear(int inputs, int outputs, bool bias = true, ulong seed = 0)
    {
        Weight = AddWeight("weight", [outputs, inputs]);
        Bias = bias ? AddParameter("bias", [outputs]) : null;
        float bound = 1 / MathF.Sqrt(Math.Max(1, inputs));
        Draw(Weight, bound, seed, 0);
        if (Bias is not null) Draw(Bias, bound, seed, 1);
    }

    /// <summary>W, [out, in].</summary>
    public Parameter Weight { get; }

    /// <summary>b, [out]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    public override bool IsTimeless => true;

    /// <inheritdoc/>
    public override bool IsLinear => true;

    PresynapticTrace? IProjection.Trace { get; set; }

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) => new() { Sums = [new SynapticSum(Weight, input, (x, w) => Operations.Linear.Of(x, w, default))] };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        PresynapticTrace? trace = ((IProjection)this).Trace;
        trace?.Advance(input);
        return Operations.Linear.Of(input, Weight, Bias is null ? default : Bias.Tensor, trace);
    }

    /// <summary>Draws numbers that are uniform within a bound.</summary>
    internal static void Draw(Parameter parameter, float bound, ulong seed, uint which)
    {
        Span<float> values = parameter.Values;
        var stream = new RandomStream(seed, StreamPurpose.Weights, (uint)values.Length, which);
        stream.FillUniform(values);
        foreach (ref float value in values) value = ((2 * value) - 1) * bound;
    }
}
