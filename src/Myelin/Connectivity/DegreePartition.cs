using Myelin.Randomness;

namespace Myelin.Connectivity;

/// <summary>
/// Distributes a fixed number of connections over neurons, as drawing each connection on its own would, in time that grows with the neurons.
/// </summary>
internal static class DegreePartition
{
    /// <summary>
    /// Every connection picks a neuron uniformly: a multinomial, drawn as binomials conditioned on what is left.
    /// Source: Devroye (1986), "Non-uniform random variate generation", chapter XI.
    /// </summary>
    public static int[] WithRepetition(ref RandomStream stream, long count, int neurons)
    {
        int[] degrees = new int[neurons];
        long left = count;
        for (int i = 0; i < neurons - 1 && left > 0; i++)
        {
            long degree = stream.NextBinomial(left, 1.0 / (neurons - i));
            degrees[i] = checked((int)degree);
            left -= degree;
        }

        if (neurons > 0) degrees[neurons - 1] += checked((int)left);
        return degrees;
    }

    /// <summary>Every set of <paramref name="count"/> different pairs, of <paramref name="candidates"/> per neuron, is equally likely.</summary>
    public static int[] WithoutRepetition(ref RandomStream stream, long count, int neurons, int candidates)
    {
        int[] degrees = new int[neurons];
        if (count == 0) return degrees;
        long pairs = (long)neurons * candidates;

        // Of more than half of the pairs, those left out are drawn: then a random pair is free with probability of about 1/2 or more.
        bool leaveOut = count > pairs / 2;
        long wanted = leaveOut ? pairs - count : count;

        // Independent binomials are right given their sum. The few pairs too many or too few are taken from, or added to, all pairs uniformly.
        double probability = (double)wanted / pairs;
        long drawn = 0;
        for (int i = 0; i < neurons; i++)
        {
            long degree = stream.NextBinomial(candidates, probability);
            degrees[i] = (int)degree;
            drawn += degree;
        }

        Span<int> all = degrees;
        int most = Largest(all);
        for (; drawn > wanted; drawn--) PickUniformly(ref stream, all, most, sign: 1, offset: 0)--;
        int mostFree = candidates - Smallest(all);
        for (; drawn < wanted; drawn++) PickUniformly(ref stream, all, mostFree, sign: -1, offset: candidates)++;

        if (leaveOut)
        {
            foreach (ref int degree in all) degree = candidates - degree;
        }

        return degrees;
    }

    /// <summary>Picks a neuron with probability proportional to offset + sign * degree, which is at most <paramref name="largest"/>.</summary>
    private static ref int PickUniformly(ref RandomStream stream, Span<int> degrees, int largest, int sign, int offset)
    {
        while (true)
        {
            ref int degree = ref degrees[stream.NextInt(degrees.Length)];
            if (stream.NextInt(largest) < offset + (sign * degree)) return ref degree;
        }
    }

    private static int Largest(ReadOnlySpan<int> values)
    {
        int largest = int.MinValue;
        foreach (int value in values) largest = Math.Max(largest, value);
        return largest;
    }

    private static int Smallest(ReadOnlySpan<int> values)
    {
        int smallest = int.MaxValue;
        foreach (int value in values) smallest = Math.Min(smallest, value);
        return smallest;
    }
}
