namespace Myelin.Simulation.Memory;

/// <summary>Memory for rows, handed out in order by one builder thread. Rows never move.</summary>
internal sealed unsafe class SynapseArena : IDisposable
{
    private const long Chunk = 32L * 1024 * 1024;

    private readonly List<NativeBuffer<byte>> chunks = [];
    private byte* next;
    private byte* end;

    /// <summary>Memory for one row, 8-byte aligned, not zeroed.</summary>
    public byte* Take(long bytes)
    {
        bytes = (bytes + 7) & ~7L;
        if (next is null || end - next < bytes)
        {
            // The first chunk is small, so that a small network does not reserve huge pages that it cannot fill.
            var chunk = new NativeBuffer<byte>(Math.Max(chunks.Count == 0 ? 1 << 20 : Chunk, bytes), zeroed: false);
            chunks.Add(chunk);
            next = chunk.Pointer;
            end = next + chunk.Length;
        }

        byte* taken = next;
        next += bytes;
        return taken;
    }

    public void Dispose()
    {
        foreach (NativeBuffer<byte> chunk in chunks) chunk.Dispose();
    }
}
