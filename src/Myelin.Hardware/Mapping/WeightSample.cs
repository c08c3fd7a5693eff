using Myelin.Connectivity;

namespace Myelin.Hardware.Mapping;

/// <summary>Some of the weights of a projection, evenly spread over all, and the largest: enough to choose the unit in which a chip keeps them.</summary>
internal sealed class WeightSample
{
    private const int Most = 1 << 14;

    // Units that are tried between the one that holds the largest weight and one of which it is so many times the most.
    private const int Units = 60;

    private readonly List<double> values = [];
    private long seen;
    private int stride = 1;

    /// <summary>The largest magnitude.</summary>
    public double Largest { get; private set; }

    /// <summary>Takes up weights.</summary>
    public void Add(ReadOnlySpan<double> weights)
    {
        foreach (double weight in weights)
        {
            Largest = Math.Max(Largest, Math.Abs(weight));
            if (seen++ % stride != 0) continue;
            values.Add(weight);
            if (values.Count < Most) continue;
            for (int i = 0; i < Most / 2; i++) values[i] = values[2 * i];
            values.RemoveRange(Most / 2, Most / 2);
            stride *= 2;
        }
    }

    /// <summary>
    /// The grid on which the weights come out nearest, in mean square: with few bits it is better that the largest saturate than that the others become zero.
    /// </summary>
    /// <param name="bits">Bits of a weight.</param>
    /// <param name="powerOfTwo">Whether the unit must be a power of two.</param>
    public WeightGrid Grid(int bits, bool powerOfTwo)
    {
        WeightGrid best = WeightGrid.Symmetric(bits, Largest, powerOfTwo);
        double least = Error(best);
        for (int i = 1; i < Units; i++)
        {
            WeightGrid grid = WeightGrid.Symmetric(bits, Largest * (Units - i) / Units, powerOfTwo);
            if (grid == best) continue;
            double error = Error(grid);
            if (error < least) (best, least) = (grid, error);
        }

        return best;
    }

    private double Error(WeightGrid grid)
    {
        double sum = 0;
        foreach (double weight in values)
        {
            double off = grid.Nearest(weight) - weight;
            sum += off * off;
        }

        return sum;
    }
}
