namespace Myelin.Simulation.Recording;

/// <summary>The recorded spikes of one slice: a step and a neuron each, in order.</summary>
internal sealed unsafe class SliceSpikes(int firstNeuron, int endNeuron) : IDisposable
{
    private readonly NativeList<int> steps = new();
    private readonly NativeList<int> neurons = new();

    /// <summary>Number of spikes.</summary>
    public long Count => steps.Count;

    /// <summary>Steps, counted from the start of the recording.</summary>
    public ReadOnlySpan<int> Steps => steps.From(0);

    /// <summary>Neurons, within the population.</summary>
    public ReadOnlySpan<int> Neurons => neurons.From(0);

    /// <summary>Records the spikes of a step.</summary>
    public void Add(int step, int* ids, int count)
    {
        for (int i = 0; i < count; i++)
        {
            if (ids[i] < firstNeuron || ids[i] >= endNeuron) continue;
            steps.Add(step);
            neurons.Add(ids[i]);
        }
    }

    /// <summary>Forgets all spikes.</summary>
    public void Clear()
    {
        steps.Clear();
        neurons.Clear();
    }

    public void Dispose()
    {
        steps.Dispose();
        neurons.Dispose();
    }
}
