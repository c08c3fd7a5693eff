using Myelin.Threading;

namespace Myelin.Learning;

/// <summary>
/// The threads that operations share. Work is cut into chunks that do not depend on the number of threads, so neither does any result.
/// </summary>
public static class Workers
{
    private static readonly Lock gate = new();
    private static readonly Action<int> claim = Claim;
    private static ThreadTeam? team;
    private static int threads = Environment.ProcessorCount;
    private static Action<int>? body;
    private static int chunks;
    private static int next;

    /// <summary>How many threads compute; as many as there are processors where nobody set it.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Less than 1, or more than 1,024.</exception>
    public static int Threads
    {
        get => threads;
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 1);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 1024);
            lock (gate)
            {
                if (threads == value) return;
                threads = value;
                team?.Dispose();
                team = null;
            }
        }
    }

    /// <summary>Runs a function for every chunk, on all threads, and waits.</summary>
    /// <param name="count">Number of chunks.</param>
    /// <param name="chunk">Called with 0 .. count - 1.</param>
    internal static void Run(int count, Action<int> chunk)
    {
        // Other work is under way, somebody else's or what this is a part of: this thread does its own alone.
        if (count <= 1 || threads == 1 || gate.IsHeldByCurrentThread || !gate.TryEnter())
        {
            for (int i = 0; i < count; i++) chunk(i);
            return;
        }

        try
        {
            team ??= new ThreadTeam(threads);
            body = chunk;
            chunks = count;
            next = 0;
            team.Run(claim);
        }
        finally
        {
            body = null;
            gate.Exit();
        }
    }

    private static void Claim(int thread)
    {
        for (int i = Interlocked.Increment(ref next) - 1; i < chunks; i = Interlocked.Increment(ref next) - 1) body!(i);
    }
}
