using Myelin.Randomness;

namespace Myelin.Experiments.KuramotoBinding;

/// <summary>Groups of points, and how far two groupings agree.</summary>
internal static class Clustering
{
    private const int Restarts = 10, MostRounds = 100;

    /// <summary>Groups points around means, the best of some restarts.</summary>
    /// <param name="points">The points.</param>
    /// <param name="groups">Number of groups, at most that of the points.</param>
    /// <param name="random">Where the first means come from.</param>
    /// <returns>The group of each point.</returns>
    /// <remarks>Lloyd (1982), IEEE Trans. Information Theory 28, 129; first means as in Arthur and Vassilvitskii (2007), k-means++.</remarks>
    public static int[] KMeans(double[][] points, int groups, ref RandomStream random)
    {
        int[] best = [];
        double least = double.PositiveInfinity;
        for (int restart = 0; restart < Restarts; restart++)
        {
            double[][] means = FirstMeans(points, groups, ref random);
            int[] members = new int[points.Length];
            double error = double.PositiveInfinity;
            for (int round = 0; round < MostRounds; round++)
            {
                double now = 0;
                for (int i = 0; i < points.Length; i++)
                {
                    (members[i], double distance) = Nearest(means, points[i]);
                    now += distance;
                }

                if (now >= error) break;
                error = now;
                Centre(points, members, means);
            }

            if (error < least) (least, best) = (error, [.. members]);
        }

        return best;
    }

    /// <summary>1 where two groupings are the same, 0 on average where one is random, whatever the names of the groups.</summary>
    /// <remarks>Hubert and Arabie (1985), Journal of Classification 2, 193, eq. 5.</remarks>
    public static double AdjustedRandIndex(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        static double Pairs(double n) => n * (n - 1) / 2;
        double both = first.Zip(second).GroupBy(p => p).Sum(g => Pairs(g.Count()));
        double a = first.GroupBy(l => l).Sum(g => Pairs(g.Count())), b = second.GroupBy(l => l).Sum(g => Pairs(g.Count()));
        double expected = a * b / Pairs(first.Count), most = (a + b) / 2;
        return most == expected ? 1 : (both - expected) / (most - expected);
    }

    private static double[][] FirstMeans(double[][] points, int groups, ref RandomStream random)
    {
        var means = new List<double[]> { points[random.NextInt(points.Length)] };
        while (means.Count < groups)
        {
            double[] distances = [.. points.Select(p => Nearest(means, p).Distance)];
            double left = random.NextDouble() * distances.Sum();
            int chosen = 0;
            while (chosen < points.Length - 1 && left >= distances[chosen]) left -= distances[chosen++];
            means.Add(points[chosen]);
        }

        return [.. means.Select(m => (double[])m.Clone())];
    }

    private static (int Group, double Distance) Nearest(IReadOnlyList<double[]> means, double[] point)
    {
        (int group, double least) = (0, double.PositiveInfinity);
        for (int g = 0; g < means.Count; g++)
        {
            double distance = 0;
            for (int k = 0; k < point.Length; k++) distance += (point[k] - means[g][k]) * (point[k] - means[g][k]);
            if (distance < least) (group, least) = (g, distance);
        }

        return (group, least);
    }

    // A group that lost its points keeps its mean.
    private static void Centre(double[][] points, int[] members, double[][] means)
    {
        foreach (IGrouping<int, int> group in Enumerable.Range(0, points.Length).GroupBy(i => members[i]))
        {
            for (int k = 0; k < means[group.Key].Length; k++) means[group.Key][k] = group.Average(i => points[i][k]);
        }
    }
}
