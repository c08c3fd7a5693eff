using System.Runtime.InteropServices;

namespace Myelin.Benchmarks.Learning;

/// <summary>A matrix of random numbers in native memory, some of them 0.</summary>
internal sealed unsafe class NativeMatrix : IDisposable
{
    public NativeMatrix(int rows, int columns, double density = 1)
    {
        Pointer = (float*)NativeMemory.AlignedAlloc((nuint)rows * (nuint)columns * sizeof(float), 64);
        var random = new Random(1);
        for (long i = 0; i < (long)rows * columns; i++) Pointer[i] = density >= 1 ? random.NextSingle() - 0.5f : random.NextDouble() < density ? 1 : 0;
    }

    public float* Pointer { get; }

    public void Dispose() => NativeMemory.AlignedFree(Pointer);
}
