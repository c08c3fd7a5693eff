using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>What measures of several trains ask of their recordings.</summary>
internal static class Recording
{
    /// <summary>Two trains can be compared only over one interval.</summary>
    public static void CheckSame(SpikeTrain a, SpikeTrain b)
    {
        if (a.Start == b.Start && a.Stop == b.Stop) return;
        throw new ArgumentException(
            $"Spike trains must be of one recording interval to be compared, got {a.Start} to {a.Stop} and {b.Start} to {b.Stop}.");
    }

    /// <summary>A mean over time needs some time.</summary>
    public static void CheckSameAndLasting(SpikeTrain a, SpikeTrain b)
    {
        CheckSame(a, b);
        if (!(a.Stop > a.Start)) throw new ArgumentException($"The recording must be longer than 0 ms, got {a.Start} to {a.Stop}.");
    }
}
