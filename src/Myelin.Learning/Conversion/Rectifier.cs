using Myelin.Learning.Complexity;
using Myelin.Learning.Layers;

namespace Myelin.Learning.Conversion;

/// <summary>max(0, x), with an ear for what comes out: what a conversion measures before it puts neurons in its place.</summary>
public sealed class Rectifier : Module
{
    /// <summary>Receives what comes out; null for nobody.</summary>
    internal ActivationSample? Listener { get; set; }

    /// <inheritdoc/>
    protected internal override LayerWork WorkOf(Tensor input, Tensor output) => new() { Activations = output };

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input)
    {
        Tensor output = input.Relu();
        Listener?.Add(output.Values);
        return output;
    }
}
