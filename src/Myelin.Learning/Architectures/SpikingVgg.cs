using Myelin.Learning.Layers;

namespace Myelin.Learning.Architectures;

/// <summary>
/// Plain deep networks of spiking neurons: convolutions of width 3 with norm and neurons, pooling between, the mean of every channel, a read-out.
/// Source: Simonyan and Zisserman (2015), ICLR; with spiking neurons: Sengupta et al. (2019), Frontiers in Neuroscience 13.
/// </summary>
public static class SpikingVgg
{
    /// <summary>What stands for pooling in a plan.</summary>
    public const int Pool = 0;

    /// <summary>Builds a network of [T, B, C, H, W].</summary>
    /// <param name="parts">Neurons, norm and seed.</param>
    /// <param name="inputs">C.</param>
    /// <param name="plan">Channels of every convolution, and <see cref="Pool"/> where the image is halved: [64, Pool, 128, Pool, 256, 256].</param>
    /// <param name="classes">Number of outputs.</param>
    /// <param name="readOut">The last layer of neurons, such as one that hands on its potential.</param>
    /// <param name="pool">Pooling; means of 2 by 2 where left out, which synapses can do.</param>
    /// <exception cref="ArgumentException">The plan has no convolution, or a negative number.</exception>
    public static Sequential Build(SpikingParts parts, int inputs, IReadOnlyList<int> plan, int classes, Spiking readOut, Func<Module>? pool = null)
    {
        ArgumentNullException.ThrowIfNull(parts);
        ArgumentNullException.ThrowIfNull(plan);
        if (!plan.Any(c => c > 0) || plan.Any(c => c < 0))
            throw new ArgumentException($"A plan has the channels of at least one convolution, and {Pool} for pooling, got [{string.Join(", ", plan)}].");
        var layers = new List<Module>();
        int width = inputs;
        foreach (int channels in plan)
        {
            if (channels == Pool)
            {
                layers.Add(pool?.Invoke() ?? new AvgPool2d(2));
                continue;
            }

            layers.AddRange([parts.Convolution(width, channels), parts.Neurons(channels)]);
            width = channels;
        }

        layers.AddRange([new GlobalAvgPool2d(), parts.Linear(width, classes), readOut]);
        return new Sequential([.. layers]);
    }
}
