namespace Myelin.Learning.Attacks;

/// <summary>
/// Tells samples for which a layer fires as it does not for clean samples: each neuron's count is compared with its mean and deviation over clean samples, and the largest difference of a sample is its score. A neuron
/// that is silent for all clean samples is suspicious as soon as it fires. The bound is what a small fraction of other clean samples exceed.
/// </summary>
public sealed class ActivityDetector
{
    private readonly double[] means;
    private readonly double[] deviations;

    /// <summary>Learns from clean samples: means and deviations from the first half, the bound from the second, so that it is not too low.</summary>
    /// <param name="counts">How often each neuron fires, [samples, neurons].</param>
    /// <param name="neurons">Number of neurons.</param>
    /// <param name="falseAlarms">Fraction of clean samples that may be taken for others, above 0 and below 1.</param>
    /// <exception cref="ArgumentException">There are fewer than four samples, or the fraction makes no sense.</exception>
    public ActivityDetector(ReadOnlySpan<float> counts, int neurons, double falseAlarms = 0.01)
    {
        int samples = neurons > 0 ? counts.Length / neurons : 0, half = samples / 2;
        if (samples < 4 || counts.Length != samples * neurons) throw new ArgumentException($"A detector learns from at least 4 samples of all {neurons} neurons, got {counts.Length} counts.");
        if (!(falseAlarms is > 0 and < 1)) throw new ArgumentException(FormattableString.Invariant($"The fraction of false alarms must be above 0 and below 1, got {falseAlarms}."));
        (means, deviations) = (new double[neurons], new double[neurons]);
        for (int i = 0; i < half * neurons; i++) means[i % neurons] += counts[i] / (double)half;
        for (int i = 0; i < half * neurons; i++) deviations[i % neurons] += Math.Pow(counts[i] - means[i % neurons], 2) / half;

        // A neuron that never fired would have fired about once in as many samples again: that is how sure one can be of it.
        for (int n = 0; n < neurons; n++) deviations[n] = Math.Sqrt(deviations[n] + (1.0 / half));
        double[] scores = Scores(counts[(half * neurons)..]);
        Array.Sort(scores);
        Bound = scores[Math.Clamp((int)Math.Ceiling(scores.Length * (1 - falseAlarms)) - 1, 0, scores.Length - 1)];
    }

    /// <summary>The score above which a sample is suspicious.</summary>
    public double Bound { get; }

    /// <summary>How unlike clean samples each sample is: the largest difference of a neuron from its mean, in its deviations.</summary>
    /// <param name="counts">[samples, neurons].</param>
    public double[] Scores(ReadOnlySpan<float> counts)
    {
        int neurons = means.Length;
        double[] scores = new double[counts.Length / neurons];
        for (int i = 0; i < counts.Length; i++)
            scores[i / neurons] = Math.Max(scores[i / neurons], Math.Abs(counts[i] - means[i % neurons]) / deviations[i % neurons]);
        return scores;
    }

    /// <summary>The fraction of samples that are suspicious.</summary>
    /// <param name="counts">[samples, neurons].</param>
    public double Fraction(ReadOnlySpan<float> counts) => Scores(counts).Average(score => score > Bound ? 1.0 : 0);

    /// <summary>The neuron that makes a sample suspicious the most.</summary>
    /// <param name="counts">[neurons], of one sample.</param>
    public int Suspect(ReadOnlySpan<float> counts)
    {
        int suspect = 0;
        double most = -1;
        for (int n = 0; n < means.Length; n++)
        {
            double score = Math.Abs(counts[n] - means[n]) / deviations[n];
            if (score > most) (most, suspect) = (score, n);
        }

        return suspect;
    }
}
