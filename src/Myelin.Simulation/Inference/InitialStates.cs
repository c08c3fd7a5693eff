using Myelin.Simulation.Kernels;
using Myelin.Simulation.Layout;

namespace Myelin.Simulation.Inference;

/// <summary>The states of all neurons when a network was built, to go back to.</summary>
internal sealed class InitialStates
{
    private readonly SliceRuntime[] slices;
    private readonly byte[][] states;

    /// <summary>Remembers the states that are.</summary>
    public InitialStates(Engine engine)
    {
        slices = [.. engine.Slices.Where(s => s.Slice.Count > 0)];
        states = [.. slices.Select(Read)];
    }

    /// <summary>Brings the states back. Blocks at rest whose states are those of the beginning stay at rest.</summary>
    public void Restore()
    {
        for (int i = 0; i < slices.Length; i++)
        {
            SliceRuntime slice = slices[i];
            int at = 0;
            Restore(slice, slice.Kernel.StateOf(0, slice.Slice.Blocks), states[i], ref at);
            foreach (ReceptorKernel receptor in slice.Receptors) Restore(slice, receptor.StateOf(0, slice.Slice.Blocks), states[i], ref at);
        }
    }

    private static byte[] Read(SliceRuntime slice)
    {
        int blocks = slice.Slice.Blocks;
        var state = new List<byte>();
        state.AddRange(slice.Kernel.StateOf(0, blocks));
        foreach (ReceptorKernel receptor in slice.Receptors) state.AddRange(receptor.StateOf(0, blocks));
        return [.. state];
    }

    private static void Restore(SliceRuntime slice, Span<byte> state, byte[] from, ref int at)
    {
        int blocks = slice.Slice.Blocks, size = state.Length / blocks;
        for (int block = 0; block < blocks; block++, at += size)
        {
            Span<byte> now = state.Slice(block * size, size);
            ReadOnlySpan<byte> then = from.AsSpan(at, size);
            if (now.SequenceEqual(then)) continue;
            then.CopyTo(now);
            slice.Activity?.Stay(block, 1);
        }
    }
}
