using Myelin.Learning.Layers;

namespace Myelin.Learning.Training;

/// <summary>Counts the spikes of a model's layers of neurons.</summary>
internal sealed class SpikeTally
{
    private readonly Spiking[] layers;
    private readonly double[] sums;
    private long samples;

    public SpikeTally(Module model)
    {
        layers = [.. model.All.OfType<Spiking>()];
        sums = new double[layers.Length];
    }

    /// <summary>Mean number of spikes of a neuron per sample, by layer.</summary>
    public double[] PerNeuron => [.. sums.Select(sum => samples == 0 ? 0 : sum / samples)];

    /// <summary>The mean over the layers.</summary>
    public double Mean
    {
        get
        {
            double total = 0;
            foreach (double sum in sums) total += sum;
            return samples == 0 || sums.Length == 0 ? 0 : total / samples / sums.Length;
        }
    }

    /// <summary>The sums over samples, for a checkpoint.</summary>
    public double[] Sums => [.. sums];

    /// <summary>Goes on from the sums of a checkpoint.</summary>
    public void Restore(double[] before, long count)
    {
        before.CopyTo(sums.AsSpan());
        samples = count;
    }

    public void Clear()
    {
        Array.Clear(sums);
        samples = 0;
    }

    /// <summary>Adds the spikes of a batch.</summary>
    public void Add(int batch)
    {
        for (int i = 0; i < layers.Length; i++) sums[i] += layers[i].SpikesPerNeuron;

        samples += batch;
    }
}
