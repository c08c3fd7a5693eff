using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Delivery;

/// <summary>Brings the spikes of one population to the accumulators of one partition.</summary>
internal abstract class SpikeDelivery : IDisposable
{
    /// <summary>The update level before which immediate spikes must arrive; -1 where all spikes are delayed by at least one step.</summary>
    public required int Level { get; init; }

    /// <summary>Whether it tells which blocks it reaches, where <see cref="Marks"/> are given.</summary>
    public virtual bool Marking => false;

    /// <summary>Receives the blocks that something arrives at; null where nobody asks.</summary>
    public BlockMarks? Marks { get; set; }

    /// <summary>Index within the partition of the neuron of its first accumulator.</summary>
    public int Local { get; set; }

    /// <summary>Adds what arrives in a step.</summary>
    /// <returns>Number of synaptic events.</returns>
    public abstract long Deliver(long step);

    /// <summary>Number of synapses.</summary>
    public abstract long Synapses { get; }

    /// <summary>Bytes of native memory.</summary>
    public abstract long Bytes { get; }

    public abstract void Dispose();
}
