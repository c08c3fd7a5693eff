namespace Myelin.Spikes;

/// <summary>The order of spikes in a raster: by step, then by neuron, no spike twice.</summary>
internal static class RasterOrder
{
    /// <summary>Checks spikes that follow the spike (<paramref name="lastStep"/>, <paramref name="lastNeuron"/>).</summary>
    /// <param name="steps">The step of each spike.</param>
    /// <param name="neurons">The neuron of each spike.</param>
    /// <param name="neuronCount">Number of neurons.</param>
    /// <param name="firstIndex">Index of the first of these spikes in the raster, for the message.</param>
    /// <param name="lastStep">Step of the spike before; -1 for none.</param>
    /// <param name="lastNeuron">Neuron of the spike before; -1 for none.</param>
    public static void Check(
        ReadOnlySpan<int> steps, ReadOnlySpan<int> neurons, int neuronCount, int firstIndex, int lastStep, int lastNeuron)
    {
        if (steps.Length != neurons.Length)
            throw new ArgumentException($"A raster needs as many neurons as steps, got {neurons.Length} neurons and {steps.Length} steps.");
        for (int i = 0; i < steps.Length; i++)
        {
            int step = steps[i], neuron = neurons[i];
            if (step < 0) throw new ArgumentException($"Spike {firstIndex + i} is at step {step}; the first step is 0.");
            if ((uint)neuron >= (uint)neuronCount)
                throw new ArgumentException($"Spike {firstIndex + i} is of neuron {neuron}; it must be one of {neuronCount} neurons, from 0.");
            if (step < lastStep || (step == lastStep && neuron <= lastNeuron))
                throw OutOfOrder(firstIndex + i, step, neuron, lastStep, lastNeuron);
            lastStep = step;
            lastNeuron = neuron;
        }
    }

    /// <summary>Checks that no spike is beyond the recording.</summary>
    public static void CheckEnd(ReadOnlySpan<int> steps, int stepCount)
    {
        if (!steps.IsEmpty && steps[^1] >= stepCount)
        {
            int first = FirstAtOrAfter(steps, stepCount);
            throw new ArgumentException($"Spike {first} is at step {steps[first]}; it must be before the end, at step {stepCount}.");
        }
    }

    /// <summary>Index of the first spike at or after a step; the number of spikes where there is none.</summary>
    public static int FirstAtOrAfter(ReadOnlySpan<int> steps, int step)
    {
        int low = 0, high = steps.Length;
        while (low < high)
        {
            int middle = low + ((high - low) >> 1);
            if (steps[middle] < step) low = middle + 1;
            else high = middle;
        }

        return low;
    }

    private static ArgumentException OutOfOrder(int index, int step, int neuron, int lastStep, int lastNeuron) =>
        step == lastStep && neuron == lastNeuron
            ? new($"Spike {index}, neuron {neuron} at step {step}, is there twice; a neuron spikes at most once in a step.")
            : new($"Spike {index}, neuron {neuron} at step {step}, must come before neuron {lastNeuron} at step {lastStep}: by step, then neuron.");
}
