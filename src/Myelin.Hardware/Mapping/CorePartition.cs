using Myelin.Hardware.Chips;
using Myelin.Networks;
using Myelin.Simulation.Machines;

namespace Myelin.Hardware.Mapping;

/// <summary>
/// Divides the neurons of a network over cores: in the order of populations, groups of sixteen neurons are put on a core until one of its limits is reached. Neighbours
/// share sources in layers and maps, so that few axons serve many neurons.
/// </summary>
internal sealed class CorePartition(Chip chip, Network network, Wiring wiring)
{
    private readonly List<CorePlan> cores = [];
    private readonly int[] seen = new int[wiring.Neurons];
    private readonly List<CoreSlice> slices = [];
    private int stamp;
    private int neurons;
    private int axons;
    private long synapses;

    /// <summary>Whether every group is of sixteen neurons, so that late spikes can be imitated.</summary>
    public bool IsAligned { get; private set; } = true;

    /// <summary>The core of each neuron, counted through; -1 for those outside.</summary>
    public int[] CoreOf { get; } = [.. Enumerable.Repeat(-1, wiring.Neurons)];

    /// <summary>Divides the neurons.</summary>
    public IReadOnlyList<CorePlan> Divide(CancellationToken cancellation)
    {
        stamp = 1;
        string? model = null;
        foreach (Population population in network.Populations.Where(p => !p.IsRelay))
        {
            cancellation.ThrowIfCancellationRequested();
            if (chip.Cores.OneModel && model is not null && !string.Equals(model, population.Model.Info.Name, StringComparison.Ordinal)) Close();
            model = population.Model.Info.Name;
            for (int first = 0; first < population.Size;) first += Take(population, first);
        }

        Close();
        return cores;
    }

    // As many of sixteen neurons as fit on the core that is open, else on a new one.
    private int Take(Population population, int first)
    {
        int count = Math.Min(16, population.Size - first);
        if (Fits(population, first, count)) return Put(population, first, count);
        if (neurons > 0)
        {
            Close();
            if (Fits(population, first, count)) return Put(population, first, count);
        }

        // Fewer than sixteen: whatever limit one neuron alone breaks is reported elsewhere.
        IsAligned = false;
        while (count > 1 && !Fits(population, first, count)) count--;
        return Put(population, first, count);
    }

    private bool Fits(Population population, int first, int count)
    {
        int global = wiring.FirstOf[population.Index] + first;
        if (neurons + count > chip.Cores.Neurons) return false;
        long more = wiring.Starts[global + count] - wiring.Starts[global];
        if ((synapses + more) * Bits > chip.Cores.SynapseBits) return false;
        return axons + NewAxons(global, count, keep: false) <= chip.Cores.InputAxons;
    }

    private int Bits => chip.Synapses.WeightBits + chip.Synapses.AddressBits;

    private int Put(Population population, int first, int count)
    {
        int global = wiring.FirstOf[population.Index] + first;
        neurons += count;
        synapses += wiring.Starts[global + count] - wiring.Starts[global];
        axons += NewAxons(global, count, keep: true);
        CoreOf.AsSpan(global, count).Fill(cores.Count);
        if (slices.Count > 0 && slices[^1].Population == population.Index) slices[^1] = slices[^1] with { Count = slices[^1].Count + count };
        else slices.Add(new CoreSlice(cores.Count, population.Index, first, count));
        return count;
    }

    // Sources of the open core carry its stamp; those of a group that is only tried carry it negative.
    private int NewAxons(int global, int count, bool keep)
    {
        int found = 0;
        for (int n = global; n < global + count; n++)
        {
            foreach (int source in wiring.SourcesOf(n))
            {
                if (seen[source] == stamp || (!keep && seen[source] == -stamp)) continue;
                found++;
                seen[source] = keep ? stamp : -stamp;
            }
        }

        if (keep || found == 0) return found;
        for (int n = global; n < global + count; n++)
        {
            foreach (int source in wiring.SourcesOf(n))
            {
                if (seen[source] == -stamp) seen[source] = 0;
            }
        }

        return found;
    }

    private void Close()
    {
        if (neurons == 0) return;
        cores.Add(new CorePlan(cores.Count, [.. slices], neurons, synapses, axons));
        slices.Clear();
        (neurons, synapses, axons) = (0, 0, 0);
        stamp++;
    }
}
