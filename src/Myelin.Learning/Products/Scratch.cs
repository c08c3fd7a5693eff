using System.Runtime.InteropServices;

namespace Myelin.Learning.Products;

/// <summary>Native memory of one thread that is used again and again.</summary>
internal sealed unsafe class Scratch
{
    [ThreadStatic]
    private static Scratch?[]? slots;

    private float* memory;
    private long length;

#pragma warning disable MA0055 // Native memory must not outlive its thread, which nothing disposes of.
    ~Scratch() => NativeMemory.AlignedFree(memory);
#pragma warning restore MA0055

    /// <summary>Memory of this thread; what is in it is left over from before.</summary>
    /// <param name="slot">Which of the thread's (0 to 7): memory of another slot stays as it is.</param>
    /// <param name="count">Number of floats.</param>
    public static float* Rent(int slot, long count)
    {
        slots ??= new Scratch?[8];
        Scratch scratch = slots[slot] ??= new Scratch();
        if (scratch.length < count)
        {
            NativeMemory.AlignedFree(scratch.memory);
            scratch.memory = (float*)NativeMemory.AlignedAlloc((nuint)count * sizeof(float), 4096);
            scratch.length = count;
        }

        return scratch.memory;
    }
}
