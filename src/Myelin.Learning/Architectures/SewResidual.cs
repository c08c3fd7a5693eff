using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>Blocks of <see cref="SewBlock"/>: convolution, norm, neurons, twice; a shortcut of another shape is a convolution of width 1 with norm and neurons.</summary>
/// <param name="connect">How spikes are joined.</param>
public sealed class SewResidual(SewConnect connect = SewConnect.Add) : ResidualKind
{
    /// <inheritdoc/>
    public override bool PassesSpikes => true;

    /// <inheritdoc/>
    public override Junction Block(SpikingParts parts, int inputs, int outputs, int stride)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var branch = new Sequential(parts.Convolution(inputs, outputs, stride: stride), parts.Neurons(outputs), parts.Convolution(outputs, outputs), parts.Neurons(outputs));
        Sequential? shortcut = stride == 1 && inputs == outputs ? null : new Sequential(parts.Convolution(inputs, outputs, 1, stride), parts.Neurons(outputs));
        return new SewBlock(branch, shortcut, connect);
    }
}
