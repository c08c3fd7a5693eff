namespace Myelin.Simulation.Delivery;

/// <summary>Brings the spikes of one population to the accumulators of one partition.</summary>
internal abstract class SpikeDelivery : IDisposable
{
    /// <summary>The update level before which immediate spikes must arrive; -1 where all spikes are delayed by at least one step.</summary>
    public required int Level { get; init; }

    /// <summary>Adds what arrives in a step.</summary>
    /// <returns>Number of synaptic events.</returns>
    public abstract long Deliver(long step);

    /// <summary>Number of synapses.</summary>
    public abstract long Synapses { get; }

    /// <summary>Bytes of native memory.</summary>
    public abstract long Bytes { get; }

    public abstract void Dispose();
}
