using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Learning.Products;

/// <summary>
/// Products of a matrix that is mostly zeros with a dense one: only what is not 0 is added. Sums are in the order of the columns, so they do not
/// depend on the number of threads.
/// </summary>
internal sealed unsafe class SpikeProduct
{
    private const int RowsPerChunk = 32;
    private const int Panel = 128;

    [ThreadStatic]
    private static SpikeProduct? mine;

    private readonly Action<int> forward;
    private readonly Action<int> outer;
    private float* spikes;
    private ushort* indices;
    private int* counts;
    private float* factor;
    private float* bias;
    private float* result;
    private int rows;
    private int terms;
    private int columns;
    private bool add;

    private SpikeProduct()
    {
        forward = Forward;
        outer = Outer;
    }

    /// <summary>Y = S B + bias.</summary>
    /// <param name="spikes">S, rows x terms.</param>
    /// <param name="indices">What of it is not 0 (<see cref="ActiveRows"/>).</param>
    /// <param name="counts">How much of each row.</param>
    /// <param name="factor">B, terms x columns.</param>
    /// <param name="bias">Added to every row; may be null.</param>
    /// <param name="result">Y, rows x columns.</param>
    /// <param name="rows">Rows of S.</param>
    /// <param name="terms">Columns of S.</param>
    /// <param name="columns">Columns of B.</param>
    public static void Multiply(float* spikes, ushort* indices, int* counts, float* factor, float* bias, float* result, int rows, int terms, int columns)
    {
        SpikeProduct job = mine ??= new SpikeProduct();
        job.Set(spikes, indices, counts, factor, bias, result, rows, terms, columns, add: false);
        Workers.Run((rows + RowsPerChunk - 1) / RowsPerChunk, job.forward);
    }

    /// <summary>Y = S^T G, or Y += S^T G.</summary>
    /// <param name="starts">Where the lists of the columns of S start (<see cref="ActiveColumns"/>).</param>
    /// <param name="places">The rows in them.</param>
    /// <param name="values">What S is there.</param>
    /// <param name="gradient">G, rows x columns.</param>
    /// <param name="result">Y, terms x columns.</param>
    /// <param name="rows">Rows of S.</param>
    /// <param name="terms">Columns of S.</param>
    /// <param name="columns">Columns of G.</param>
    /// <param name="add">Whether it is added to what is there.</param>
    public static void MultiplyTransposed(int* starts, ushort* places, float* values, float* gradient, float* result, int rows, int terms, int columns, bool add)
    {
        SpikeProduct job = mine ??= new SpikeProduct();
        job.Set(values, places, starts, gradient, null, result, rows, terms, columns, add);
        Workers.Run((columns + Panel - 1) / Panel, job.outer);
    }

    /// <summary>y += s B for one row s, on this thread.</summary>
    /// <param name="row">s.</param>
    /// <param name="list">What of it is not 0.</param>
    /// <param name="count">How much.</param>
    /// <param name="factor">B, a row for each number of s.</param>
    /// <param name="to">y.</param>
    /// <param name="columns">Columns of B.</param>
    public static void AddRow(float* row, ushort* list, int count, float* factor, float* to, int columns)
    {
        int c = 0;
        for (; c + Panel <= columns; c += Panel) Sum128(row, list, count, factor + c, columns, to + c, to + c);
        for (; c < columns; c += 16) Sum16(row, list, count, factor + c, columns, to + c, to + c, Math.Min(16, columns - c));
    }

