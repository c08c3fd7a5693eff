namespace Myelin.Experiments.DiehlCook;

/// <summary>What neurons that learnt without labels stand for: the class that they answered most, on average over its samples.</summary>
/// <param name="neurons">Number of neurons.</param>
/// <param name="classes">Number of classes.</param>
internal sealed class ClassAssignment(int neurons, int classes)
{
    private readonly double[,] answers = new double[classes, neurons];
    private readonly int[] seen = new int[classes];

    /// <summary>Takes note of what a sample was answered with.</summary>
    public void Add(int label, ReadOnlySpan<int> counts)
    {
        seen[label]++;
        for (int n = 0; n < neurons; n++) answers[label, n] += counts[n];
    }

    /// <summary>The class of every neuron; -1 where it never fired.</summary>
    public int[] Classes()
    {
        int[] assigned = new int[neurons];
        for (int n = 0; n < neurons; n++)
        {
            double best = 0;
            assigned[n] = -1;
            for (int c = 0; c < classes; c++)
            {
                double mean = answers[c, n] / Math.Max(1, seen[c]);
                if (mean <= best) continue;
                (best, assigned[n]) = (mean, c);
            }
        }

        return assigned;
    }

    /// <summary>The class whose neurons fired most, on average over its neurons; -1 where none fired.</summary>
    public static int Predict(ReadOnlySpan<int> counts, ReadOnlySpan<int> assigned, int classes)
    {
        Span<double> sums = stackalloc double[classes];
        Span<int> members = stackalloc int[classes];
        sums.Clear();
        members.Clear();
        for (int n = 0; n < counts.Length; n++)
        {
            if (assigned[n] < 0) continue;
            sums[assigned[n]] += counts[n];
            members[assigned[n]]++;
        }

        int predicted = -1;
        double most = 0;
        for (int c = 0; c < classes; c++)
        {
            double mean = sums[c] / Math.Max(1, members[c]);
            if (mean <= most) continue;
            (most, predicted) = (mean, c);
        }

        return predicted;
    }
}
