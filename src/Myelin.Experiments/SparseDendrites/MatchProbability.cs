namespace Myelin.Experiments.SparseDendrites;

/// <summary>Exact probabilities that a dendritic segment matches, by the hypergeometric distribution of the overlap.</summary>
/// <remarks>Hawkins and Ahmad (2016), Frontiers in Neural Circuits 10, 23, eq. 1; Ahmad and Hawkins (2016), arXiv:1601.00720.</remarks>
internal static class MatchProbability
{
    /// <summary>Probability that of a random set of active cells at least a number lie on given synapses.</summary>
    /// <param name="cells">Number of cells n.</param>
    /// <param name="active">Number of active cells a.</param>
    /// <param name="synapses">Number of cells with a synapse on the segment, s.</param>
    /// <param name="threshold">Number of active synapses that makes a dendritic spike.</param>
    public static double AtLeast(int cells, int active, int synapses, int threshold)
    {
        double sum = 0;

        // From the smallest terms to the largest, so that none is lost.
        for (int overlap = Math.Min(synapses, active); overlap >= threshold; overlap--) sum += Exactly(cells, active, synapses, overlap);
        return Math.Min(sum, 1);
    }

    /// <summary>Probability of one overlap.</summary>
    /// <param name="cells">Number of cells n.</param>
    /// <param name="active">Number of active cells a.</param>
    /// <param name="synapses">Number of cells with a synapse on the segment, s.</param>
    /// <param name="overlap">Number of active synapses.</param>
    public static double Exactly(int cells, int active, int synapses, int overlap)
    {
        if (overlap < 0 || overlap > Math.Min(synapses, active) || synapses - overlap > cells - active) return 0;
        double probability = 1;
        for (int i = 0; i < overlap; i++) probability *= (synapses - i) / (double)(overlap - i) * (active - i) / (cells - i);
        for (int i = 0; i < synapses - overlap; i++) probability *= (cells - active - i) / (double)(cells - overlap - i);
        return probability;
    }

    /// <summary>How many standard errors a count of independent trials lies from what a probability predicts.</summary>
    /// <param name="count">Number of trials in which it happened.</param>
    /// <param name="trials">Number of trials.</param>
    /// <param name="probability">The probability.</param>
    public static double StandardErrors(long count, long trials, double probability)
    {
        double deviation = Math.Sqrt(trials * probability * (1 - probability));
        double difference = Math.Abs(count - (trials * probability));
        return difference < 1e-9 * trials ? 0 : difference / deviation;
    }
}
