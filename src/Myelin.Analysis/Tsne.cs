using Myelin.Randomness;

namespace Myelin.Analysis;

/// <summary>
/// Samples of many dimensions as points of a plane, neighbours beside neighbours: exact t-distributed stochastic neighbour embedding, which looks at all pairs, for up to a few
/// thousand samples. Source: van der Maaten and Hinton (2008), Journal of Machine Learning Research 9, 2579, with their early exaggeration, momentum and gains.
/// </summary>
public static class Tsne
{
    // As published, section 3.4: exaggeration by 4 for 50 steps, momentum of 0.5 for 250 steps and then of 0.8, step size of 100.
    private const double Exaggeration = 4, StepSize = 100, SmallestGain = 0.01;
    private const int Exaggerated = 50, Slow = 250, Bisections = 60;

    /// <summary>The points, [samples, 2].</summary>
    /// <param name="samples">[samples, dimensions].</param>
    /// <param name="perplexity">How many neighbours a sample has, roughly: above 1 and below the number of samples less one.</param>
    /// <param name="iterations">Steps of the descent.</param>
    /// <param name="seed">Seed of the points that the descent begins with.</param>
    /// <exception cref="ArgumentException">The perplexity does not fit the number of samples.</exception>
    public static double[,] Embed(double[,] samples, double perplexity = 30, int iterations = 500, ulong seed = 1)
    {
        double[,] p = Affinities(samples, perplexity);
        int n = p.GetLength(0);
        double[,] points = new double[n, 2], velocity = new double[n, 2], gains = new double[n, 2];
        double[] kernel = new double[n * n];
        var random = new RandomStream(seed, StreamPurpose.Data);
        for (int i = 0; i < n; i++)
        {
            for (int d = 0; d < 2; d++) (points[i, d], gains[i, d]) = (1e-4 * random.NextNormal(), 1);
        }

        for (int step = 0; step < iterations; step++)
        {
            double[,] slope = Slope(p, points, kernel, step < Exaggerated ? Exaggeration : 1);
            double momentum = step < Slow ? 0.5 : 0.8;
            for (int i = 0; i < n; i++)
            {
                for (int d = 0; d < 2; d++)
                {
                    gains[i, d] = Math.Max(SmallestGain, slope[i, d] > 0 == velocity[i, d] > 0 ? gains[i, d] * 0.8 : gains[i, d] + 0.2);
                    velocity[i, d] = (momentum * velocity[i, d]) - (StepSize * gains[i, d] * slope[i, d]);
                }
            }

            for (int i = 0; i < n; i++)
            {
                for (int d = 0; d < 2; d++) points[i, d] += velocity[i, d];
            }
        }

        return points;
    }

    /// <summary>How much of neighbours two samples are, [samples, samples]: symmetric, 0 on the diagonal, 1 in total (equation 1 made symmetric as in section 3.1).</summary>
    /// <param name="samples">[samples, dimensions].</param>
    /// <param name="perplexity">2 to the power of the entropy [bit] of a sample's neighbours.</param>
    /// <exception cref="ArgumentException">The perplexity does not fit the number of samples.</exception>
    public static double[,] Affinities(double[,] samples, double perplexity)
    {
        ArgumentNullException.ThrowIfNull(samples);
        int n = samples.GetLength(0), dimensions = samples.GetLength(1);
        if (!(perplexity > 1 && perplexity < n - 1))
            throw new ArgumentException($"The perplexity must be above 1 and below {n - 1}, which is one less than the number of samples, got {perplexity}.", nameof(perplexity));
        double[,] p = new double[n, n];
        double[] squared = new double[n], row = new double[n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++)
            {
                double sum = 0;
                for (int d = 0; d < dimensions; d++) sum += (samples[i, d] - samples[j, d]) * (samples[i, d] - samples[j, d]);
                squared[j] = sum;
            }

            Neighbours(squared, i, Math.Log(perplexity), row);
            for (int j = 0; j < n; j++)
            {
                p[i, j] += row[j] / (2 * n);
                p[j, i] += row[j] / (2 * n);
            }
        }

        return p;
    }

    // The precision of a sample's Gaussian is looked for until its neighbours have the entropy that is asked for.
    private static void Neighbours(double[] squared, int self, double entropy, double[] row)
    {
        double low = 0, high = double.PositiveInfinity, nearest = double.PositiveInfinity;
        for (int j = 0; j < row.Length; j++) nearest = j == self ? nearest : Math.Min(nearest, squared[j]);
        double scale = squared.Sum() / row.Length, precision = scale > 0 ? 1 / scale : 1;
        for (int attempt = 0; attempt < Bisections; attempt++)
        {
            double total = 0, moment = 0;
            for (int j = 0; j < row.Length; j++)
            {
                // Less the nearest, so that a sample far from all others has neighbours too.
                double distance = squared[j] - nearest;
                row[j] = j == self ? 0 : Math.Exp(-precision * distance);
                total += row[j];
                moment += row[j] * distance;
            }

            for (int j = 0; j < row.Length; j++) row[j] /= total;
            if (Math.Log(total) + (precision * moment / total) > entropy) low = precision;
            else high = precision;
            precision = double.IsInfinity(high) ? precision * 2 : (low + high) / 2;
        }
    }

    // Equation 5.
    private static double[,] Slope(double[,] p, double[,] points, double[] kernel, double exaggeration)
    {
        int n = p.GetLength(0);
        double total = 0;
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double x = points[i, 0] - points[j, 0], y = points[i, 1] - points[j, 1];
                double q = 1 / (1 + (x * x) + (y * y));
                kernel[(i * n) + j] = q;
                total += 2 * q;
            }
        }

        double[,] slope = new double[n, 2];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < i; j++)
            {
                double q = kernel[(i * n) + j], pull = 4 * ((exaggeration * p[i, j]) - (q / total)) * q;
                for (int d = 0; d < 2; d++)
                {
                    double force = pull * (points[i, d] - points[j, d]);
                    slope[i, d] += force;
                    slope[j, d] -= force;
                }
            }
        }

        return slope;
    }
}
