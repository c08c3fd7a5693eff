namespace Myelin.Simulation.Recording;

/// <summary>How often each neuron of a slice has fired.</summary>
/// <param name="first">The slice's first neuron within the population.</param>
/// <param name="neurons">Number of neurons of the slice.</param>
internal sealed unsafe class SpikeCounts(int first, int neurons)
{
    private readonly int[] counts = new int[neurons];

    /// <summary>Counts the spikes of a step.</summary>
    public void Add(int* ids, int count)
    {
        for (int i = 0; i < count; i++) counts[ids[i] - first]++;
    }

    /// <summary>Hands the counts out and begins anew.</summary>
    public void Take(Span<int> population)
    {
        counts.CopyTo(population[first..]);
        Array.Clear(counts);
    }
}
