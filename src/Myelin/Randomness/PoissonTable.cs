namespace Myelin.Randomness;

/// <summary>
/// The cumulative Poisson distribution in units of 2^-32: a random word's count is the smallest count and the number of thresholds that
/// the word reaches, so no probability is wrong by more than 2^-32.
/// </summary>
internal sealed class PoissonTable
{
    private const int GuideShift = 24;

    private readonly uint[] thresholds;

    // Where a search starts, by the upper bits of a word: the number of thresholds that all such words reach.
    private readonly int[] guide = new int[1 << (32 - GuideShift)];

    internal PoissonTable(double mean)
    {
        // Probabilities relative to that of the mode, out to where 2^-32 of the distribution is far away.
        const double Negligible = 1e-20;
        int mode = (int)mean;
        List<double> below = [];
        double mass = 1;
        for (int k = mode; k > 0 && mass > Negligible; k--) below.Add(mass *= k / mean);
        List<double> above = [];
        mass = 1;
        for (int k = mode + 1; mass > Negligible; k++) above.Add(mass *= mean / k);
        below.Reverse();
        double[] masses = [.. below, 1, .. above];

        const double Words = 4294967296;
        double total = masses.Sum();
        double cumulative = 0;
        Smallest = mode - below.Count;
        List<uint> positive = [];
        foreach (double relative in masses)
        {
            cumulative += relative;
            double threshold = Math.Round(cumulative / total * Words);
            if (threshold >= Words) break;
            if (threshold == 0) Smallest++;
            else positive.Add((uint)threshold);
        }

        thresholds = [.. positive];
        int reached = 0;
        for (int upper = 0; upper < guide.Length; upper++)
        {
            while (reached < thresholds.Length && thresholds[reached] <= (uint)upper << GuideShift) reached++;
            guide[upper] = reached;
        }
    }

    /// <summary>The count of the smallest word.</summary>
    internal int Smallest { get; }

    /// <summary>The thresholds, in ascending order; none is 0.</summary>
    internal ReadOnlySpan<uint> Thresholds => thresholds;

    /// <summary>The count of a word.</summary>
    internal int Count(uint word)
    {
        int reached = guide[word >> GuideShift];
        while (reached < thresholds.Length && thresholds[reached] <= word) reached++;
        return Smallest + reached;
    }
}
