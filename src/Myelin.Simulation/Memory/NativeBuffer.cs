using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Myelin.Simulation.Memory;

/// <summary>A block of native memory, 64-byte aligned and zeroed. Large blocks ask the kernel for huge pages, which halves the misses of random access.</summary>
/// <typeparam name="T">What it holds.</typeparam>
internal sealed unsafe class NativeBuffer<T> : IDisposable
    where T : unmanaged
{
    private const nuint HugePage = 2 * 1024 * 1024;

    private T* pointer;

    public NativeBuffer(long length, bool zeroed = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        nuint bytes = Math.Max(64, checked((nuint)length * (nuint)sizeof(T)));
        bool large = bytes >= 2 * HugePage;
        nuint alignment = large ? HugePage : 64;
        bytes = (bytes + 63) & ~(nuint)63;
        pointer = (T*)NativeMemory.AlignedAlloc(bytes, alignment);
        GC.AddMemoryPressure((long)bytes);
        Bytes = (long)bytes;
        if (large && OperatingSystem.IsLinux()) _ = Kernel.Advise(pointer, bytes, Kernel.HugePages);
        if (zeroed) NativeMemory.Clear(pointer, bytes);
    }

#pragma warning disable MA0055 // Native memory must not outlive a simulation that nobody disposed.
    ~NativeBuffer() => Free();
#pragma warning restore MA0055

    /// <summary>Number of elements.</summary>
    public long Length { get; }

    /// <summary>Size in bytes.</summary>
    public long Bytes { get; }

    /// <summary>The first element.</summary>
    public T* Pointer
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => pointer;
    }

    /// <summary>All elements.</summary>
    public Span<T> Span => new(pointer, checked((int)Length));

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        if (pointer is null) return;
        NativeMemory.AlignedFree(pointer);
        GC.RemoveMemoryPressure(Bytes);
        pointer = null;
    }
}

/// <summary>What the operating system is told about memory.</summary>
internal static unsafe partial class Kernel
{
    /// <summary>MADV_HUGEPAGE of Linux.</summary>
    public const int HugePages = 14;

    [LibraryImport("libc", EntryPoint = "madvise")]
    public static partial int Advise(void* address, nuint length, int advice);
}
