using System.Numerics;

namespace Myelin.Experiments.ChainMaps;

/// <summary>Two measures of how far series go together.</summary>
internal static class Synchrony
{
    /// <summary>Correlation coefficient of two series at no lag; not a number where one is constant.</summary>
    public static double CrossCorrelation(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
    {
        double meanA = Mean(a), meanB = Mean(b), both = 0, squareA = 0, squareB = 0;
        for (int i = 0; i < a.Length; i++)
        {
            both += (a[i] - meanA) * (b[i] - meanB);
            squareA += (a[i] - meanA) * (a[i] - meanA);
            squareB += (b[i] - meanB) * (b[i] - meanB);
        }

        return both / Math.Sqrt(squareA * squareB);
    }

    /// <summary>
    /// Kuramoto's order parameter, the mean length of the mean phase vector: 1 where all phases agree. A phase is the angle of the two variables of
    /// a map around their means.
    /// </summary>
    /// <param name="x">First variables, [map][time].</param>
    /// <param name="y">Second variables, [map][time].</param>
    public static double OrderParameter(double[][] x, double[][] y)
    {
        double[] centreX = [.. x.Select(s => Mean(s))], centreY = [.. y.Select(s => Mean(s))];
        double sum = 0;
        for (int t = 0; t < x[0].Length; t++)
        {
            Complex vector = 0;
            for (int i = 0; i < x.Length; i++) vector += Complex.FromPolarCoordinates(1, Math.Atan2(y[i][t] - centreY[i], x[i][t] - centreX[i]));
            sum += vector.Magnitude / x.Length;
        }

        return sum / x[0].Length;
    }

    private static double Mean(ReadOnlySpan<double> values)
    {
        double sum = 0;
        foreach (double value in values) sum += value;
        return sum / values.Length;
    }
}
