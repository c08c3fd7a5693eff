namespace Myelin.Hardware.Mapping;

/// <summary>To which cores each neuron sends, and to how many synapses on each.</summary>
internal sealed class Destinations
{
    private readonly int[] starts;
    private readonly int[] cores;
    private readonly int[] synapses;

    public Destinations(Wiring wiring, int[] coreOf, int coreCount)
    {
        // Target by target within a core, a source's last entry says whether it has been counted for the core.
        starts = new int[wiring.Neurons + 1];
        int[][] targets = new int[coreCount][];
        var sizes = new int[coreCount];
        foreach (int core in coreOf)
        {
            if (core >= 0) sizes[core]++;
        }

        for (int core = 0; core < coreCount; core++) targets[core] = new int[sizes[core]];
        Array.Clear(sizes);
        for (int n = 0; n < coreOf.Length; n++)
        {
            if (coreOf[n] >= 0) targets[coreOf[n]][sizes[coreOf[n]]++] = n;
        }

        var last = new int[wiring.Neurons];
        Array.Fill(last, -1);
        for (int core = 0; core < coreCount; core++)
        {
            foreach (int target in targets[core])
            {
                foreach (int source in wiring.SourcesOf(target))
                {
                    if (last[source] == core) continue;
                    last[source] = core;
                    starts[source + 1]++;
                }
            }
        }

        for (int n = 0; n < wiring.Neurons; n++) starts[n + 1] = checked(starts[n + 1] + starts[n]);
        cores = new int[starts[^1]];
        synapses = new int[starts[^1]];
        int[] next = [.. starts];
        Array.Fill(last, -1);
        for (int core = 0; core < coreCount; core++)
        {
            foreach (int target in targets[core])
            {
                foreach (int source in wiring.SourcesOf(target))
                {
                    if (last[source] != core)
                    {
                        last[source] = core;
                        cores[next[source]++] = core;
                    }

                    synapses[next[source] - 1]++;
                }
            }
        }
    }

    /// <summary>The cores that a neuron sends to.</summary>
    public ReadOnlySpan<int> CoresOf(int neuron) => cores.AsSpan(starts[neuron], starts[neuron + 1] - starts[neuron]);

    /// <summary>The synapses that a neuron has on each of them.</summary>
    public ReadOnlySpan<int> SynapsesOf(int neuron) => synapses.AsSpan(starts[neuron], starts[neuron + 1] - starts[neuron]);
}
