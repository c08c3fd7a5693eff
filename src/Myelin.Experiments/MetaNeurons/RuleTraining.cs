using Myelin.Randomness;

namespace Myelin.Experiments.MetaNeurons;

/// <summary>Neurons taught by a rule of plasticity: with the inner parameters as they are, and with parameters found by a search that judges by training samples alone.</summary>
internal static class RuleTraining
{
    private const double Width = 0.25;

    /// <summary>Teaches, and judges by samples that were not learnt from.</summary>
    /// <param name="kind">The neurons.</param>
    /// <param name="teaching">The rule.</param>
    /// <param name="training">Samples to learn from.</param>
    /// <param name="test">Samples to judge by.</param>
    /// <param name="epochs">How often every sample is learnt.</param>
    /// <param name="candidates">How many sets of inner parameters are tried beside the one at the start; 0 learns weights alone.</param>
    /// <param name="seed">Names everything random.</param>
    public static Outcome Run(NeuronKind kind, Teaching teaching, SpikeClasses training, SpikeClasses test, int epochs, int candidates, ulong seed)
    {
        var random = new RandomStream(seed, StreamPurpose.Data, 9);
        double[] best = kind.Start;
        List<double> course = [];
        double highest = -1;
        RuleNetwork? chosen = null;
        for (int c = 0; c <= candidates; c++)
        {
            double[] values = c == 0 ? best : Near(best, kind, ref random);
            var network = new RuleNetwork(training.SampleShape[1], kind, values, teaching, seed);
            for (int e = 0; e < epochs; e++) network.Learn(training);
            double score = network.Judge(training);
            if (score < highest)
            {
                network.Dispose();
            }
            else
            {
                chosen?.Dispose();
                (highest, best, chosen) = (score, values, network);
            }

            course.Add(highest);
        }

        using (chosen!)
        {
            List<float[]> trains = [], testTrains = [];
            chosen!.Judge(training, trains);
            double accuracy = chosen.Judge(test, testTrains);
            return new Outcome(accuracy, ByComplexity(trains, training, testTrains, test), best, course);
        }
    }

    /// <summary>How well the complexities of what a network fired tell the classes.</summary>
    public static double ByComplexity(List<float[]> trains, SpikeClasses training, List<float[]> testTrains, SpikeClasses test)
    {
        int neurons = trains[0].Length / training.SampleShape[0];
        return ComplexityClassifier.Accuracy(
            [.. trains.Select(t => ComplexityClassifier.Complexities(t, neurons))], [.. Enumerable.Range(0, training.Count).Select(training.Label)],
            [.. testTrains.Select(t => ComplexityClassifier.Complexities(t, neurons))], [.. Enumerable.Range(0, test.Count).Select(test.Label)]);
    }

    private static double[] Near(double[] values, NeuronKind kind, ref RandomStream random)
    {
        double[] near = new double[values.Length];
        for (int i = 0; i < values.Length; i++)
        {
            InnerParameter p = kind.Parameters[i];
            near[i] = Math.Clamp(values[i] + (Width * Math.Min(p.High - p.Low, 1) * random.NextNormal()), p.Low, p.High);
        }

        return near;
    }
}

/// <summary>What came of a training.</summary>
/// <param name="Accuracy">Part of the test samples that the network itself tells rightly.</param>
/// <param name="ByComplexity">The same by the Lempel-Ziv complexity of what its neurons fire.</param>
/// <param name="Values">The inner parameters at the end; where each neuron has its own, their means.</param>
/// <param name="Course">Accuracy on training samples over the training.</param>
internal sealed record Outcome(double Accuracy, double ByComplexity, double[] Values, IReadOnlyList<double> Course);
