using Myelin.Learning.Layers;

namespace Myelin.Learning.Conversion;

/// <summary>Neurons of threshold 1 between numbers of another scale: s f(x / s), so that weights stay what they were.</summary>
public sealed class ScaledNeurons : Module
{
    /// <summary>Puts neurons between numbers of a scale.</summary>
    /// <param name="neurons">The neurons.</param>
    /// <param name="scale">s: what one spike is worth, and what a threshold is.</param>
    /// <exception cref="ArgumentOutOfRangeException">The scale is not above 0 and finite.</exception>
    public ScaledNeurons(Spiking neurons, double scale)
    {
        if (!(scale > 0 && double.IsFinite(scale))) throw new ArgumentOutOfRangeException(nameof(scale), scale, "The scale of neurons must be above 0 and finite.");
        Neurons = Add("neurons", neurons);
        Scale = scale;
    }

    /// <summary>The neurons.</summary>
    public Spiking Neurons { get; }

    /// <summary>What one spike is worth.</summary>
    public double Scale { get; }

    /// <inheritdoc/>
    protected override Tensor Compute(Tensor input) => Neurons.Forward(input / (float)Scale) * (float)Scale;
}
