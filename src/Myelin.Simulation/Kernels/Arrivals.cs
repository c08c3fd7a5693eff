using System.Runtime.CompilerServices;
using Myelin.Neurons;
using Myelin.Values;

namespace Myelin.Simulation.Kernels;

/// <summary>
/// The accumulators of a run of blocks, taken block by block and cleared as they are taken. The first ports have cursors of their own, which stay
/// in registers; a model with more pays an indirection for the rest. A port where nothing ever arrives reads the same zeros for every block.
/// </summary>
internal unsafe struct Arrivals<V> : IPorts<V>
    where V : unmanaged, IBlockValue<V>
{
    private readonly nint* ports;
    private readonly V* nothing;
    private V* at0;
    private V* at1;
    private V* at2;
    private long block;

    /// <summary>Begins at a block.</summary>
    /// <param name="ports">Accumulators of each port at the first block of all; <paramref name="nothing"/> where nothing arrives.</param>
    /// <param name="nothing">A block of zeros.</param>
    /// <param name="count">Number of ports.</param>
    /// <param name="firstBlock">The block to begin at.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Arrivals(nint* ports, V* nothing, int count, int firstBlock)
    {
        this.ports = ports;
        this.nothing = nothing;
        block = firstBlock;
        at0 = count > 0 ? At((V*)ports[0], nothing, firstBlock) : null;
        at1 = count > 1 ? At((V*)ports[1], nothing, firstBlock) : null;
        at2 = count > 2 ? At((V*)ports[2], nothing, firstBlock) : null;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public V Take(int port)
    {
        if (port == 0) return Take(ref at0, nothing);
        if (port == 1) return Take(ref at1, nothing);
        if (port == 2) return Take(ref at2, nothing);
        return TakeFurther(port);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Take(ref V* at, V* nothing)
    {
        V arrived = *at;
        if (at != nothing)
        {
            *at = V.Zero;
            at++;
        }

        return V.Rounded(arrived);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V* At(V* port, V* nothing, long block) => port == nothing ? nothing : port + block;

    // Ports are taken in order, so port 3 begins a block for those behind it.
    private V TakeFurther(int port)
    {
        long current = port == 3 ? block++ : block - 1;
        V* at = At((V*)ports[port], nothing, current);
        return Take(ref at, nothing);
    }
}
