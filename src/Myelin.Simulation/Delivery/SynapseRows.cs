using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Delivery;

/// <summary>The rows of one table: a pointer per source neuron, null where it has no synapse. The memory belongs to the arenas.</summary>
internal sealed unsafe class SynapseRows(int sources, int firstDelay) : IDisposable
{
    private readonly NativeBuffer<nint> pointers = new(sources);
    private long synapses;
    private long bytes;
    private int lastDelay;

    /// <summary>Pointer to the row of each source neuron.</summary>
    public nint* Pointers => pointers.Pointer;

    /// <summary>Number of source neurons.</summary>
    public int Sources => sources;

    /// <summary>The delay of a row's first segment, in steps.</summary>
    public int FirstDelay => firstDelay;

    /// <summary>The longest delay of any row, in steps.</summary>
    public int LastDelay => Math.Max(firstDelay, lastDelay);

    /// <summary>Number of synapses.</summary>
    public long Synapses => synapses;

    /// <summary>Bytes of the rows and of their pointers.</summary>
    public long Bytes => bytes + pointers.Bytes;

    /// <summary>Counts rows that a builder thread has written.</summary>
    public void Account(long count, long size, int longest)
    {
        Interlocked.Add(ref synapses, count);
        Interlocked.Add(ref bytes, size);
        int seen;
        while ((seen = Volatile.Read(ref lastDelay)) < longest) Interlocked.CompareExchange(ref lastDelay, longest, seen);
    }

    public void Dispose() => pointers.Dispose();
}
