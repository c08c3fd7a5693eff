namespace Myelin.Hardware.Crossbars;

/// <summary>
/// A crossbar whose wires have a resistance, as the network of resistors that it is: drivers at the left ends of the rows, columns that end below in a virtual ground, one segment of wire between neighbouring
/// devices and one to each end. Voltages in, currents out; because all of it is linear, it acts as devices with other conductances would on wires without resistance.
/// </summary>
/// <remarks>Solved by conjugate gradients, which every single wire, solved exactly, preconditions: couplings between wires are weak.</remarks>
public sealed class WireGrid
{
    private const double Tolerance = 1e-13;
    private const int MostIterations = 10_000;

    private readonly double[] conductances;
    private readonly double wire;
    private readonly int rows;
    private readonly int columns;

    /// <summary>A crossbar.</summary>
    /// <param name="conductances">Of the devices, [rows, columns], row by row; any unit.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="resistance">Of a segment of wire, above 0, in the inverse of that unit.</param>
    /// <exception cref="ArgumentException">There is not one conductance for each device, one is negative, or the resistance is not above 0.</exception>
    public WireGrid(ReadOnlySpan<double> conductances, int rows, int columns, double resistance)
    {
        if (rows < 1 || columns < 1 || conductances.Length != rows * columns)
            throw new ArgumentException($"A crossbar of {rows} rows and {columns} columns needs a conductance for each device, got {conductances.Length}.");
        if (!(resistance > 0 && double.IsFinite(resistance))) throw new ArgumentException(FormattableString.Invariant($"The resistance of a segment of wire must be above 0 and finite, got {resistance}."));
        foreach (double g in conductances)
        {
            if (!(g >= 0 && double.IsFinite(g))) throw new ArgumentException(FormattableString.Invariant($"The conductance of a device must be at least 0 and finite, got {g}."));
        }

        (this.conductances, this.rows, this.columns, wire) = (conductances.ToArray(), rows, columns, 1 / resistance);
    }

    /// <summary>The currents out of the columns.</summary>
    /// <param name="voltages">The voltages of the drivers, one for each row.</param>
    /// <exception cref="ArgumentException">There is not one for each row.</exception>
    public double[] Currents(ReadOnlySpan<double> voltages)
    {
        if (voltages.Length != rows) throw new ArgumentException($"A crossbar of {rows} rows needs {rows} voltages, got {voltages.Length}.");
        double[] into = new double[2 * rows * columns];
        for (int i = 0; i < rows; i++) into[Row(i, 0)] = wire * voltages[i];
        double[] nodes = Solve(into);
        double[] currents = new double[columns];
        for (int j = 0; j < columns; j++) currents[j] = wire * nodes[Column(rows - 1, j)];
        return currents;
    }

    /// <summary>The conductances, [rows, columns], with which devices on wires without resistance do the same.</summary>
    public double[] Effective()
    {
        double[] effective = new double[rows * columns];
        if (rows <= columns)
        {
            for (int i = 0; i < rows; i++)
            {
                double[] nodes = Solved(Row(i, 0));
                for (int j = 0; j < columns; j++) effective[(i * columns) + j] = wire * nodes[Column(rows - 1, j)];
            }
        }
        else
        {
            // A network of resistors does the same from there to here as from here to there.
            for (int j = 0; j < columns; j++)
            {
                double[] nodes = Solved(Column(rows - 1, j));
                for (int i = 0; i < rows; i++) effective[(i * columns) + j] = wire * nodes[Row(i, 0)];
            }
        }

        return effective;

        double[] Solved(int node)
        {
            double[] into = new double[2 * rows * columns];
            into[node] = wire;
            return Solve(into);
        }
    }

    private int Row(int i, int j) => (i * columns) + j;

    private int Column(int i, int j) => (rows * columns) + (j * rows) + i;

    // Kirchhoff's law of currents at every node.
    private void Apply(double[] x, double[] y)
    {
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                int row = Row(i, j), column = Column(i, j);
                double through = conductances[row] * (x[row] - x[column]);
                double left = j == 0 ? 0 : x[row - 1], above = i == 0 ? x[column] : x[column - 1], below = i == rows - 1 ? 0 : x[column + 1];
                double right = j == columns - 1 ? x[row] : x[row + 1];
                y[row] = through + (wire * ((2 * x[row]) - left - right));
                y[column] = -through + (wire * ((2 * x[column]) - above - below));
            }
        }
    }

    // Each wire by itself, with its devices to ground: elimination along the wire.
    private void Precondition(double[] r, double[] z, double[] scratch)
    {
        for (int i = 0; i < rows; i++) Wire(Row(i, 0), columns, i * columns, 1, openEnd: columns - 1, r, z, scratch);
        for (int j = 0; j < columns; j++) Wire(Column(0, j), rows, j, columns, openEnd: 0, r, z, scratch);
    }

    private void Wire(int start, int length, int device, int stride, int openEnd, double[] r, double[] z, double[] scratch)
    {
        double diagonal = 0;
        for (int k = 0; k < length; k++)
        {
            double own = conductances[device + (k * stride)] + (k == openEnd ? wire : 2 * wire);
            diagonal = k == 0 ? own : own - (wire * wire / diagonal);
            scratch[k] = diagonal;
            z[start + k] = r[start + k] + (k == 0 ? 0 : wire / scratch[k - 1] * z[start + k - 1]);
        }

        for (int k = length - 1; k >= 0; k--) z[start + k] = (z[start + k] + (k == length - 1 ? 0 : wire * z[start + k + 1])) / scratch[k];
    }

    private double[] Solve(double[] into)
    {
        int nodes = into.Length;
        double[] x = new double[nodes], r = [.. into], z = new double[nodes], p = new double[nodes], q = new double[nodes], scratch = new double[Math.Max(rows, columns)];
        double enough = Tolerance * Math.Sqrt(Dot(into, into)), old = 0;
        for (int iteration = 0; iteration < MostIterations && Math.Sqrt(Dot(r, r)) > enough; iteration++)
        {
            Precondition(r, z, scratch);
            double now = Dot(r, z), beta = iteration == 0 ? 0 : now / old;
            for (int i = 0; i < nodes; i++) p[i] = z[i] + (beta * p[i]);
            Apply(p, q);
            double alpha = now / Dot(p, q);
            for (int i = 0; i < nodes; i++) (x[i], r[i]) = (x[i] + (alpha * p[i]), r[i] - (alpha * q[i]));
            old = now;
        }

        return x;
    }

    private static double Dot(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += a[i] * b[i];
        return sum;
    }
}
