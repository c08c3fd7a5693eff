using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// Sums and sums of products of the binned spike counts of some neurons, collected in one pass: a bin costs the square of the number of those
/// neurons that spike in it, and nothing for the rest, which makes it linear in the spikes where activity is sparse.
/// </summary>
internal sealed class CountProducts
{
    private readonly int neuronCount;
    private readonly int bins;
    private readonly long[] sums;
    private readonly long[] products;

    public CountProducts(Raster raster, ReadOnlySpan<int> neurons, Time bin)
    {
        int width = SpikeCounts.StepsPerBin(raster, bin);
        int[] slots = Slots(raster, neurons);
        neuronCount = neurons.Length;
        bins = raster.StepCount / width;
        sums = new long[neuronCount];
        products = new long[(long)neuronCount * neuronCount];
        var counts = new int[neuronCount];
        var active = new List<int>(neuronCount);
        int current = 0;
        foreach ((int step, int neuron) in raster)
        {
            int k = (step - raster.FirstStep) / width;
            if (k >= bins) break;
            if (k != current)
            {
                Close(counts, active);
                current = k;
            }

            int slot = slots[neuron];
            if (slot >= 0 && counts[slot]++ == 0) active.Add(slot);
        }

        Close(counts, active);
    }

    public bool Varies(int i) => bins * products[((long)i * neuronCount) + i] != sums[i] * sums[i];

    public double Pearson(int i, int j)
    {
        long squaresOfI = products[((long)i * neuronCount) + i], squaresOfJ = products[((long)j * neuronCount) + j];
        // A bin's products are kept once, in the order its neurons spiked.
        long both = products[((long)i * neuronCount) + j] + products[((long)j * neuronCount) + i];
        return CountCorrelation.Pearson(bins, sums[i], sums[j], squaresOfI, squaresOfJ, both);
    }

    private static int[] Slots(Raster raster, ReadOnlySpan<int> neurons)
    {
        var slots = new int[raster.NeuronCount];
        Array.Fill(slots, -1);
        for (int i = 0; i < neurons.Length; i++)
        {
            if ((uint)neurons[i] >= (uint)slots.Length)
                throw new ArgumentException($"Neuron {neurons[i]} must be one of the raster's {slots.Length} neurons, from 0.");
            if (slots[neurons[i]] >= 0) throw new ArgumentException($"Neuron {neurons[i]} is given twice; each must be given once.");
            slots[neurons[i]] = i;
        }

        return slots;
    }

    private void Close(int[] counts, List<int> active)
    {
        for (int x = 0; x < active.Count; x++)
        {
            long row = (long)active[x] * neuronCount, count = counts[active[x]];
            sums[active[x]] += count;
            for (int y = x; y < active.Count; y++) products[row + active[y]] += count * counts[active[y]];
        }

        foreach (int slot in active) counts[slot] = 0;
        active.Clear();
    }
}
