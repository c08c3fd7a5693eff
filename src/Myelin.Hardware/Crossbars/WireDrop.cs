namespace Myelin.Hardware.Crossbars;

/// <summary>
/// What the resistance of wires does to a crossbar, to first order: the voltage that a device loses on its row and on its column if all currents are those without resistance. Fast: a few sums for every device. For
/// one device it is exact; the error grows with the square of resistance times conductance.
/// </summary>
/// <remarks>
/// With x the voltages of the drivers, row i loses r sum_k (min(j, k) + 1) G_ik x_i up to its device j, and column j has gathered r sum_m (R - max(i, m)) G_mj x_m at its device i. Both act on the current out of
/// the column as if each device had G (1 - r S) with the sums of its own row and column, S; G / (1 + r S) is the same to first order, and never negative. Derived here; compare Jeong et al. (2018), "Parasitic
/// effect analysis in memristor-array-based neuromorphic systems", IEEE Trans. Nanotechnology 17.
/// </remarks>
public static class WireDrop
{
    /// <summary>The conductances, [rows, columns], with which devices on wires without resistance do about the same.</summary>
    /// <param name="conductances">Of the devices, [rows, columns], row by row; any unit.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="resistance">Of a segment of wire, at least 0, in the inverse of that unit.</param>
    /// <exception cref="ArgumentException">There is not one conductance for each device.</exception>
    public static double[] Effective(ReadOnlySpan<double> conductances, int rows, int columns, double resistance)
    {
        if (rows < 1 || columns < 1 || conductances.Length != rows * columns)
            throw new ArgumentException($"A crossbar of {rows} rows and {columns} columns needs a conductance for each device, got {conductances.Length}.");
        double[] lost = new double[conductances.Length];

        // The drop at a device is that at the one before it and, over one more segment, the current of all devices from here to the end.
        for (int i = 0; i < rows; i++)
        {
            double beyond = 0, drop = 0;
            for (int j = 0; j < columns; j++) beyond += conductances[(i * columns) + j];
            for (int j = 0; j < columns; j++)
            {
                drop += beyond;
                lost[(i * columns) + j] = drop;
                beyond -= conductances[(i * columns) + j];
            }
        }

        for (int j = 0; j < columns; j++)
        {
            double above = 0, drop = 0;
            for (int i = 0; i < rows; i++) above += conductances[(i * columns) + j];
            for (int i = rows - 1; i >= 0; i--)
            {
                drop += above;
                lost[(i * columns) + j] += drop;
                above -= conductances[(i * columns) + j];
            }
        }

        for (int d = 0; d < lost.Length; d++) lost[d] = conductances[d] / (1 + (resistance * lost[d]));
        return lost;
    }
}
