using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>A measure of two trains, taken for all pairs of many.</summary>
public static class Pairwise
{
    /// <summary>The symmetric matrix of a measure, for example <c>Pairwise.Matrix(trains, (a, b) => VictorPurpura.Distance(a, b, 20 * Hz))</c>.</summary>
    /// <param name="trains">The spike trains.</param>
    /// <param name="measure">A measure that does not depend on the order of its two trains.</param>
    /// <returns>[trains, trains].</returns>
    public static double[,] Matrix(IReadOnlyList<SpikeTrain> trains, Func<SpikeTrain, SpikeTrain, double> measure)
    {
        var matrix = new double[trains.Count, trains.Count];
        for (int i = 0; i < trains.Count; i++)
        {
            for (int j = i; j < trains.Count; j++) matrix[i, j] = matrix[j, i] = measure(trains[i], trains[j]);
        }

        return matrix;
    }

    /// <summary>The mean of a measure over all pairs of different trains.</summary>
    internal static double Mean(IReadOnlyList<SpikeTrain> trains, Func<SpikeTrain, SpikeTrain, double> measure)
    {
        if (trains.Count < 2) throw new ArgumentException($"A mean over pairs needs at least 2 spike trains, got {trains.Count}.");
        double sum = 0;
        for (int i = 0; i < trains.Count; i++)
        {
            for (int j = i + 1; j < trains.Count; j++) sum += measure(trains[i], trains[j]);
        }

        return sum / (0.5 * trains.Count * (trains.Count - 1));
    }
}
