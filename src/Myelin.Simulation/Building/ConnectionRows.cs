using Myelin.Connectivity;
using Myelin.Networks;
using Myelin.Simulation.Memory;

namespace Myelin.Simulation.Building;

/// <summary>
/// The connections of a projection by source. A rule that streams by source is passed through; one that streams by target is transposed first,
/// by counting and filling, with two passes over the stream.
/// </summary>
internal sealed unsafe class ConnectionRows : IDisposable
{
    private readonly ConnectionStream stream;
    private readonly NativeBuffer<long>? starts;
    private readonly NativeBuffer<int>? targets;
    private readonly NativeBuffer<double>? weights;
    private readonly NativeBuffer<double>? delays;

    public ConnectionRows(Projection projection, ulong seed, int threads, CancellationToken cancellation)
        : this(projection, seed, (uint)projection.Index, threads, cancellation)
    {
    }

    public ConnectionRows(Projection projection, ulong seed, uint index, int threads, CancellationToken cancellation)
    {
        int sources = projection.Source.Count, targetCount = projection.Target.Count;
        stream = projection.Rule.Open(sources, targetCount, projection.IsRecurrent, seed, index);
        if (stream.BySource) return;

        // Chunks of targets are filled in parallel; within a source's row, targets ascend whatever the number of chunks.
        int chunks = Math.Min(threads, targetCount);
        var cursors = new long[chunks][];
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };
        Parallel.For(0, chunks, options, c =>
        {
            var counts = new long[sources];
            var partners = new Partners();
            for (int t = First(c); t < First(c + 1); t++)
            {
                if ((t & 1023) == 0) cancellation.ThrowIfCancellationRequested();
                stream.Fill(t, partners);
                foreach (int s in partners.Indices) counts[s]++;
            }

            cursors[c] = counts;
        });

        starts = new NativeBuffer<long>(sources + 1);
        long total = 0;
        for (int s = 0; s < sources; s++)
        {
            starts.Pointer[s] = total;
            for (int c = 0; c < chunks; c++)
            {
                long count = cursors[c][s];
                cursors[c][s] = total;
                total += count;
            }
        }

        starts.Pointer[sources] = total;
        targets = new NativeBuffer<int>(total, zeroed: false);
        if (stream.HasWeights) weights = new NativeBuffer<double>(total, zeroed: false);
        if (stream.HasDelays) delays = new NativeBuffer<double>(total, zeroed: false);
        Parallel.For(0, chunks, options, c =>
        {
            long[] cursor = cursors[c];
            var partners = new Partners();
            for (int t = First(c); t < First(c + 1); t++)
            {
                if ((t & 1023) == 0) cancellation.ThrowIfCancellationRequested();
                stream.Fill(t, partners);
                for (int i = 0; i < partners.Count; i++)
                {
                    long at = cursor[partners.Indices[i]]++;
                    targets.Pointer[at] = t;
                    if (weights is not null) weights.Pointer[at] = partners.Weights[i];
                    if (delays is not null) delays.Pointer[at] = partners.Delays[i];
                }
            }
        });

        int First(int chunk) => (int)((long)targetCount * chunk / chunks);
    }

    /// <summary>Whether connections bring weights.</summary>
    public bool HasWeights => stream.HasWeights;

    /// <summary>Whether connections bring delays.</summary>
    public bool HasDelays => stream.HasDelays;

    /// <summary>The connections of one source.</summary>
    public void Fill(int source, Partners partners)
    {
        if (starts is null)
        {
            stream.Fill(source, partners);
            return;
        }

        long start = starts.Pointer[source];
        int count = checked((int)(starts.Pointer[source + 1] - start));
        partners.Resize(count, HasWeights, HasDelays);
        new ReadOnlySpan<int>(targets!.Pointer + start, count).CopyTo(partners.Indices);
        if (weights is not null) new ReadOnlySpan<double>(weights.Pointer + start, count).CopyTo(partners.Weights);
        if (delays is not null) new ReadOnlySpan<double>(delays.Pointer + start, count).CopyTo(partners.Delays);
    }

    public void Dispose()
    {
        starts?.Dispose();
        targets?.Dispose();
        weights?.Dispose();
        delays?.Dispose();
    }
}
