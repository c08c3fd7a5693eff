using System.Runtime.InteropServices;
using Myelin.Learning.Initialisation;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;
using Myelin.Plasticity;
using Myelin.Values;

namespace Myelin.Learning.Continual;

/// <summary>
/// Linear neurons beside a layer's sources, with lateral connections to and from them: by <see cref="OjaSubspace"/> their weights become an orthonormal basis of the
/// principal subspace of the sources' activity, so that what they send back, subtracted, leaves what is orthogonal to it. Neurons that were added before stay as they
/// are; new ones learn what these leave. Source: Xiao, Meng, Zhang, He and Lin (2024), ICLR (HLOP), section 4.
/// </summary>
public sealed unsafe class LateralSubspace
{
    private const int Lanes = 16;

    private readonly int sources;
    private readonly int columns;
    private float[] weights = [];
    private float[] left = [];
    private float[] activity = [];
    private float[] recalled = [];
    private float[] change = [];
    private int kept;
    private float scale;

    /// <summary>A subspace without neurons.</summary>
    /// <param name="sources">Number of sources.</param>
    public LateralSubspace(int sources)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sources, 1);
        this.sources = sources;
        columns = (sources + Lanes - 1) / Lanes * Lanes;
    }

    /// <summary>Number of neurons.</summary>
    public int Neurons => weights.Length / columns;

    /// <summary>The weights, [neurons, sources].</summary>
    public float[,] Weights
    {
        get
        {
            float[,] all = new float[Neurons, sources];
            for (int n = 0; n < Neurons; n++)
            {
                for (int i = 0; i < sources; i++) all[n, i] = weights[(n * columns) + i];
            }

            return all;
        }
    }

    /// <summary>Adds neurons with random orthonormal weights; those there are learn no more.</summary>
    /// <param name="neurons">How many.</param>
    /// <param name="seed">What the weights are drawn from.</param>
    /// <exception cref="ArgumentOutOfRangeException">There would be more neurons than sources.</exception>
    public void Add(int neurons, ulong seed)
    {
        kept = Neurons;
        if (neurons < 0 || kept + neurons > sources)
            throw new ArgumentOutOfRangeException(nameof(neurons), neurons, $"A subspace of {sources} sources has {kept} neurons and can have at most {sources - kept} more, got {neurons}.");
        scale = 0;
        change = new float[neurons * columns];
        if (neurons == 0) return;
        var drawn = new Parameter("lateral", [neurons, sources]);
        new Orthogonal().Fill(drawn, seed, drawn.Name);
        Array.Resize(ref weights, (kept + neurons) * columns);
        for (int n = 0; n < neurons; n++) drawn.Values.Slice(n * sources, sources).CopyTo(weights.AsSpan((kept + n) * columns));

        // Directions that are kept already are none to start from.
        Remove(weights.AsSpan(kept * columns), neurons, kept);
    }

    /// <summary>The neurons that were added last learn from samples.</summary>
    /// <param name="samples">Activity of the sources, [samples, sources].</param>
    /// <param name="rate">Learning rate, in units of the mean squared length of what is left of the first samples; below 1 it is stable.</param>
    /// <param name="times">How often they learn from these samples.</param>
    /// <returns>The part of the samples' squared length that all neurons recall, 0 to 1, before learning from them.</returns>
    public double Learn(ReadOnlySpan<float> samples, double rate, int times = 1)
    {
        int rows = samples.Length / sources, fresh = Neurons - kept;
        Grow(ref left, rows * columns);
        Grow(ref recalled, rows * columns);
        Grow(ref activity, rows * Math.Max(1, Neurons));
        Span<float> rest = left.AsSpan(0, rows * columns);
        rest.Clear();
        for (int r = 0; r < rows; r++) samples.Slice(r * sources, sources).CopyTo(rest[(r * columns)..]);
        double whole = TensorPrimitives.SumOfSquares<float>(rest);
        if (whole == 0) return 1;
        Remove(rest, rows, kept);
        double leftBefore = TensorPrimitives.SumOfSquares<float>(rest);
        if (scale == 0) scale = (float)(rows / Math.Max(leftBefore, 1e-12 * whole));
        double unexplained = leftBefore;
        for (int time = 0; time < times && fresh > 0; time++)
        {
            Recall(rest, rows, fresh);
            if (time == 0) unexplained = Math.Pow(TensorPrimitives.Distance<float>(rest, recalled.AsSpan(0, rest.Length)), 2);
            float step = (float)rate * scale / rows;
            Workers.Run(fresh, n => Change(n, rows, fresh));
            Span<float> own = weights.AsSpan(kept * columns, fresh * columns);
            TensorPrimitives.MultiplyAdd<float>(change, step, own, own);
        }

        return 1 - (unexplained / whole);
    }

    /// <summary>Subtracts from vectors what the neurons recall of them: what is left is orthogonal to the subspace.</summary>
    /// <param name="vectors">[vectors, sources], such as the gradient of weights [out, in].</param>
    public void Project(Span<float> vectors)
    {
        if (vectors.Length % sources != 0) throw new ArgumentException($"Vectors over {sources} sources have a multiple of as many numbers, got {vectors.Length}.");
        if (Neurons == 0) return;
        if (columns == sources)
        {
            Remove(vectors, vectors.Length / sources, Neurons);
            return;
        }

        int rows = vectors.Length / sources;
        Grow(ref left, rows * columns);
        Span<float> padded = left.AsSpan(0, rows * columns);
        padded.Clear();
        for (int r = 0; r < rows; r++) vectors.Slice(r * sources, sources).CopyTo(padded[(r * columns)..]);
        Remove(padded, rows, Neurons);
        for (int r = 0; r < rows; r++) padded.Slice(r * columns, sources).CopyTo(vectors[(r * sources)..]);
    }

    private static void Grow(ref float[] array, int length)
    {
        if (array.Length < length) array = new float[length];
    }

    // x - (x H^T) H for the first neurons.
    private void Remove(Span<float> vectors, int rows, int neurons)
    {
        if (neurons == 0 || rows == 0) return;
        Grow(ref activity, rows * neurons);
        Span<float> y = activity.AsSpan(0, rows * neurons);
        fixed (float* x = vectors, h = weights, a = activity)
        {
            MatrixProduct.Multiply(x, false, h, true, a, rows, neurons, columns, add: false);
            TensorPrimitives.Negate<float>(y, y);
            MatrixProduct.Multiply(a, false, h, false, x, rows, columns, neurons, add: true);
        }
    }

    private void Recall(Span<float> vectors, int rows, int fresh)
    {
        fixed (float* x = vectors, h = weights, a = activity, r = recalled)
        {
            float* own = h + ((long)kept * columns);
            MatrixProduct.Multiply(x, false, own, true, a, rows, fresh, columns, add: false);
            MatrixProduct.Multiply(a, false, own, false, r, rows, columns, fresh, add: false);
        }
    }

    private void Change(int neuron, int rows, int fresh)
    {
        Span<Simd> sum = MemoryMarshal.Cast<float, Simd>(change.AsSpan(neuron * columns, columns));
        sum.Clear();
        for (int r = 0; r < rows; r++)
        {
            Simd y = Simd.Constant(activity[(r * fresh) + neuron]);
            ReadOnlySpan<Simd> x = MemoryMarshal.Cast<float, Simd>(left.AsSpan(r * columns, columns)), back = MemoryMarshal.Cast<float, Simd>(recalled.AsSpan(r * columns, columns));
            for (int i = 0; i < sum.Length; i++) sum[i] += OjaSubspace.Change(y, x[i], back[i]);
        }
    }
}
