using System.Numerics;
using Myelin.Connectivity;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Delivery;

/// <summary>
/// The connections of sources that share their weights (convolution, pooling): rows that are equal but for a shift of their targets are kept once, so that what is
/// stored grows with the kernels and not with the neurons.
/// </summary>
/// <typeparam name="T">The number type of the accumulators.</typeparam>
internal sealed unsafe class ShiftedRows<T> : IDisposable
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    private readonly NativeBuffer<Row> rows;
    private readonly NativeBuffer<byte> synapses;
    private readonly NativeBuffer<Range> ranges;

    /// <summary>Reads the connections of all sources.</summary>
    /// <param name="part">The part of the projection.</param>
    /// <param name="stream">The connections.</param>
    /// <param name="factor">The weight of all where the stream has none.</param>
    public ShiftedRows(SharedWeights part, ConnectionStream stream, T factor)
    {
        rows = new NativeBuffer<Row>(part.Sources);
        var bytes = new List<byte>();
        var spans = new List<Range>();
        var known = new Dictionary<int, List<Row>>();
        var partners = new Partners();
        byte[] row = [];
        for (int s = 0; s < part.Sources; s++)
        {
            stream.Fill(s, partners);
            int room = partners.Count * FullSynapse<T>.Size;
            if (row.Length < room) row = new byte[room];
            int count = Write(part, stream, factor, partners, row, out int shift);
            ReadOnlySpan<byte> content = row.AsSpan(0, count * FullSynapse<T>.Size);
            rows.Pointer[s] = Find(content, known, bytes, spans) with { Shift = shift, Count = count };
            Synapses += count;
        }

        synapses = new NativeBuffer<byte>(bytes.Count);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).CopyTo(synapses.Span);
        ranges = new NativeBuffer<Range>(spans.Count);
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(spans).CopyTo(ranges.Span);
    }

    /// <summary>Number of connections of all sources.</summary>
    public long Synapses { get; }

    /// <summary>Bytes of native memory.</summary>
    public long Bytes => rows.Bytes + synapses.Bytes + ranges.Bytes;

    /// <summary>The row of a source.</summary>
    public Row* Of(int source) => rows.Pointer + source;

    /// <summary>The synapses of a row: <see cref="FullSynapse{T}"/> with targets counted from the row's shift.</summary>
    public byte* Synapse(Row* row) => synapses.Pointer + row->Start;

    /// <summary>The targets of a row, counted from its shift, as neurons in a row.</summary>
    public ReadOnlySpan<Range> Ranges(Row* row) => new(ranges.Pointer + row->FirstRange, row->RangeCount);

    public void Dispose()
    {
        rows.Dispose();
        synapses.Dispose();
        ranges.Dispose();
    }

    private static int Write(SharedWeights part, ConnectionStream stream, T factor, Partners partners, byte[] row, out int shift)
    {
        shift = 0;
        int count = 0;
        ReadOnlySpan<int> indices = partners.Indices;
        ReadOnlySpan<double> weights = stream.HasWeights ? partners.Weights : default;
        fixed (byte* to = row)
        {
            for (int i = 0; i < indices.Length; i++)
            {
                int local = indices[i] - part.FirstTarget;
                T weight = T.CreateTruncating(part.Held(weights.IsEmpty ? double.CreateTruncating(factor) : weights[i]));
                if ((uint)local >= (uint)part.Targets || !part.Takes(double.CreateTruncating(weight))) continue;
                if (count == 0) shift = local;

                // Equal rows have equal bytes, those between the fields as well.
                byte* at = to + (count++ * FullSynapse<T>.Size);
                new Span<byte>(at, FullSynapse<T>.Size).Clear();
                FullSynapse<T>.Write(at, local - shift, weight);
            }
        }

        return count;
    }

    private static Row Find(ReadOnlySpan<byte> content, Dictionary<int, List<Row>> known, List<byte> bytes, List<Range> ranges)
    {
        var hash = new HashCode();
        hash.AddBytes(content);
        int code = hash.ToHashCode();
        if (!known.TryGetValue(code, out List<Row>? alike)) known.Add(code, alike = []);
        foreach (Row row in alike)
        {
            if (row.Count * FullSynapse<T>.Size == content.Length && content.SequenceEqual(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(bytes).Slice(row.Start, content.Length)))
                return row;
        }

        int first = ranges.Count;
        AddRanges(content, ranges);
        var added = new Row { Start = bytes.Count, Count = content.Length / FullSynapse<T>.Size, FirstRange = first, RangeCount = ranges.Count - first };
        bytes.AddRange(content);
        alike.Add(added);
        return added;
    }

    private static void AddRanges(ReadOnlySpan<byte> content, List<Range> ranges)
    {
        fixed (byte* from = content)
        {
            int start = 0, next = int.MinValue;
            for (int at = 0; at < content.Length; at += FullSynapse<T>.Size)
            {
                int target = FullSynapse<T>.Target(from + at);
                if (target != next)
                {
                    if (at > 0) ranges.Add(new Range(start, next - start));
                    start = target;
                }

                next = target + 1;
            }

            if (content.Length > 0) ranges.Add(new Range(start, next - start));
        }
    }

    /// <summary>Where the connections of a source lie.</summary>
    internal struct Row
    {
        /// <summary>Offset of the first synapse [bytes].</summary>
        public int Start;

        /// <summary>Number of synapses.</summary>
        public int Count;

        /// <summary>What is added to every target.</summary>
        public int Shift;

        /// <summary>The first range of targets.</summary>
        public int FirstRange;

        /// <summary>Number of ranges.</summary>
        public int RangeCount;
    }

    /// <summary>Targets in a row.</summary>
    /// <param name="First">The first, counted from the row's shift.</param>
    /// <param name="Count">Number of targets.</param>
    internal readonly record struct Range(int First, int Count);
}
