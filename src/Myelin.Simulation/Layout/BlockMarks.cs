using System.Runtime.CompilerServices;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Layout;

/// <summary>Which blocks of a partition are awake, and which something arrived at in the current step: a byte each, 0 for a block at rest.</summary>
/// <param name="neurons">Neurons of the partition, with padding.</param>
internal sealed unsafe class BlockMarks(int neurons) : IDisposable
{
    /// <summary>A block whose neurons have to be advanced.</summary>
    public const byte Awake = 1;

    /// <summary>A block that something arrived at in this step.</summary>
    public const byte Reached = 3;

    private readonly NativeBuffer<byte> marks = new(neurons / PartitionLayout.Block);

    /// <summary>The marks, by block of the partition.</summary>
    public byte* Pointer => marks.Pointer;

    /// <summary>Marks the block of a neuron.</summary>
    /// <param name="neuron">Index within the partition.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Reach(int neuron) => marks.Pointer[neuron / PartitionLayout.Block] = Reached;

    /// <summary>Marks the blocks of neurons in a row.</summary>
    /// <param name="first">Index of the first within the partition.</param>
    /// <param name="count">Number of neurons, at least 1.</param>
    public void Reach(int first, int count)
    {
        int from = first / PartitionLayout.Block, to = (first + count - 1) / PartitionLayout.Block;
        new Span<byte>(marks.Pointer + from, to - from + 1).Fill(Reached);
    }

    public void Dispose() => marks.Dispose();
}
