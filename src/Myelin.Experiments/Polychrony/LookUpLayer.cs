using Myelin.Randomness;

namespace Myelin.Experiments.Polychrony;

/// <summary>
/// A layer without multiplications: in each table, comparisons of the times of pairs of input spikes give the bits of a row, and the rows of all tables
/// are added. Only the rows that were looked up learn.
/// </summary>
/// <remarks>Izhikevich (2025), Spiking Manifesto: look-up tables indexed by the order of spikes.</remarks>
internal sealed class LookUpLayer
{
    private readonly int outputs;
    private readonly (int First, int Second)[][] pairs;
    private readonly double[][] tables;

    /// <summary>Makes a layer whose rows are all zero.</summary>
    /// <param name="inputs">Number of inputs.</param>
    /// <param name="outputs">Number of outputs.</param>
    /// <param name="tables">Number of tables.</param>
    /// <param name="comparisons">Comparisons of each table, whose rows are 2 to this power.</param>
    /// <param name="random">Where the pairs come from.</param>
    public LookUpLayer(int inputs, int outputs, int tables, int comparisons, ref RandomStream random)
    {
        this.outputs = outputs;
        pairs = new (int, int)[tables][];
        for (int t = 0; t < tables; t++)
        {
            pairs[t] = new (int, int)[comparisons];
            for (int c = 0; c < comparisons; c++)
            {
                int first = random.NextInt(inputs);
                pairs[t][c] = (first, (first + 1 + random.NextInt(inputs - 1)) % inputs);
            }
        }

        this.tables = [.. pairs.Select(_ => new double[outputs << comparisons])];
    }

    /// <summary>The row of a table that spikes at given times look up.</summary>
    public int Row(int table, ReadOnlySpan<double> times)
    {
        int row = 0;
        foreach ((int first, int second) in pairs[table]) row = (row << 1) | (times[first] < times[second] ? 1 : 0);
        return row;
    }

    /// <summary>The outputs.</summary>
    public double[] Of(ReadOnlySpan<double> times)
    {
        double[] sum = new double[outputs];
        for (int t = 0; t < tables.Length; t++)
        {
            ReadOnlySpan<double> row = tables[t].AsSpan(Row(t, times) * outputs, outputs);
            for (int k = 0; k < outputs; k++) sum[k] += row[k];
        }

        return sum;
    }

    /// <summary>Moves the rows that were looked up along the errors.</summary>
    /// <param name="times">Times of the input spikes.</param>
    /// <param name="errors">Wanted less actual outputs.</param>
    /// <param name="rate">Learning rate.</param>
    public void Learn(ReadOnlySpan<double> times, ReadOnlySpan<double> errors, double rate)
    {
        for (int t = 0; t < tables.Length; t++)
        {
            Span<double> row = tables[t].AsSpan(Row(t, times) * outputs, outputs);
            for (int k = 0; k < outputs; k++) row[k] += rate * errors[k];
        }
    }

    /// <summary>What a layer takes.</summary>
    /// <param name="tables">Number of tables.</param>
    /// <param name="comparisons">Comparisons of each.</param>
    /// <param name="outputs">Number of outputs.</param>
    public static (long Comparisons, long Additions, long Numbers) Cost(int tables, int comparisons, int outputs) =>
        ((long)tables * comparisons, (long)tables * outputs, (long)tables * outputs << comparisons);
}
