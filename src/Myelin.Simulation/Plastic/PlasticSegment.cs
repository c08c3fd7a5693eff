using System.Numerics;
using System.Runtime.CompilerServices;

namespace Myelin.Simulation.Plastic;

/// <summary>
/// The plastic synapses of one source neuron with equal delay: this header, the traces of the source as this segment knows it, the targets (two bytes
/// each), then each variable of all synapses, the weight first, and the step of each synapse's last event where the rule asks for it.
/// </summary>
internal struct PlasticSegment
{
    /// <summary>Stands for a spike that never was: long enough ago that nothing is left of it.</summary>
    public const int Never = -(1 << 30);

    /// <summary>Number of synapses.</summary>
    public int Count;

    /// <summary>Number of synapses written so far.</summary>
    public int Filled;

    /// <summary>The first step whose postsynaptic spikes have not changed the weights yet.</summary>
    public int From;

    /// <summary>When the source's last spike reached the synapses, in steps.</summary>
    public int LastPre;
}

/// <summary>Where things lie in a segment.</summary>
/// <typeparam name="T">The number type.</typeparam>
/// <param name="traces">Number of traces of a source neuron.</param>
/// <param name="variables">Number of variables of a synapse.</param>
/// <param name="tracksTime">Whether the step of the last event is kept.</param>
internal readonly unsafe struct SegmentLayout<T>(int traces, int variables, bool tracksTime)
    where T : unmanaged
{
    private readonly int targets = sizeof(PlasticSegment) + (traces * sizeof(T));

    /// <summary>Number of variables of a synapse.</summary>
    public int Variables => variables;

    /// <summary>Bytes of some synapses.</summary>
    public long Bytes(int count) => count == 0 ? 0 : (TimesAt(count) + (tracksTime ? 4L * count : 0) + 7) & ~7L;

    /// <summary>The source's traces.</summary>
    public static T* Traces(PlasticSegment* segment) => (T*)(segment + 1);

    /// <summary>The targets.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ushort* Targets(PlasticSegment* segment) => (ushort*)((byte*)segment + targets);

    /// <summary>A variable of all synapses.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T* Variable(PlasticSegment* segment, int variable) => (T*)((byte*)segment + VariablesAt(segment->Count)) + ((long)variable * segment->Count);

    /// <summary>The step of each synapse's last event.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int* Times(PlasticSegment* segment) => (int*)((byte*)segment + TimesAt(segment->Count));

    private long VariablesAt(int count) => targets + (((2L * count) + 3) & ~3L);

    private long TimesAt(int count) => VariablesAt(count) + ((long)variables * count * sizeof(T));
}
