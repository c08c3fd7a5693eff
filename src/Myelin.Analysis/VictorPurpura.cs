using Myelin.Quantities;
using Myelin.Spikes;

namespace Myelin.Analysis;

/// <summary>
/// The spike time metric: the least cost of turning one train into the other by inserting and deleting spikes (cost 1 each) and moving them
/// (cost q per unit of time). Source: Victor and Purpura (1996), Journal of Neurophysiology 76, 1310 (there D^spike[q]).
/// </summary>
public static class VictorPurpura
{
    /// <summary>The distance; takes time in proportion to the product of the spike counts.</summary>
    /// <param name="a">A spike train.</param>
    /// <param name="b">A spike train.</param>
    /// <param name="cost">
    /// The cost q of moving a spike: at 0 only the counts matter; spikes more than 2/q apart are as different as can be; at infinity only
    /// coincident spikes are alike.
    /// </param>
    /// <exception cref="ArgumentException">The cost is negative or NaN.</exception>
    public static double Distance(SpikeTrain a, SpikeTrain b, Frequency cost)
    {
        if (!(cost >= Frequency.Zero)) throw new ArgumentException($"The cost of moving a spike must be at least 0 Hz, got {cost}.");
        double perMillisecond = cost.InKilohertz;
        ReadOnlySpan<double> rows = a.TimesInMilliseconds, columns = b.TimesInMilliseconds;
        // distances[j] is that of the first i spikes of a from the first j of b; row by row in place.
        var distances = new double[columns.Length + 1];
        for (int j = 0; j < distances.Length; j++) distances[j] = j;
        for (int i = 0; i < rows.Length; i++)
        {
            double diagonal = distances[0];
            distances[0] = i + 1;
            for (int j = 0; j < columns.Length; j++)
            {
                double apart = Math.Abs(rows[i] - columns[j]);
                // No distance costs nothing to move over, even where moving costs infinitely much.
                double moved = diagonal + (apart == 0 ? 0 : perMillisecond * apart);
                double changed = Math.Min(distances[j], distances[j + 1]) + 1;
                diagonal = distances[j + 1];
                distances[j + 1] = Math.Min(moved, changed);
            }
        }

        return distances[^1];
    }
}
