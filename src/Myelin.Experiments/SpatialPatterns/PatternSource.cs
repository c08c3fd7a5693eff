using Myelin.Randomness;

namespace Myelin.Experiments.SpatialPatterns;

/// <summary>Draws spatial patterns: which of some inputs fire, all at once; always equally many.</summary>
/// <param name="inputs">Number of inputs.</param>
/// <param name="active">How many of them fire in a pattern.</param>
/// <param name="seed">Names everything random.</param>
internal sealed class PatternSource(int inputs, int active, ulong seed)
{
    private RandomStream random = new(seed, StreamPurpose.Data);

    /// <summary>A pattern without relation to any other.</summary>
    public bool[] Next() => Fill(new bool[inputs], active, new bool[inputs]);

    /// <summary>Patterns that have some inputs in common; the rest of each is drawn by itself.</summary>
    /// <param name="count">How many patterns.</param>
    /// <param name="shared">How many inputs all of them have in common.</param>
    public bool[][] Similar(int count, int shared)
    {
        bool[] core = Fill(new bool[inputs], shared, new bool[inputs]);
        var patterns = new List<bool[]>();
        while (patterns.Count < count)
        {
            bool[] pattern = Fill([.. core], active - shared, core);
            if (shared == active || !patterns.Any(p => p.AsSpan().SequenceEqual(pattern))) patterns.Add(pattern);
        }

        return [.. patterns];
    }

    /// <summary>A pattern of which some inputs have given way to others.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="swapped">How many of its inputs no longer fire.</param>
    public bool[] Swap(bool[] pattern, int swapped)
    {
        bool[] other = [.. pattern];
        for (int left = swapped; left > 0;)
        {
            int gone = random.NextInt(inputs);
            if (!pattern[gone] || !other[gone]) continue;
            other[gone] = false;
            left--;
        }

        return Fill(other, swapped, pattern);
    }

    /// <summary>A pattern of inputs that all belong to one of some patterns or another.</summary>
    public bool[] Mix(bool[][] patterns)
    {
        bool[] outside = [.. Enumerable.Range(0, inputs).Select(i => !patterns.Any(p => p[i]))];
        return Fill(new bool[inputs], active, outside);
    }

    // Adds inputs at random that neither fire already nor are barred.
    private bool[] Fill(bool[] pattern, int more, bool[] barred)
    {
        while (more > 0)
        {
            int i = random.NextInt(inputs);
            if (pattern[i] || barred[i]) continue;
            pattern[i] = true;
            more--;
        }

        return pattern;
    }
}
