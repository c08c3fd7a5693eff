using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Recording;

/// <summary>A growing list in native memory, so that recording does not disturb the garbage collector.</summary>
internal sealed unsafe class NativeList<T> : IDisposable
    where T : unmanaged
{
    private NativeBuffer<T> buffer = new(4096, zeroed: false);

    /// <summary>Number of elements.</summary>
    public long Count { get; private set; }

    /// <summary>The first element.</summary>
    public T* Pointer => buffer.Pointer;

    /// <summary>The elements from an index on.</summary>
    public ReadOnlySpan<T> From(long start) => new(buffer.Pointer + start, checked((int)(Count - start)));

    /// <summary>Adds elements.</summary>
    public void Add(ReadOnlySpan<T> values)
    {
        Reserve(Count + values.Length);
        values.CopyTo(new Span<T>(buffer.Pointer + Count, values.Length));
        Count += values.Length;
    }

    /// <summary>Adds one element.</summary>
    public void Add(T value)
    {
        if (Count == buffer.Length) Reserve(Count + 1);
        buffer.Pointer[Count++] = value;
    }

    /// <summary>Adds room for elements that the caller then writes.</summary>
    public void Extend(long count)
    {
        Reserve(Count + count);
        Count += count;
    }

    /// <summary>Forgets all elements and keeps the memory.</summary>
    public void Clear() => Count = 0;

    public void Dispose() => buffer.Dispose();

    private void Reserve(long needed)
    {
        if (needed <= buffer.Length) return;
        var larger = new NativeBuffer<T>(Math.Max(needed, buffer.Length * 2), zeroed: false);
        Buffer.MemoryCopy(buffer.Pointer, larger.Pointer, larger.Bytes, Count * sizeof(T));
        buffer.Dispose();
        buffer = larger;
    }
}
