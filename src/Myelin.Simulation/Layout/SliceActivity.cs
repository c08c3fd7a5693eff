using Myelin.Simulation.Kernels;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Layout;

/// <summary>
/// The blocks of a slice that have to be advanced. A block is at rest where a step in which nothing arrived changed no bit of its state and made
/// no spike: so will every further step, until something arrives. Nothing about a model is known here, and no bit of a result changes.
/// </summary>
internal sealed unsafe class SliceActivity : IDisposable
{
    /// <summary>As many blocks at most are advanced together.</summary>
    public const int Longest = 64;

    // Looking whether a state has changed costs as much as advancing it, so it is done now and then.
    private const int LookEvery = 8;

    private readonly byte* marks;
    private readonly int blocks;
    private readonly NativeBuffer<byte> before;

    /// <summary>All blocks awake.</summary>
    /// <param name="marks">The marks of the slice's blocks.</param>
    /// <param name="blocks">Number of blocks.</param>
    /// <param name="bytesPerBlock">Bytes of all states of a block.</param>
    public SliceActivity(byte* marks, int blocks, int bytesPerBlock)
    {
        this.marks = marks;
        this.blocks = blocks;
        before = new NativeBuffer<byte>((long)Longest * bytesPerBlock);
        new Span<byte>(marks, blocks).Fill(BlockMarks.Awake);
    }

    /// <summary>Number of blocks that are awake.</summary>
    public int Awake => blocks - new Span<byte>(marks, blocks).Count((byte)0);

    /// <summary>Whether blocks may come to rest in a step.</summary>
    public static bool LooksAt(long step) => step % LookEvery == LookEvery - 1;

    /// <summary>The next blocks in a row that are awake.</summary>
    /// <param name="from">Where to look from.</param>
    /// <param name="first">The first.</param>
    /// <returns>How many; 0 where there are none.</returns>
    public int Next(int from, out int first)
    {
        var rest = new ReadOnlySpan<byte>(marks + from, blocks - from);
        int skipped = rest.IndexOfAnyExcept((byte)0);
        first = from + skipped;
        if (skipped < 0) return 0;
        int length = rest[skipped..].IndexOf((byte)0);
        return Math.Min(Longest, length < 0 ? rest.Length - skipped : length);
    }

    /// <summary>Ends the step of blocks that stay awake.</summary>
    public void Stay(int first, int count) => new Span<byte>(marks + first, count).Fill(BlockMarks.Awake);

    /// <summary>Whether a block is at rest.</summary>
    public bool IsAtRest(int block) => marks[block] == 0;

    /// <summary>Remembers the states of blocks before they are advanced.</summary>
    public void Remember(SliceRuntime slice, int first, int count)
    {
        int at = 0;
        Keep(slice.Kernel.StateOf(first, count), ref at);
        foreach (ReceptorKernel receptor in slice.Receptors) Keep(receptor.StateOf(first, count), ref at);
    }

    /// <summary>Ends the step of blocks that were advanced, and lets those rest that nothing changed.</summary>
    /// <param name="slice">The slice.</param>
    /// <param name="first">The first block.</param>
    /// <param name="count">Number of blocks.</param>
    /// <param name="spikes">The spikes of the blocks in this step.</param>
    public void Settle(SliceRuntime slice, int first, int count, ReadOnlySpan<int> spikes)
    {
        int at = 0;
        for (int b = 0; b < count; b++) marks[first + b] = marks[first + b] == BlockMarks.Reached ? BlockMarks.Awake : (byte)0;
        Compare(slice.Kernel.StateOf(first, count), first, count, ref at);
        foreach (ReceptorKernel receptor in slice.Receptors) Compare(receptor.StateOf(first, count), first, count, ref at);
        foreach (int neuron in spikes) marks[(neuron - slice.Slice.First) / PartitionLayout.Block] = BlockMarks.Awake;
    }

    public void Dispose() => before.Dispose();

    private void Keep(ReadOnlySpan<byte> state, ref int at)
    {
        state.CopyTo(new Span<byte>(before.Pointer + at, state.Length));
        at += state.Length;
    }

    private void Compare(ReadOnlySpan<byte> state, int first, int count, ref int at)
    {
        int size = state.Length / count;
        for (int b = 0; b < count; b++, at += size)
        {
            if (!state.Slice(b * size, size).SequenceEqual(new ReadOnlySpan<byte>(before.Pointer + at, size))) marks[first + b] = BlockMarks.Awake;
        }
    }
}
