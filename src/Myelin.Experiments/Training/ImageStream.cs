using Myelin.Data;
using Myelin.Neurons;
using Myelin.Randomness;

namespace Myelin.Experiments.Training;

/// <summary>Images of a set one after the other, in a random order that begins anew when all were shown.</summary>
/// <param name="set">The set.</param>
/// <param name="seed">Seed of the order.</param>
internal sealed class ImageStream(IDataset set, ulong seed)
{
    private readonly int[] order = [.. Enumerable.Range(0, set.Count)];
    private readonly float[] image = new float[MnistFolder.Side * MnistFolder.Side];
    private RandomStream random = new(seed, StreamPurpose.Data);
    private int shown;

    /// <summary>The image, intensities 0 to 1.</summary>
    public ReadOnlySpan<float> Image => image;

    /// <summary>Its class.</summary>
    public int Label { get; private set; }

    /// <summary>Goes on to the next image.</summary>
    public void Next()
    {
        int i = shown++ % order.Length, other = i + random.NextInt(order.Length - i);
        (order[i], order[other]) = (order[other], order[i]);
        set.Read(order[i], image);
        Label = set.Label(order[i]);
    }
}
