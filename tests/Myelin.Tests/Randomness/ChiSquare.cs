namespace Myelin.Tests.Randomness;

/// <summary>Pearson's test, for draws with a fixed seed: the outcome is always the same, so the bound can be tight.</summary>
internal static class ChiSquare
{
    /// <summary>The statistic, in standard deviations above its mean; classes that expect fewer than ten are put together.</summary>
    internal static double Excess(ReadOnlySpan<long> counts, Func<int, double> probability)
    {
        long total = 0;
        foreach (long count in counts) total += count;

        double statistic = 0;
        int classes = 0;
        double pooledProbability = 1;
        long pooledCount = total;
        for (int i = 0; i < counts.Length; i++)
        {
            double expected = probability(i) * total;
            if (expected < 10) continue;
            statistic += (counts[i] - expected) * (counts[i] - expected) / expected;
            pooledProbability -= probability(i);
            pooledCount -= counts[i];
            classes++;
        }

        double pooled = pooledProbability * total;
        if (pooled >= 10)
        {
            statistic += (pooledCount - pooled) * (pooledCount - pooled) / pooled;
            classes++;
        }
        else
        {
            ((double)pooledCount).ShouldBeLessThan(40, "the classes that hardly occur");
        }

        int freedom = classes - 1;
        return (statistic - freedom) / Math.Sqrt(2.0 * freedom);
    }
}
