using Myelin.Learning.Complexity;
using Myelin.Learning.Operations.Delays;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// A linear layer in which every synapse has a learnt delay: y[t, o] = b[o] + sum_i w[o, i] x[t - d[o, i], i], [T, B, in] to [T, B, out], with each
/// synapse spread over neighbouring delays while it is learnt (one axis of DCLS). Source: Hammouamri, Khalfaoui-Hassani and Masquelier (2024).
/// </summary>
public sealed class DelayedLinear : DelayLayer
{
    /// <summary>Makes a layer whose weights and bias are uniform within 1 / sqrt(in * contacts), and delays from 0 to the longest.</summary>
    /// <param name="inputs">Length of the innermost axis of the input.</param>
    /// <param name="outputs">Length of that of the output.</param>
    /// <param name="maximumDelay">The longest delay [steps].</param>
    /// <param name="bias">Whether a bias is added.</param>
    /// <param name="contacts">Synapses of a pair of neurons, each with a weight and a delay.</param>
    /// <param name="options">How delays are learnt.</param>
    /// <param name="seed">What the initial numbers are drawn from.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public DelayedLinear(int inputs, int outputs, int maximumDelay, bool bias = true, int contacts = 1, SpacingOptions? options = null, ulong seed = 0)
        : base(outputs, inputs, contacts, maximumDelay, options, seed)
    {
        Weight = AddWeight("weight", [outputs, inputs, contacts]);
        Bias = bias ? AddParameter("bias", [outputs]) : null;
        float bound = 1 / MathF.Sqrt(Math.Max(1, inputs * contacts));
        Layers.Linear.Draw(Weight, bound, seed, 0);
        if (Bias is not null) Layers.Linear.Draw(Bias, bound, seed, 1);
    }

    /// <summary>[out, in, contacts].</summary>
    public Parameter Weight { get; }

    /// <summary>[out]; null where there is none.</summary>
    public Parameter? Bias { get; }

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) => new()
    {
        Sums =
        [
            IsWhole
                ? new SynapticSum(Weight, input, (x, w) => RoundedProduct.Of(x, w, WholePositions(), MaximumDelay, default))
                : new SynapticSum(Weight, input, (x, k) => DelayedProduct.Of(x, k, default)) { Multiplied = Kernel(Weight, tapsFirst: true) },
        ],
    };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor bias = Bias is null ? default : Bias.Tensor;
        return IsWhole ? RoundedProduct.Of(input, Weight, WholePositions(), MaximumDelay, bias) : DelayedProduct.Of(input, Kernel(Weight, tapsFirst: true), bias);
    }
}
