using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>
/// Residual networks of spiking neurons: a convolution, stages of blocks, the mean of every channel, a read-out. With [64, 128, 256, 512] and two blocks per
/// stage it has the layers of ResNet-18 behind its first convolution. Source: He, Zhang, Ren and Sun (2016), CVPR; kinds of blocks: <see cref="ResidualKind"/>.
/// </summary>
public static class SpikingResNet
{
    /// <summary>Builds a network of [T, B, C, H, W].</summary>
    /// <param name="parts">Neurons, norm and seed.</param>
    /// <param name="kind">The kind of residual blocks.</param>
    /// <param name="inputs">C.</param>
    /// <param name="channels">Channels of every stage; each but the first halves the image.</param>
    /// <param name="blocks">Number of blocks of a stage.</param>
    /// <param name="classes">Number of outputs.</param>
    /// <param name="readOut">The last layer of neurons, such as one that hands on its potential.</param>
    /// <exception cref="ArgumentException">There is no stage, or no block in a stage.</exception>
    public static Sequential Build(SpikingParts parts, ResidualKind kind, int inputs, IReadOnlyList<int> channels, int blocks, int classes, Spiking readOut)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(kind);
        ArgumentNullException.ThrowIfNull(channels);
        if (channels.Count == 0 || blocks < 1) throw new ArgumentException($"A residual network needs at least one stage with one block, got {channels.Count} stages of {blocks} blocks.");
        List<Module> layers = [parts.Convolution(inputs, channels[0])];
        if (kind.PassesSpikes) layers.Add(parts.Neurons(channels[0]));
        int width = channels[0];
        for (int stage = 0; stage < channels.Count; stage++)
        {
            for (int block = 0; block < blocks; block++)
            {
                layers.Add(kind.Block(parts, width, channels[stage], stage > 0 && block == 0 ? 2 : 1));
                width = channels[stage];
            }
        }

        if (!kind.PassesSpikes) layers.Add(parts.Neurons(width));
        layers.AddRange([new GlobalAvgPool2d(), parts.Linear(width, classes), readOut]);
        return new Sequential([.. layers]);
    }
}
