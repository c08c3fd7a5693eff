using System.Numerics;
using Myelin.Simulation.Layout;
using Myelin.Simulation.Memory;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Simulation.Couplings;

/// <summary>The synapses of one coupling on the neurons of one slice: sums their currents, a block of neurons at a time.</summary>
internal abstract class CouplingKernel : IDisposable
{
    /// <summary>Adds the current of a step to the port of some blocks of neurons.</summary>
    /// <param name="firstBlock">First block of the slice.</param>
    /// <param name="blocks">Number of blocks.</param>
    public abstract void Advance(int firstBlock, int blocks);

    /// <summary>Number of synapses.</summary>
    public abstract long Synapses { get; }

    /// <summary>Bytes of native memory.</summary>
    public abstract long Bytes { get; }

    public abstract void Dispose();
}

/// <summary>
/// Synapse j of all sixteen neurons of a block lies together: sixteen sources and sixteen weights. So each neuron's sum goes over its synapses in
/// their order whatever else is in the block. Where a neuron has fewer than another, a source beyond the last and a weight of 0 stand in.
/// </summary>
internal sealed unsafe class CouplingKernel<V, T, TStep> : CouplingKernel
    where V : unmanaged, IBlockValue<V>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
    where TStep : struct, ICouplingStep<V>
{
    private const int Block = PartitionLayout.Block;

    private readonly NativeBuffer<V> constants;
    private readonly NativeBuffer<V> weights;
    private readonly NativeBuffer<int> sources;
    private readonly NativeBuffer<long> starts;
    private readonly T* signals;
    private readonly V* membrane;
    private readonly int stride;
    private readonly V* into;

    /// <summary>Lays the synapses of a slice out.</summary>
    /// <param name="slice">The slice of the target neurons.</param>
    /// <param name="edges">All connections of the coupling.</param>
    /// <param name="numbers">Constants of a step.</param>
    /// <param name="signals">The signals of all source neurons, and a 0 behind the last.</param>
    /// <param name="nothing">Index of that 0.</param>
    /// <param name="membrane">The membrane potential of the slice's first block.</param>
    /// <param name="stride">Values from a block's potential to the next block's.</param>
    /// <param name="into">Accumulators of the port that gets the current, at the slice's first neuron.</param>
    public CouplingKernel(Slice slice, CouplingEdge[] edges, double[] numbers, nint signals, int nothing, nint membrane, int stride, nint into)
    {
        constants = new NativeBuffer<V>(TStep.Constants);
        for (int i = 0; i < numbers.Length; i++) constants.Pointer[i] = V.Constant(numbers[i]);
        var counts = new int[slice.Blocks * Block];
        CouplingEdge[] own = [.. edges.Where(e => e.Target >= slice.First && e.Target < slice.End)];
        foreach (CouplingEdge e in own) counts[e.Target - slice.First]++;
        starts = new NativeBuffer<long>(slice.Blocks + 1);
        for (int b = 0; b < slice.Blocks; b++) starts.Pointer[b + 1] = starts.Pointer[b] + counts.AsSpan(b * Block, Block).ToArray().Max();
        weights = new NativeBuffer<V>(starts.Pointer[slice.Blocks]);
        sources = new NativeBuffer<int>(weights.Length * Block);
        sources.Span.Fill(nothing);
        Array.Clear(counts);
        foreach (CouplingEdge e in own)
        {
            int n = e.Target - slice.First;
            long at = ((starts.Pointer[n / Block] + counts[n]++) * Block) + (n % Block);
            sources.Pointer[at] = e.Source;
            ((T*)weights.Pointer)[at] = T.CreateTruncating(e.Weight);
        }

        Synapses = own.Length;
        this.signals = (T*)signals;
        this.membrane = (V*)membrane;
        this.stride = stride;
        this.into = (V*)into;
    }

    public override long Synapses { get; }

    public override long Bytes => weights.Bytes + sources.Bytes + starts.Bytes;

    public override void Advance(int firstBlock, int blocks)
    {
        V signal = default;
        for (int b = firstBlock; b < firstBlock + blocks; b++)
        {
            V sum = V.Zero, u = membrane[(long)b * stride];
            for (long j = starts.Pointer[b]; j < starts.Pointer[b + 1]; j++)
            {
                int* from = sources.Pointer + (j * Block);
                for (int lane = 0; lane < Block; lane++) ((T*)&signal)[lane] = signals[from[lane]];
                sum = V.FusedMultiplyAdd(weights.Pointer[j], TStep.Current(in *constants.Pointer, signal, u), sum);
            }

            into[b] += sum;
        }
    }

    public override void Dispose()
    {
        constants.Dispose();
        weights.Dispose();
        sources.Dispose();
        starts.Dispose();
    }
}
