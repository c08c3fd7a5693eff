using Myelin.Networks;
using Myelin.Simulation.Machines;

namespace Myelin.Simulation.Layout;

/// <summary>
/// How neurons are divided: every population is cut into as many slices as there are partitions, at block boundaries, and partition p holds
/// slice p of every population. A partition has one owner thread and fewer than 65,536 neurons, so that a synapse's target fits 16 bits.
/// </summary>
internal sealed class PartitionLayout
{
    /// <summary>Neurons in a block.</summary>
    public const int Block = 16;

    private const int MaximumPartition = 65_536;

    // Slices begin at multiples of eight blocks, because Poisson counts are drawn for eight at a time.
    private const int Granule = 8;

    public PartitionLayout(Network network, int threads)
    {
        int[] blocks = [.. network.Populations.Select(p => (p.Size + Block - 1) / Block)];
        long total = blocks.Sum(b => (long)b) * Block;
        int perThread = 1;
        while (Largest(blocks, threads * perThread) > MaximumPartition) perThread++;
        Threads = threads;
        Partitions = threads * perThread;
        TotalNeurons = total;
        Slices = new Slice[network.Populations.Count][];
        LocalNeurons = new int[Partitions];
        for (int p = 0; p < blocks.Length; p++)
        {
            Slices[p] = new Slice[Partitions];
            for (int i = 0; i < Partitions; i++)
            {
                int first = Cut(blocks[p], i, Partitions), end = Cut(blocks[p], i + 1, Partitions);
                int neurons = Math.Min(network.Populations[p].Size, end * Block) - (first * Block);
                Slices[p][i] = new Slice(p, i, first * Block, Math.Max(0, neurons), end - first, LocalNeurons[i]);
                LocalNeurons[i] += (end - first) * Block;
            }
        }
    }

    /// <summary>A partition for each core of a machine, and one for what is on none.</summary>
    /// <exception cref="ArgumentException">The slices do not divide the populations in order, at multiples of 16 neurons.</exception>
    public PartitionLayout(Network network, int threads, IReadOnlyList<CoreSlice> cores)
    {
        int[] sizes = [.. network.Populations.Select(p => p.Size)];
        int count = cores.Max(c => c.Core) + 1;
        Threads = threads;
        Partitions = count + 1;
        Slices = new Slice[sizes.Length][];
        LocalNeurons = new int[Partitions];
        for (int p = 0; p < sizes.Length; p++)
        {
            Slices[p] = new Slice[Partitions];
            CoreSlice[] own = [.. cores.Where(c => c.Population == p).OrderBy(c => c.Core)];
            int at = 0;
            foreach (CoreSlice slice in own)
            {
                if (slice.First != at || slice.First % Block != 0 || slice.Count < 1 || (slice.Core > 0 && own.Count(c => c.Core == slice.Core) > 1))
                    throw new ArgumentException($"Core {slice.Core} has the neurons from {slice.First} on of population '{network.Populations[p].Name}'; slices must follow each other over the cores, each from a multiple of {Block} on.");
                at += slice.Count;
            }

            if (own.Length > 0 && at != sizes[p]) throw new ArgumentException($"The cores hold {at} of the {sizes[p]} neurons of population '{network.Populations[p].Name}'; they must hold all or none.");
            int first = 0;
            for (int i = 0; i < Partitions; i++)
            {
                int neurons = own.Length == 0 ? (i == count ? sizes[p] : 0) : own.FirstOrDefault(c => c.Core == i).Count;
                int blocks = (neurons + Block - 1) / Block;
                Slices[p][i] = new Slice(p, i, first, neurons, blocks, LocalNeurons[i]);
                first += neurons;
                LocalNeurons[i] += blocks * Block;
                if (LocalNeurons[i] > MaximumPartition) throw new ArgumentException($"Core {i} has more than {MaximumPartition} neurons.");
            }
        }

        TotalNeurons = LocalNeurons.Sum(n => (long)n);
    }

    /// <summary>Number of threads.</summary>
    public int Threads { get; }

    /// <summary>Number of partitions, a multiple of the threads.</summary>
    public int Partitions { get; }

    /// <summary>Neurons with padding, over all partitions.</summary>
    public long TotalNeurons { get; }

    /// <summary>Slices by population and partition.</summary>
    public Slice[][] Slices { get; }

    /// <summary>Neurons with padding of each partition.</summary>
    public int[] LocalNeurons { get; }

    /// <summary>The thread that owns a partition.</summary>
    public int Owner(int partition) => partition % Threads;

    private static long Largest(int[] blocks, int partitions) =>
        blocks.Sum(b => (((((b + Granule - 1L) / Granule) + partitions - 1) / partitions) * Granule) * Block);

    private static int Cut(int blocks, int part, int partitions)
    {
        long granules = (blocks + Granule - 1) / Granule;
        return (int)Math.Min(blocks, granules * part / partitions * Granule);
    }
}

/// <summary>The neurons of one population in one partition.</summary>
/// <param name="Population">Index of the population.</param>
/// <param name="Partition">Index of the partition.</param>
/// <param name="First">Index of the first neuron within the population; a multiple of 16.</param>
/// <param name="Count">Number of neurons, without padding.</param>
/// <param name="Blocks">Number of blocks.</param>
/// <param name="Local">Index of the first neuron within the partition; a multiple of 16.</param>
internal sealed record Slice(int Population, int Partition, int First, int Count, int Blocks, int Local)
{
    /// <summary>One past the last neuron within the population.</summary>
    public int End => First + Count;
}
