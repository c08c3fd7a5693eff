using BenchmarkDotNet.Attributes;
using Myelin.Learning;
using Myelin.Learning.Products;

namespace Myelin.Benchmarks.Learning;

/// <summary>What is gained where most of a factor is 0? 8,000 rows (16 samples, 500 steps) of 512 inputs, 512 outputs, one thread; listing what is not 0 and turning the weights are part of it.</summary>
public unsafe class SpikeProducts
{
    private const int Rows = 8000, Terms = 512, Columns = 512;

    private NativeMatrix spikes = null!;
    private NativeMatrix weights = null!;
    private NativeMatrix turned = null!;
    private NativeMatrix result = null!;
    private NativeMatrix indices = null!;
    private NativeMatrix counts = null!;
    private NativeMatrix starts = null!;
    private NativeMatrix places = null!;
    private NativeMatrix values = null!;

    /// <summary>The fraction of inputs that spike, in percent.</summary>
    [Params(1, 5, 10, 20)]
    public int Percent { get; set; }

    [GlobalSetup]
    public void Build()
    {
        Workers.Threads = 1;
        spikes = new NativeMatrix(Rows, Terms, Percent / 100.0);
        weights = new NativeMatrix(Columns, Terms);
        turned = new NativeMatrix(Terms, Columns);
        result = new NativeMatrix(Rows, Columns);
        indices = new NativeMatrix(Rows, Terms / 2);
        counts = new NativeMatrix(Rows, 1);
        starts = new NativeMatrix(ActiveColumns.Blocks(Rows), Terms + 1);
        places = new NativeMatrix(Rows, Terms / 2);
        values = new NativeMatrix(Rows, Terms);
    }

    [Benchmark(Baseline = true)]
    public void Dense() => MatrixProduct.Multiply(spikes.Pointer, false, weights.Pointer, true, result.Pointer, Rows, Columns, Terms, add: false);

    [Benchmark]
    public void Sparse()
    {
        ActiveRows.List(spikes.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, Rows, Terms);
        Transposition.Run(weights.Pointer, turned.Pointer, Columns, Terms);
        SpikeProduct.Multiply(spikes.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, turned.Pointer, null, result.Pointer, Rows, Terms, Columns);
    }

    [Benchmark]
    public void DenseGradient() => MatrixProduct.Multiply(result.Pointer, true, spikes.Pointer, false, weights.Pointer, Columns, Terms, Rows, add: false);

    [Benchmark]
    public void SparseGradient()
    {
        ActiveRows.List(spikes.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, Rows, Terms);
        ActiveColumns.List(spikes.Pointer, (ushort*)indices.Pointer, (int*)counts.Pointer, (int*)starts.Pointer, (ushort*)places.Pointer, values.Pointer, Rows, Terms);
        SpikeProduct.MultiplyTransposed((int*)starts.Pointer, (ushort*)places.Pointer, values.Pointer, result.Pointer, turned.Pointer, Rows, Terms, Columns, add: false);
        Transposition.Run(turned.Pointer, weights.Pointer, Terms, Columns);
    }

    [GlobalCleanup]
    public void Dispose()
    {
        spikes.Dispose();
        weights.Dispose();
        turned.Dispose();
        result.Dispose();
        indices.Dispose();
        counts.Dispose();
        starts.Dispose();
        places.Dispose();
        values.Dispose();
    }
}
