namespace Myelin.Spikes;

/// <summary>The spikes of a raster in rows, one per neuron.</summary>
internal sealed class SpikesByNeuron
{
    private readonly int[] steps;
    private readonly int[] rowEnds;

    public SpikesByNeuron(ReadOnlySpan<int> spikeSteps, ReadOnlySpan<int> neurons, int neuronCount)
    {
        steps = new int[spikeSteps.Length];
        rowEnds = new int[neuronCount];
        foreach (int neuron in neurons) rowEnds[neuron]++;
        for (int n = 0, begin = 0; n < rowEnds.Length; n++)
        {
            int count = rowEnds[n];
            rowEnds[n] = begin;
            begin += count;
        }

        // Filling a row moves its begin to its end.
        for (int i = 0; i < neurons.Length; i++) steps[rowEnds[neurons[i]]++] = spikeSteps[i];
    }

    public ReadOnlySpan<int> StepsOf(int neuron) => steps.AsSpan((neuron == 0 ? 0 : rowEnds[neuron - 1])..rowEnds[neuron]);
}