    /// <summary>Y += s^T g for one row s, on this thread.</summary>
    /// <param name="row">s.</param>
    /// <param name="list">What of it is not 0.</param>
    /// <param name="count">How much.</param>
    /// <param name="gradient">g.</param>
    /// <param name="to">Y, a row for each number of s.</param>
    /// <param name="columns">Length of g.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void AddOuter(float* row, ushort* list, int count, float* gradient, float* to, int columns)
    {
        int c = 0;
        for (; c + 64 <= columns; c += 64)
        {
            Vector512<float> g0 = Vector512.Load(gradient + c), g1 = Vector512.Load(gradient + c + 16);
            Vector512<float> g2 = Vector512.Load(gradient + c + 32), g3 = Vector512.Load(gradient + c + 48);
            for (int i = 0; i < count; i++)
            {
                float* y = to + ((long)list[i] * columns) + c;
                Vector512<float> value = Vector512.Create(row[list[i]]);
                Vector512.FusedMultiplyAdd(value, g0, Vector512.Load(y)).Store(y);
                Vector512.FusedMultiplyAdd(value, g1, Vector512.Load(y + 16)).Store(y + 16);
                Vector512.FusedMultiplyAdd(value, g2, Vector512.Load(y + 32)).Store(y + 32);
                Vector512.FusedMultiplyAdd(value, g3, Vector512.Load(y + 48)).Store(y + 48);
            }
        }

        for (; c < columns; c++)
        {
            for (int i = 0; i < count; i++)
            {
                float* y = to + ((long)list[i] * columns) + c;
                *y = MathF.FusedMultiplyAdd(row[list[i]], gradient[c], *y);
            }
        }
    }

    private void Set(float* spikes, ushort* indices, int* counts, float* factor, float* bias, float* result, int rows, int terms, int columns, bool add)
    {
        this.spikes = spikes;
        this.indices = indices;
        this.counts = counts;
        this.factor = factor;
        this.bias = bias;
        this.result = result;
        this.rows = rows;
        this.terms = terms;
        this.columns = columns;
        this.add = add;
    }

