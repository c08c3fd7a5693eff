using Myelin.Quantities;

namespace Myelin.Spikes;

/// <summary>
/// Collects the spikes of a run into a <see cref="Raster"/>, chunk by chunk in the raster's order. Not safe for use by several threads at once.
/// </summary>
public sealed class RasterBuilder
{
    private readonly int neuronCount;
    private readonly Time dt;
    private int[] steps = [];
    private int[] neurons = [];

    /// <summary>Begins an empty raster.</summary>
    /// <param name="neuronCount">Number of neurons, spiking or not.</param>
    /// <param name="dt">Length of a step.</param>
    /// <param name="capacity">Number of spikes to make room for.</param>
    /// <exception cref="ArgumentException">A size is not valid.</exception>
    public RasterBuilder(int neuronCount, Time dt, int capacity = 0)
    {
        Raster.CheckSizes(neuronCount, 0, dt);
        this.neuronCount = neuronCount;
        this.dt = dt;
        Reserve(capacity);
    }

    /// <summary>Number of spikes so far.</summary>
    public int Count { get; private set; }

    /// <summary>Appends the spikes of one step.</summary>
    /// <param name="step">The step, not before the last one appended.</param>
    /// <param name="spiking">The neurons that spiked, ascending.</param>
    /// <exception cref="ArgumentException">A spike is not in order, is there twice or is out of range; nothing is appended.</exception>
    public void Append(int step, ReadOnlySpan<int> spiking)
    {
        Reserve(spiking.Length);
        // The room for the steps is written first, so that the one check serves both forms; Count decides what is part of the raster.
        steps.AsSpan(Count, spiking.Length).Fill(step);
        Take(steps.AsSpan(Count, spiking.Length), spiking);
    }

    /// <summary>Appends spikes of several steps.</summary>
    /// <param name="spikeSteps">The step of each spike.</param>
    /// <param name="spiking">The neuron of each spike.</param>
    /// <exception cref="ArgumentException">
    /// The lengths differ, or a spike is not in order, is there twice or is out of range; nothing is appended.
    /// </exception>
    public void Append(ReadOnlySpan<int> spikeSteps, ReadOnlySpan<int> spiking)
    {
        Reserve(spikeSteps.Length);
        spikeSteps.CopyTo(steps.AsSpan(Count));
        Take(spikeSteps, spiking);
    }

    /// <summary>Ends the recording. The raster takes over the memory and the builder is empty again.</summary>
    /// <param name="stepCount">Number of steps recorded.</param>
    /// <exception cref="ArgumentException">A spike is beyond the end.</exception>
    public Raster Build(int stepCount)
    {
        Raster.CheckSizes(neuronCount, stepCount, dt);
        RasterOrder.CheckEnd(steps.AsSpan(0, Count), stepCount);
        var raster = new Raster(steps.AsMemory(0, Count), neurons.AsMemory(0, Count), neuronCount, 0, stepCount, dt);
        steps = [];
        neurons = [];
        Count = 0;
        return raster;
    }

    private void Take(ReadOnlySpan<int> spikeSteps, ReadOnlySpan<int> spiking)
    {
        (int lastStep, int lastNeuron) = Count == 0 ? (-1, -1) : (steps[Count - 1], neurons[Count - 1]);
        RasterOrder.Check(spikeSteps, spiking, neuronCount, Count, lastStep, lastNeuron);
        spiking.CopyTo(neurons.AsSpan(Count));
        Count += spiking.Length;
    }

    private void Reserve(int more)
    {
        int needed = checked(Count + more);
        if (needed <= steps.Length) return;
        int capacity = (int)Math.Min(Array.MaxLength, Math.Max(needed, 2L * steps.Length));
        Array.Resize(ref steps, capacity);
        Array.Resize(ref neurons, capacity);
    }
}
