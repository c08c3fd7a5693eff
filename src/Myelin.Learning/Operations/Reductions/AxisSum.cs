using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Myelin.Learning.Operations.Elementwise;
using Myelin.Learning.Products;
using Myelin.Learning.Tensors;

namespace Myelin.Learning.Operations.Reductions;

/// <summary>Sums over axes. The order of additions depends on the shape only.</summary>
internal sealed unsafe class AxisSum
{
    private const int Columns = 512;
    private const int RowsPerSum = 64;

    [ThreadStatic]
    private static AxisSum? mine;

    private readonly Action<int> runs;
    private readonly Action<int> columns;
    private readonly Action<int> parts;
    private Axes kept;
    private Axes reduced;
    private float* from;
    private float* to;
    private float* partial;
    private float scale;
    private bool add;
    private int inner;
    private int outputs;
    private int perChunk;

    private AxisSum()
    {
        runs = Runs;
        columns = ColumnSums;
        parts = Parts;
    }

    /// <summary>Which axes of a result an operand was repeated along, one bit per axis of the result.</summary>
    public static uint Broadcast(Shape operand, Shape result)
    {
        uint axes = 0;
        for (int i = 1; i <= result.Rank; i++)
        {
            if (result[^i] != 1 && (i > operand.Rank || operand[^i] == 1)) axes |= 1u << (result.Rank - i);
        }

        return axes;
    }

    /// <summary>to = scale * sum(from), or to += scale * sum(from).</summary>
    /// <param name="from">What is summed, row-major.</param>
    /// <param name="shape">Its shape.</param>
    /// <param name="axes">The axes that are summed over, one bit each.</param>
    /// <param name="to">The other axes, row-major.</param>
    /// <param name="add">Whether it is added to what is there.</param>
    /// <param name="scale">What the sums are multiplied by.</param>
    public static void Run(float* from, Shape shape, uint axes, float* to, bool add, float scale = 1)
    {
        AxisSum job = mine ??= new AxisSum();
        job.kept = default;
        job.reduced = default;
        job.from = from;
        job.to = to;
        job.add = add;
        job.scale = scale;
        int stride = 1;
        bool innermostIsReduced = true, any = false;
        job.inner = 1;
        bool? last = null;
        for (int i = shape.Rank - 1; i >= 0; i--)
        {
            int length = shape[i];
            if (length == 1) continue;
            bool isReduced = ((axes >> i) & 1) != 0;
            if (!any)
            {
                innermostIsReduced = isReduced;
                any = true;
            }

            if (last is null || (last == isReduced && job.kept.Count + job.reduced.Count == 0)) job.inner *= length;
            else if (isReduced) job.reduced.Add(length, stride, joins: last == true);
            else job.kept.Add(length, stride, joins: last == false);
            last = isReduced;
            stride = checked(stride * length);
        }

        job.Start(innermostIsReduced, shape.Count);
    }

    private void Start(bool innermostIsReduced, long count)
    {
        outputs = kept.Product;
        if (count == 0)
        {
            if (!add) new Span<float>(to, innermostIsReduced ? outputs : outputs * inner).Clear();
            return;
        }

        if (!innermostIsReduced)
        {
            Workers.Run(outputs * ((inner + Columns - 1) / Columns), columns);
        }
        else if (outputs == 1 && reduced.Count == 0 && inner > 2 * Chunk.Length)
        {
            int chunks = Chunk.Count(inner);
            partial = Scratch.Rent(7, chunks);
            Workers.Run(chunks, parts);
            Put(to, TensorPrimitives.Sum(new ReadOnlySpan<float>(partial, chunks)));
        }
        else
        {
            Workers.Run(Chunk.Rows(outputs, (long)inner * reduced.Product, out perChunk), runs);
        }
    }

    private void Put(float* target, float sum) => *target = add ? MathF.FusedMultiplyAdd(sum, scale, *target) : sum * scale;

    private void Parts(int chunk)
    {
        (long start, int length) = Chunk.Range(chunk, inner);
        partial[chunk] = TensorPrimitives.Sum(new ReadOnlySpan<float>(from + start, length));
    }

    private void Runs(int chunk)
    {
        int end = Math.Min(outputs, (chunk + 1) * perChunk), times = reduced.Product;
        for (int o = chunk * perChunk; o < end; o++)
        {
            float* start = from + kept.Offset(o);
            double sum = 0;
            for (int r = 0; r < times; r++) sum += TensorPrimitives.Sum(new ReadOnlySpan<float>(start + reduced.Offset(r), inner));
            Put(to + o, (float)sum);
        }
    }

    // Sums of a few rows first, then the sum of those: errors grow with the square root of what is summed at most.
    private void ColumnSums(int unit)
    {
        int blocks = (inner + Columns - 1) / Columns, times = reduced.Product;
        int row = unit / blocks, column = unit % blocks * Columns, width = Math.Min(Columns, inner - column);
        float* start = from + kept.Offset(row) + column, target = to + ((long)row * inner) + column;
        float* sums = stackalloc float[Columns], some = stackalloc float[Columns];
        new Span<float>(sums, Columns).Clear();
        for (int r0 = 0; r0 < times; r0 += RowsPerSum)
        {
            new Span<float>(some, Columns).Clear();
            for (int r = r0; r < Math.Min(times, r0 + RowsPerSum); r++) AddTo(some, start + reduced.Offset(r), width);
            AddTo(sums, some, width);
        }

        for (int i = 0; i < width; i++) Put(target + i, sums[i]);
    }

    private static void AddTo(float* sums, float* x, int width)
    {
        int i = 0;
        for (; i + 16 <= width; i += 16) (Vector512.Load(sums + i) + Vector512.Load(x + i)).Store(sums + i);
        for (; i < width; i++) sums[i] += x[i];
    }

    // Lengths and strides of joined axes, innermost first.
    private struct Axes
    {
        private Numbers lengths;
        private Numbers strides;

        public int Count { get; private set; }

        public int Product { get => field + 1; private set => field = value - 1; }

        public void Add(int length, int stride, bool joins)
        {
            Product *= length;
            if (joins && Count > 0)
            {
                lengths[Count - 1] *= length;
                return;
            }

            lengths[Count] = length;
            strides[Count] = stride;
            Count++;
        }

        public readonly long Offset(int index)
        {
            long offset = 0;
            for (int i = 0; i < Count; i++)
            {
                int digit = i == Count - 1 ? index : index % lengths[i];
                index /= lengths[i];
                offset += (long)digit * strides[i];
            }

            return offset;
        }

        [InlineArray(Shape.MaximumRank)]
        private struct Numbers
        {
            private int first;
        }
    }
}
