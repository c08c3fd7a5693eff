using MathNet.Numerics.LinearAlgebra;

namespace Myelin.Experiments.ElmNeuron;

/// <summary>Linear readouts by ridge regression, and how well they do.</summary>
internal static class Readout
{
    /// <summary>Fits targets on the first samples and predicts them on all.</summary>
    /// <param name="features">The features, [feature][sample].</param>
    /// <param name="targets">What is to be predicted, [target][sample].</param>
    /// <param name="training">Number of samples to fit on.</param>
    /// <param name="penalty">Weight of the squared coefficients of features of unit variance, over the number of samples.</param>
    /// <returns>The predictions, [target][sample].</returns>
    public static double[][] Ridge(double[][] features, double[][] targets, int training, double penalty)
    {
        int samples = targets[0].Length;
        var matrix = Matrix<double>.Build.Dense(samples, features.Length);
        for (int f = 0; f < features.Length; f++)
        {
            double mean = features[f].Take(training).Average();
            double deviation = Math.Sqrt(features[f].Take(training).Sum(x => (x - mean) * (x - mean)) / training);
            for (int t = 0; t < samples; t++) matrix[t, f] = deviation > 0 ? (features[f][t] - mean) / deviation : 0;
        }

        Matrix<double> known = matrix.SubMatrix(0, training, 0, features.Length);
        Matrix<double> normal = known.TransposeThisAndMultiply(known) + (Matrix<double>.Build.DenseIdentity(features.Length) * penalty * training);
        double[] means = [.. targets.Select(t => t.Take(training).Average())];
        var wanted = Matrix<double>.Build.Dense(training, targets.Length, (t, k) => targets[k][t] - means[k]);
        Matrix<double> predicted = matrix * normal.Cholesky().Solve(known.TransposeThisAndMultiply(wanted));
        return [.. means.Select((mean, k) => predicted.Column(k).Select(p => p + mean).ToArray())];
    }

    /// <summary>Part of the variance of a series that a prediction explains: 1 where it is right, 0 where it is no better than the mean.</summary>
    public static double ExplainedVariance(ReadOnlySpan<double> actual, ReadOnlySpan<double> predicted)
    {
        double mean = 0, left = 0, all = 0;
        foreach (double value in actual) mean += value / actual.Length;
        for (int t = 0; t < actual.Length; t++)
        {
            left += (actual[t] - predicted[t]) * (actual[t] - predicted[t]);
            all += (actual[t] - mean) * (actual[t] - mean);
        }

        return 1 - (left / all);
    }

    /// <summary>Area under the curve of hits against false alarms: the probability that a bin with a spike scores higher than one without.</summary>
    /// <param name="spiked">1 for a bin with a spike, else 0.</param>
    /// <param name="scores">The scores; equal ones count half.</param>
    /// <returns>The area; not a number where all bins are alike.</returns>
    public static double AreaUnderCurve(ReadOnlySpan<double> spiked, ReadOnlySpan<double> scores)
    {
        double[] sorted = scores.ToArray(), labels = spiked.ToArray();
        Array.Sort(sorted, labels);
        double spikes = labels.Sum(), ranks = 0;
        for (int i = 0; i < sorted.Length;)
        {
            int end = i;
            while (end < sorted.Length && sorted[end] == sorted[i]) end++;
            for (int j = i; j < end; j++) ranks += labels[j] * (i + end + 1) / 2;
            i = end;
        }

        return (ranks - (spikes * (spikes + 1) / 2)) / (spikes * (labels.Length - spikes));
    }
}
