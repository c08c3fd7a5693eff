namespace Myelin.Analysis;

/// <summary>
/// Complexity of a series: minus the logarithm of the probability that two stretches which are alike stay alike for one sample more.
/// 0 for a series that repeats itself exactly; larger the less of the next sample its past tells.
/// </summary>
/// <remarks>Richman and Moorman (2000), American Journal of Physiology 278, H2039-H2049.</remarks>
public static class SampleEntropy
{
    /// <summary>The sample entropy with the customary tolerance of a fifth of the standard deviation.</summary>
    /// <inheritdoc cref="Of(ReadOnlySpan{double}, int, double)"/>
    public static double Of(ReadOnlySpan<double> series, int length = 2)
    {
        double mean = 0, variance = 0;
        foreach (double value in series) mean += value / series.Length;
        foreach (double value in series) variance += (value - mean) * (value - mean) / series.Length;
        return Of(series, length, 0.2 * Math.Sqrt(variance));
    }

    /// <summary>The sample entropy. Takes time in proportion to the square of the length of the series.</summary>
    /// <param name="series">The samples.</param>
    /// <param name="length">Number m of samples of the stretches that are compared, at least 1.</param>
    /// <param name="tolerance">Stretches are alike where no sample differs by more than this; in the unit of the samples.</param>
    /// <returns>-ln(A / B) over the pairs of the first N - m stretches, B of length m and A of length m + 1; NaN where no pair is alike, infinity where none stays so.</returns>
    /// <exception cref="ArgumentException">The length is below 1, the tolerance negative or not finite, or the series shorter than length + 2.</exception>
    public static double Of(ReadOnlySpan<double> series, int length, double tolerance)
    {
        if (length < 1) throw new ArgumentException($"The stretches compared by the sample entropy have {length} samples; they need at least 1.");
        if (!(double.IsFinite(tolerance) && tolerance >= 0)) throw new ArgumentException($"The tolerance of the sample entropy is {tolerance}; it must be finite and at least 0.");
        if (series.Length < length + 2) throw new ArgumentException($"The series has {series.Length} samples; stretches of {length} need at least {length + 2}.");
        long alike = 0, still = 0;
        int stretches = series.Length - length;
        for (int i = 0; i < stretches; i++)
        {
            for (int j = i + 1; j < stretches; j++)
            {
                int k = 0;
                while (k < length && Math.Abs(series[i + k] - series[j + k]) <= tolerance) k++;
                if (k < length) continue;
                alike++;
                if (Math.Abs(series[i + length] - series[j + length]) <= tolerance) still++;
            }
        }

        // Written so that equal counts give 0, not -0.
        return Math.Log((double)alike / still);
    }
}
