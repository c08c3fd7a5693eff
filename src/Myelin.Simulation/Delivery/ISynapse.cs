namespace Myelin.Simulation.Delivery;

/// <summary>
/// How a static synapse lies in memory. The struct carries what all synapses of a table share; the engine is compiled for it.
/// </summary>
/// <typeparam name="T">The number type of the accumulators.</typeparam>
internal unsafe interface ISynapse<T>
    where T : unmanaged
{
    /// <summary>Bytes of one synapse.</summary>
    static abstract int Size { get; }

    /// <summary>Writes one synapse.</summary>
    static abstract void Write(byte* at, int target, T weight);

    /// <summary>Reads the weight of one synapse.</summary>
    T Weight(byte* at);

    /// <summary>Reads the target of one synapse.</summary>
    static abstract int Target(byte* at);

    /// <summary>Adds the weights of a run of synapses to their targets.</summary>
    void Deliver(byte* start, byte* end, T* accumulators);
}
