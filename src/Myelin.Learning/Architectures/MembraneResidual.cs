using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>Blocks of <see cref="MembraneBlock"/>: neurons, convolution, norm, twice; a shortcut of another shape is a convolution of width 1 with a norm.</summary>
public sealed class MembraneResidual : ResidualKind
{
    /// <inheritdoc/>
    public override bool PassesSpikes => false;

    /// <inheritdoc/>
    public override Junction Block(SpikingParts parts, int inputs, int outputs, int stride)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var branch = new Sequential(parts.Neurons(inputs), parts.Convolution(inputs, outputs, stride: stride), parts.Neurons(outputs), parts.Convolution(outputs, outputs));
        return new MembraneBlock(branch, stride == 1 && inputs == outputs ? null : parts.Convolution(inputs, outputs, 1, stride));
    }
}
