using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>Covariance and correlation of the binned spike counts of trains.</summary>
public static class CountCorrelation
{
    /// <summary>The covariances of the counts (divided by the number of bins less one), spikes^2.</summary>
    /// <param name="trains">The spike trains, all of one recording interval.</param>
    /// <param name="bin">Width of a bin.</param>
    /// <returns>[trains, trains]; NaN where there is only one bin.</returns>
    /// <exception cref="ArgumentException">The trains' intervals differ, or the bin does not fit into them.</exception>
    public static double[,] Covariance(IReadOnlyList<SpikeTrain> trains, Time bin)
    {
        long[,] products = Products(trains, bin, out double[] sums, out int bins);
        var covariance = new double[trains.Count, trains.Count];
        for (int i = 0; i < trains.Count; i++)
        {
            for (int j = 0; j < trains.Count; j++)
                covariance[i, j] = (products[i, j] - (sums[i] * sums[j] / bins)) / (bins - 1);
        }

        return covariance;
    }

    /// <summary>Pearson's correlation coefficients of the counts.</summary>
    /// <param name="trains">The spike trains, all of one recording interval.</param>
    /// <param name="bin">Width of a bin.</param>
    /// <returns>[trains, trains]; NaN for a train whose count never changes.</returns>
    /// <exception cref="ArgumentException">The trains' intervals differ, or the bin does not fit into them.</exception>
    public static double[,] Pearson(IReadOnlyList<SpikeTrain> trains, Time bin)
    {
        long[,] products = Products(trains, bin, out double[] sums, out int bins);
        var correlation = new double[trains.Count, trains.Count];
        for (int i = 0; i < trains.Count; i++)
        {
            for (int j = 0; j < trains.Count; j++)
                correlation[i, j] = Pearson(bins, sums[i], sums[j], products[i, i], products[j, j], products[i, j]);
        }

        return correlation;
    }

    /// <summary>Pearson's coefficient of two rows of counts from their sums, all of them whole numbers; NaN where a variance is 0.</summary>
    internal static double Pearson(double bins, double sumA, double sumB, double squaresA, double squaresB, double products)
    {
        double varianceA = (bins * squaresA) - (sumA * sumA), varianceB = (bins * squaresB) - (sumB * sumB);
        // Equal variances, as on the diagonal, need no roots: a train with itself is 1 exactly.
        double scale = varianceA == varianceB ? varianceA : Math.Sqrt(varianceA) * Math.Sqrt(varianceB);
        return ((bins * products) - (sumA * sumB)) / scale;
    }

    private static long[,] Products(IReadOnlyList<SpikeTrain> trains, Time bin, out double[] sums, out int bins)
    {
        var counts = new int[trains.Count][];
        sums = new double[trains.Count];
        bins = 0;
        for (int i = 0; i < counts.Length; i++)
        {
            Recording.CheckSame(trains[0], trains[i]);
            counts[i] = SpikeCounts.PerBin(trains[i], bin);
            bins = counts[i].Length;
            foreach (int count in counts[i]) sums[i] += count;
        }

        var products = new long[counts.Length, counts.Length];
        for (int i = 0; i < counts.Length; i++)
        {
            for (int j = i; j < counts.Length; j++)
            {
                long sum = 0;
                for (int k = 0; k < bins; k++) sum += (long)counts[i][k] * counts[j][k];
                products[i, j] = products[j, i] = sum;
            }
        }

        return products;
    }
}
