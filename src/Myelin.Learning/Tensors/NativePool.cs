using System.Runtime.InteropServices;

namespace Myelin.Learning.Tensors;

/// <summary>
/// Native memory, 64-byte aligned, kept by size when it is given back: after the first iteration of a training loop nothing is asked of the
/// operating system any more.
/// </summary>
internal sealed unsafe class NativePool : IDisposable
{
    private const long Page = 4096;

    private readonly Dictionary<long, Stack<nint>> free = [];
    private readonly List<nint> all = [];
    private long allocated;

    /// <summary>Bytes now in use.</summary>
    public long InUse { get; private set; }

    /// <summary>The most bytes that were in use since <see cref="ResetPeak"/>.</summary>
    public long Peak { get; private set; }

#pragma warning disable MA0055 // Native memory must not outlive a tape that nobody disposed.
    ~NativePool() => Free();
#pragma warning restore MA0055

    public void ResetPeak() => Peak = InUse;

    /// <summary>Memory for that many floats; what is in it is left over from before.</summary>
    public float* Rent(long count)
    {
        long bytes = Size(count);
        InUse += bytes;
        Peak = Math.Max(Peak, InUse);
        if (free.TryGetValue(bytes, out Stack<nint>? kept) && kept.Count > 0) return (float*)kept.Pop();
        void* fresh = NativeMemory.AlignedAlloc((nuint)bytes, bytes >= Page ? (nuint)Page : 64);
        GC.AddMemoryPressure(bytes);
        allocated += bytes;
        all.Add((nint)fresh);
        if (kept is null) free[bytes] = new Stack<nint>();
        return (float*)fresh;
    }

    /// <summary>Takes memory back.</summary>
    public void Return(float* memory, long count)
    {
        long bytes = Size(count);
        InUse -= bytes;
        free[bytes].Push((nint)memory);
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private static long Size(long count)
    {
        long bytes = Math.Max(64, count * sizeof(float));
        return bytes >= Page ? (bytes + Page - 1) / Page * Page : (bytes + 63) / 64 * 64;
    }

    private void Free()
    {
        foreach (nint memory in all) NativeMemory.AlignedFree((void*)memory);
        if (allocated > 0) GC.RemoveMemoryPressure(allocated);
        allocated = 0;
        all.Clear();
        free.Clear();
    }
}
