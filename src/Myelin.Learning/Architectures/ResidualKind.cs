using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>A kind of residual block: what a network of such blocks is made of. A new kind derives from it, in one file.</summary>
public abstract class ResidualKind
{
    /// <summary>Whether spikes pass from block to block; else currents do, and neurons come first in a block.</summary>
    public abstract bool PassesSpikes { get; }

    /// <summary>One block of two convolutions.</summary>
    /// <param name="parts">What it is built of.</param>
    /// <param name="inputs">Channels of the input.</param>
    /// <param name="outputs">Channels of the output.</param>
    /// <param name="stride">Distance of the windows of its first convolution.</param>
    public abstract Junction Block(SpikingParts parts, int inputs, int outputs, int stride);
}
