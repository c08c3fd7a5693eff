using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Simulation.Kernels;

/// <summary>Where a port's input lies, and how many values on the next block's is: 0 where nothing ever arrives.</summary>
internal unsafe struct Port<V>
    where V : unmanaged
{
    public V* First;
    public long Step;
}

/// <summary>
/// The accumulators of a run of blocks, taken block by block and cleared as they are taken. The first ports have cursors of their own, which stay
/// in registers; a model with more pays an indirection for the rest.
/// </summary>
internal unsafe struct Arrivals<V> : IPorts<V>
    where V : unmanaged, IValue<V>
{
    private readonly Port<V>* ports;
    private readonly long step0;
    private readonly long step1;
    private readonly long step2;
    private V* at0;
    private V* at1;
    private V* at2;
    private long block;

    public Arrivals(Port<V>* ports, int count, int firstBlock)
    {
        this.ports = ports;
        block = firstBlock;
        step0 = count > 0 ? ports[0].Step : 0;
        at0 = count > 0 ? ports[0].First + (step0 * firstBlock) : null;
        step1 = count > 1 ? ports[1].Step : 0;
        at1 = count > 1 ? ports[1].First + (step1 * firstBlock) : null;
        step2 = count > 2 ? ports[2].Step : 0;
        at2 = count > 2 ? ports[2].First + (step2 * firstBlock) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Take(int port)
    {
        if (port == 0) return Take(ref at0, step0);
        if (port == 1) return Take(ref at1, step1);
        if (port == 2) return Take(ref at2, step2);
        return TakeFurther(port);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Take(ref V* at, long step)
    {
        V arrived = *at;
        if (step != 0)
        {
            *at = V.Zero;
            at += step;
        }

        return arrived;
    }

    // Ports are taken in order, so port 3 begins a block for those behind it.
    private V TakeFurther(int port)
    {
        long current = port == 3 ? block++ : block - 1;
        V* at = ports[port].First + (ports[port].Step * current);
        V arrived = *at;
        *at = V.Zero;
        return arrived;
    }
}
