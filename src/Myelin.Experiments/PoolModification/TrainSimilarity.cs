using Myelin.Analysis;
using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Experiments.PoolModification;

/// <summary>How alike two recordings of the same neurons are, and two distributions of avalanches.</summary>
internal static class TrainSimilarity
{
    /// <summary>
    /// 1 - D^2 / (|f|^2 + |g|^2), where D is van Rossum's distance of two trains and |f| that of a train from an empty one: 1 for trains alike, 0 for trains without spikes near each other; summed over all
    /// neurons before the division.
    /// </summary>
    public static double Of(Raster a, Raster b, Time tau)
    {
        double apart = 0, sizes = 0;
        for (int n = 0; n < a.NeuronCount; n++)
        {
            SpikeTrain left = a.Train(n), right = b.Train(n);
            SpikeTrain none = new Raster([], [], 1, a.StepCount, a.Dt).Train(0);
            apart += Math.Pow(VanRossum.Distance(left, right, tau), 2);
            sizes += Math.Pow(VanRossum.Distance(left, none, tau), 2) + Math.Pow(VanRossum.Distance(right, none, tau), 2);
        }

        return sizes == 0 ? 1 : 1 - (apart / sizes);
    }

    /// <summary>The largest difference of two distributions (Kolmogorov and Smirnov): 0 for the same, 1 for distributions that nowhere overlap.</summary>
    public static double KolmogorovSmirnov(ReadOnlySpan<int> a, ReadOnlySpan<int> b)
    {
        if (a.IsEmpty || b.IsEmpty) return a.IsEmpty && b.IsEmpty ? 0 : 1;
        int[] left = a.ToArray(), right = b.ToArray();
        Array.Sort(left);
        Array.Sort(right);
        double largest = 0;
        for (int i = 0, j = 0; i < left.Length && j < right.Length;)
        {
            int value = Math.Min(left[i], right[j]);
            while (i < left.Length && left[i] == value) i++;
            while (j < right.Length && right[j] == value) j++;
            largest = Math.Max(largest, Math.Abs(((double)i / left.Length) - ((double)j / right.Length)));
        }

        return largest;
    }
}
