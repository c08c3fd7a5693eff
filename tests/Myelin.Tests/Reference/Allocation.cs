namespace Myelin.Tests.Reference;

/// <summary>
/// What code allocates each time that it runs. The runtime allocates now and then by itself, when it replaces code or another test changes the number
/// of threads meanwhile; what the code allocates shows in every attempt, and so in the least of them.
/// </summary>
internal static class Allocation
{
    /// <summary>Bytes that this thread allocates in the most frugal of several runs.</summary>
    /// <param name="action">What runs; it must do the same work each time.</param>
    /// <param name="attempts">How often it runs at most; none follows one that allocates nothing.</param>
    public static long Least(Action action, int attempts = 5)
    {
        long least = long.MaxValue;
        for (int attempt = 0; attempt < attempts && least > 0; attempt++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }
}
