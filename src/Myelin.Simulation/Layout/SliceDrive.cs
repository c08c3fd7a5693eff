using System.Runtime.CompilerServices;
using Myelin.Inputs;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Layout;

/// <summary>An input as one slice receives it: where it goes, and which of the slice's neurons it drives.</summary>
internal abstract class SliceDrive : IDisposable
{
    /// <summary>Adds what arrives in a step to the neurons of some blocks of the slice.</summary>
    public abstract void Add(int firstNeuron, int neurons, long step);

    /// <summary>Whether it adds the same in this step and in every later one.</summary>
    public abstract bool IsSteady(long step);

    public abstract void Dispose();
}

/// <inheritdoc cref="SliceDrive"/>
/// <param name="source">The opened input.</param>
/// <param name="offset">Index of the slice's first neuron within the driven range; negative where the range starts inside the slice.</param>
/// <param name="driven">Number of neurons driven in all.</param>
/// <param name="accumulators">The port's accumulators at the slice's first neuron.</param>
internal sealed unsafe class SliceDrive<T>(InputSource source, int offset, int driven, nint accumulators) : SliceDrive
    where T : unmanaged, System.Numerics.INumberBase<T>
{
    private readonly NativeBuffer<T> scratch = new(offset % 16 == 0 ? 0 : 4096);

    public override void Add(int firstNeuron, int neurons, long step)
    {
        int start = Math.Max(firstNeuron, -offset), end = Math.Min(firstNeuron + neurons, driven - offset);
        if (start >= end) return;
        int index = start + offset;
        T* target = (T*)accumulators + start;
        if (index % 16 == 0)
        {
            Add(new Span<T>(target, end - start), index, step);
            return;
        }

        // The range does not begin at a block of ours: the input adds to whole blocks of its own, in a copy of what has arrived so far, so that it
        // rounds as it would in place and the last bit does not tell where a slice begins.
        int lead = index % 16;
        var room = new Span<T>(scratch.Pointer, lead + end - start);
        var arrived = new Span<T>(target, end - start);
        room[..lead].Clear();
        arrived.CopyTo(room[lead..]);
        Add(room, index - lead, step);
        room[lead..].CopyTo(arrived);
    }

    public override bool IsSteady(long step) => source.IsSteady(step);

    public override void Dispose() => scratch.Dispose();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Add(Span<T> values, int index, long step)
    {
        if (typeof(T) == typeof(float))
            source.Add(System.Runtime.InteropServices.MemoryMarshal.Cast<T, float>(values), index, step);
        else
            source.Add(System.Runtime.InteropServices.MemoryMarshal.Cast<T, double>(values), index, step);
    }
}
