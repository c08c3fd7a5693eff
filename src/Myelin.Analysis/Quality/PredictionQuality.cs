namespace Myelin.Analysis.Quality;

/// <summary>
/// How good predictions are, as NeuroBench defines it. Source: Yik et al. (2025), "The NeuroBench framework for benchmarking neuromorphic computing algorithms and
/// systems", Nature Communications 16, 1545, and its harness, version 2.3.
/// </summary>
public static class PredictionQuality
{
    /// <summary>The fraction of samples whose class was found.</summary>
    /// <param name="predicted">A class for each sample.</param>
    /// <param name="actual">The class of each sample.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no sample.</exception>
    public static double Accuracy(ReadOnlySpan<int> predicted, ReadOnlySpan<int> actual)
    {
        Check(predicted.Length, actual.Length);
        int right = 0;
        for (int i = 0; i < actual.Length; i++)
        {
            if (predicted[i] == actual[i]) right++;
        }

        return (double)right / actual.Length;
    }

    /// <summary>Mean squared error.</summary>
    /// <param name="predicted">Predicted numbers.</param>
    /// <param name="actual">As many actual ones.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no number.</exception>
    public static double MeanSquaredError(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        Check(predicted.Length, actual.Length);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++) sum += (predicted[i] - actual[i]) * (predicted[i] - actual[i]);
        return sum / actual.Length;
    }

    /// <summary>
    /// Symmetric mean absolute percentage error: 200 times the mean of |p - y| / (|p| + |y|), 0 to 200. A result that is no number counts as the worst, 200, as in the harness.
    /// </summary>
    /// <param name="predicted">Predicted numbers.</param>
    /// <param name="actual">As many actual ones.</param>
    /// <exception cref="ArgumentException">The lengths differ, or there is no number.</exception>
    public static double SymmetricPercentageError(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        Check(predicted.Length, actual.Length);
        double sum = 0;
        for (int i = 0; i < actual.Length; i++) sum += Math.Abs(predicted[i] - actual[i]) / (Math.Abs(predicted[i]) + Math.Abs(actual[i]));
        double error = 200 * sum / actual.Length;
        return double.IsNaN(error) ? 200 : error;
    }

    /// <summary>
    /// Coefficient of determination of one output: 1 - squared error / (variance times n). NeuroBench's R2 of two-dimensional movements is the mean of both axes over all samples.
    /// </summary>
    /// <param name="predicted">Predicted numbers.</param>
    /// <param name="actual">As many actual ones.</param>
    /// <returns>1 for a perfect prediction, 0 for that of the mean, less for a worse one; negative infinity or no number where all actual numbers are the same.</returns>
    /// <exception cref="ArgumentException">The lengths differ, or there is no number.</exception>
    public static double Determination(ReadOnlySpan<double> predicted, ReadOnlySpan<double> actual)
    {
        Check(predicted.Length, actual.Length);
        double mean = 0, squares = 0;
        foreach (double y in actual) mean += y / actual.Length;
        foreach (double y in actual) squares += (y - mean) * (y - mean);
        return 1 - (MeanSquaredError(predicted, actual) * actual.Length / squares);
    }

    private static void Check(int predicted, int actual)
    {
        if (predicted != actual) throw new ArgumentException($"There must be a prediction for every number: {predicted} were predicted, {actual} are to be compared with.");
        if (actual == 0) throw new ArgumentException("The quality of no prediction at all is not defined; there must be at least one.");
    }
}
