using Myelin.Analysis;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>
/// Tells classes of spike patterns apart by the Lempel-Ziv complexity of each train, and by nothing else: for every class the complexities of each neuron have a normal distribution (naive Bayes).
/// </summary>
internal sealed class ComplexityClassifier
{
    private readonly double[][] means;
    private readonly double[][] variances;

    /// <summary>Fits the distributions.</summary>
    /// <param name="complexities">What <see cref="Complexities"/> gives, of each sample.</param>
    /// <param name="labels">The class of each sample.</param>
    /// <param name="classes">Number of classes; each has a sample at least.</param>
    public ComplexityClassifier(IReadOnlyList<double[]> complexities, IReadOnlyList<int> labels, int classes)
    {
        int neurons = complexities[0].Length;
        (means, variances) = (new double[classes][], new double[classes][]);
        for (int c = 0; c < classes; c++)
        {
            double[][] own = [.. complexities.Where((_, i) => labels[i] == c)];
            means[c] = [.. Enumerable.Range(0, neurons).Select(n => own.Average(s => s[n]))];

            // A neuron that never fires has no variance; the floor is far below the difference of one phrase.
            variances[c] = [.. Enumerable.Range(0, neurons).Select(n => own.Average(s => Math.Pow(s[n] - means[c][n], 2)) + 1e-4)];
        }
    }

    /// <summary>The normalised complexity of each neuron's train.</summary>
    /// <param name="spikes">0 and 1: [T, N].</param>
    /// <param name="neurons">N.</param>
    public static double[] Complexities(ReadOnlySpan<float> spikes, int neurons)
    {
        bool[] train = new bool[spikes.Length / neurons];
        double[] complexities = new double[neurons];
        for (int n = 0; n < neurons; n++)
        {
            for (int t = 0; t < train.Length; t++) train[t] = spikes[(t * neurons) + n] > 0;
            complexities[n] = LempelZiv.NormalizedComplexity(train);
        }

        return complexities;
    }

    /// <summary>The likeliest class of a sample.</summary>
    public int Classify(double[] complexities)
    {
        int best = 0;
        double highest = double.NegativeInfinity;
        for (int c = 0; c < means.Length; c++)
        {
            double likelihood = 0;
            for (int n = 0; n < complexities.Length; n++)
                likelihood -= (Math.Pow(complexities[n] - means[c][n], 2) / (2 * variances[c][n])) + (0.5 * Math.Log(variances[c][n]));
            if (likelihood > highest) (best, highest) = (c, likelihood);
        }

        return best;
    }

    /// <summary>The part of samples that is classified rightly, by distributions that are fitted to others.</summary>
    public static double Accuracy(IReadOnlyList<double[]> training, IReadOnlyList<int> labels, IReadOnlyList<double[]> test, IReadOnlyList<int> testLabels)
    {
        var classifier = new ComplexityClassifier(training, labels, 2);
        return test.Where((sample, i) => classifier.Classify(sample) == testLabels[i]).Count() / (double)test.Count;
    }
}