    private void Forward(int chunk)
    {
        int first = chunk * RowsPerChunk, end = Math.Min(rows, first + RowsPerChunk);
        int c = 0;
        for (; c + Panel <= columns; c += Panel)
        {
            for (int r = first; r < end; r++)
            {
                long row = (long)r * terms;
                Sum128(spikes + row, indices + row, counts[r], factor + c, columns, bias is null ? null : bias + c, result + ((long)r * columns) + c);
            }
        }

        for (; c < columns; c += 16)
        {
            int width = Math.Min(16, columns - c);
            for (int r = first; r < end; r++)
            {
                long row = (long)r * terms;
                Sum16(spikes + row, indices + row, counts[r], factor + c, columns, bias is null ? null : bias + c, result + ((long)r * columns) + c, width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Sum128(float* row, ushort* list, int count, float* factor, long stride, float* bias, float* to)
    {
        Vector512<float> y0 = default, y1 = default, y2 = default, y3 = default, y4 = default, y5 = default, y6 = default, y7 = default;
        if (bias is not null)
        {
            y0 = Vector512.Load(bias);
            y1 = Vector512.Load(bias + 16);
            y2 = Vector512.Load(bias + 32);
            y3 = Vector512.Load(bias + 48);
            y4 = Vector512.Load(bias + 64);
            y5 = Vector512.Load(bias + 80);
            y6 = Vector512.Load(bias + 96);
            y7 = Vector512.Load(bias + 112);
        }

        for (int i = 0; i < count; i++)
        {
            int k = list[i];
            Vector512<float> value = Vector512.Create(row[k]);
            float* w = factor + (k * stride);
            y0 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w), y0);
            y1 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 16), y1);
            y2 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 32), y2);
            y3 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 48), y3);
            y4 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 64), y4);
            y5 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 80), y5);
            y6 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 96), y6);
            y7 = Vector512.FusedMultiplyAdd(value, Vector512.Load(w + 112), y7);
        }

        y0.Store(to);
        y1.Store(to + 16);
        y2.Store(to + 32);
        y3.Store(to + 48);
        y4.Store(to + 64);
        y5.Store(to + 80);
        y6.Store(to + 96);
        y7.Store(to + 112);
    }

    private static void Sum16(float* row, ushort* list, int count, float* factor, long stride, float* bias, float* to, int width)
    {
        if (width == 16)
        {
            Vector512<float> y = bias is null ? default : Vector512.Load(bias);
            for (int i = 0; i < count; i++)
            {
                int k = list[i];
                y = Vector512.FusedMultiplyAdd(Vector512.Create(row[k]), Vector512.Load(factor + (k * stride)), y);
            }

            y.Store(to);
            return;
        }

        float* sum = stackalloc float[16];
        new Span<float>(sum, 16).Clear();
        if (bias is not null) new Span<float>(bias, width).CopyTo(new Span<float>(sum, width));
        for (int i = 0; i < count; i++)
        {
            int k = list[i];
            float value = row[k];
            float* w = factor + (k * stride);
            for (int j = 0; j < width; j++) sum[j] = MathF.FusedMultiplyAdd(value, w[j], sum[j]);
        }

        new Span<float>(sum, width).CopyTo(new Span<float>(to, width));
    }

    // A panel of columns of the result per chunk; the block's rows of the gradient stay in cache while all columns of S pass by.
    private void Outer(int chunk)
    {
        int c = chunk * Panel, width = Math.Min(Panel, columns - c);
        if (!add)
        {
            for (int k = 0; k < terms; k++) new Span<float>(result + ((long)k * columns) + c, width).Clear();
        }

        for (int block = 0; block < ActiveColumns.Blocks(rows); block++)
        {
            int* start = counts + ((long)block * (terms + 1));
            float* gradient = factor + ((long)block * ActiveColumns.BlockRows * columns) + c;
            for (int k = 0; k < terms; k++)
            {
                int count = start[k + 1] - start[k];
                if (count == 0) continue;
                float* to = result + ((long)k * columns) + c;
                if (width == Panel) Gather128(spikes + start[k], indices + start[k], count, gradient, to, columns);
                else Gather(spikes + start[k], indices + start[k], count, gradient, to, columns, width);
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Gather128(float* values, ushort* list, int count, float* gradient, float* to, long stride)
    {
        Vector512<float> y0 = Vector512.Load(to), y1 = Vector512.Load(to + 16), y2 = Vector512.Load(to + 32), y3 = Vector512.Load(to + 48);
        Vector512<float> y4 = Vector512.Load(to + 64), y5 = Vector512.Load(to + 80), y6 = Vector512.Load(to + 96), y7 = Vector512.Load(to + 112);
        for (int i = 0; i < count; i++)
        {
            float* g = gradient + (list[i] * stride);
            Vector512<float> value = Vector512.Create(values[i]);
            y0 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g), y0);
            y1 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 16), y1);
            y2 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 32), y2);
            y3 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 48), y3);
            y4 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 64), y4);
            y5 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 80), y5);
            y6 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 96), y6);
            y7 = Vector512.FusedMultiplyAdd(value, Vector512.Load(g + 112), y7);
        }

        y0.Store(to);
        y1.Store(to + 16);
        y2.Store(to + 32);
        y3.Store(to + 48);
        y4.Store(to + 64);
        y5.Store(to + 80);
        y6.Store(to + 96);
        y7.Store(to + 112);
    }

    private static void Gather(float* values, ushort* list, int count, float* gradient, float* to, long stride, int width)
    {
        int c = 0;
        for (; c + 16 <= width; c += 16)
        {
            Vector512<float> y = Vector512.Load(to + c);
            for (int i = 0; i < count; i++) y = Vector512.FusedMultiplyAdd(Vector512.Create(values[i]), Vector512.Load(gradient + (list[i] * stride) + c), y);
            y.Store(to + c);
        }

        for (; c < width; c++)
        {
            float y = to[c];
            for (int i = 0; i < count; i++) y = MathF.FusedMultiplyAdd(values[i], gradient[(list[i] * stride) + c], y);
            to[c] = y;
        }
    }
}
