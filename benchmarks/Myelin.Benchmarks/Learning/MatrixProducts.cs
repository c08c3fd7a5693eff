using BenchmarkDotNet.Attributes;
using Myelin.Learning;
using Myelin.Learning.Products;

namespace Myelin.Benchmarks.Learning;

/// <summary>How fast is a dense product without OpenBLAS, on one thread? A Linear layer's forward pass (x W^T) and its weight gradient (g^T x).</summary>
public unsafe class MatrixProducts
{
    private NativeMatrix a = null!;
    private NativeMatrix b = null!;
    private NativeMatrix c = null!;
    private (int Rows, int Columns, int Terms) size;

    /// <summary>Rows, columns and terms.</summary>
    [Params("1024x1024x1024", "8000x512x512", "3200x1000x784")]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Build()
    {
        Workers.Threads = 1;
        int[] numbers = [.. Size.Split('x').Select(int.Parse)];
        size = (numbers[0], numbers[1], numbers[2]);
        a = new NativeMatrix(size.Rows, size.Terms);
        b = new NativeMatrix(size.Columns, size.Terms);
        c = new NativeMatrix(size.Rows, size.Columns);
    }

    [Benchmark(Baseline = true)]
    public void OpenBlas() => MatrixProduct.Multiply(a.Pointer, false, b.Pointer, true, c.Pointer, size.Rows, size.Columns, size.Terms, add: false);

    [Benchmark]
    public void Own() => MatrixProduct.Blocked(a.Pointer, false, b.Pointer, true, c.Pointer, size.Rows, size.Columns, size.Terms, add: false);

    [GlobalCleanup]
    public void Dispose()
    {
        a.Dispose();
        b.Dispose();
        c.Dispose();
    }
}
