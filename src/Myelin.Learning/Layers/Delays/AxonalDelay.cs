using Myelin.Learning.Operations.Delays;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Layers.Delays;

/// <summary>
/// One learnt delay for each source neuron, that of its axon: y[t, b, n] = x[t - d[n], b, n], in front of any layer of weights, as in
/// <c>new Sequential(new AxonalDelay(256, 25), new Linear(256, 64))</c>. While it is learnt a delay is spread over its neighbours as in <see cref="DelayedLinear"/>.
/// </summary>
public sealed class AxonalDelay : DelayLayer
{
    private readonly Parameter one;

    /// <summary>Makes a layer of random delays.</summary>
    /// <param name="neurons">Neurons of a sample.</param>
    /// <param name="maximumDelay">The longest delay [steps].</param>
    /// <param name="options">How delays are learnt.</param>
    /// <param name="seed">What the initial delays are drawn from.</param>
    /// <exception cref="ArgumentException">A number is out of its range.</exception>
    public AxonalDelay(int neurons, int maximumDelay, SpacingOptions? options = null, ulong seed = 0)
        : base(neurons, 1, 1, maximumDelay, options, seed)
    {
        one = new Parameter("one", [neurons, 1, 1]) { Learns = false };
        one.Values.Fill(1);
    }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => DelayFilter.Of(input, Kernel(one, tapsFirst: true));
}
