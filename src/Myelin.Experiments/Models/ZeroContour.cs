namespace Myelin.Experiments.Models;

/// <summary>
/// Where a function of two variables is zero, as line segments: marching squares (Lorensen and Cline (1987), Computer Graphics 21, in two
/// dimensions), each crossing found by bisection along its edge.
/// </summary>
internal sealed class ZeroContour
{
    private const int Halvings = 40;

    private readonly Func<double, double, double> function;
    private readonly double[] x;
    private readonly double[] y;
    private readonly double[,] values;

    /// <summary>Samples the function.</summary>
    /// <param name="function">The function; NaN where it is not defined, and no line is drawn.</param>
    /// <param name="x">The grid's first coordinates, ascending.</param>
    /// <param name="y">The grid's second coordinates, ascending.</param>
    public ZeroContour(Func<double, double, double> function, double[] x, double[] y)
    {
        (this.function, this.x, this.y) = (function, x, y);
        values = new double[x.Length, y.Length];
        for (int i = 0; i < x.Length; i++)
        {
            for (int j = 0; j < y.Length; j++)
                values[i, j] = function(x[i], y[j]);
        }
    }

    /// <summary>The segments, with the cell that each lies in.</summary>
    public IEnumerable<(int Column, int Row, (double X, double Y) From, (double X, double Y) To)> Segments()
    {
        for (int i = 0; i + 1 < x.Length; i++)
        {
            for (int j = 0; j + 1 < y.Length; j++)
            {
                List<(double, double)> crossings = Crossings(i, j);
                if (crossings.Count == 4 && !JoinsFirstPair(i, j))
                    crossings = [crossings[3], crossings[0], crossings[1], crossings[2]];
                for (int k = 0; k + 1 < crossings.Count; k += 2)
                    yield return (i, j, crossings[k], crossings[k + 1]);
            }
        }
    }

    // Around the cell: bottom, right, top, left.
    private List<(double X, double Y)> Crossings(int i, int j)
    {
        double[] corners = [values[i, j], values[i + 1, j], values[i + 1, j + 1], values[i, j + 1]];
        (double X, double Y)[] places = [(x[i], y[j]), (x[i + 1], y[j]), (x[i + 1], y[j + 1]), (x[i], y[j + 1])];
        List<(double, double)> found = [];
        if (!corners.All(double.IsFinite))
            return found;
        for (int k = 0; k < 4; k++)
        {
            int next = (k + 1) % 4;
            if (corners[k] >= 0 != corners[next] >= 0 && Root(places[k], corners[k], places[next], corners[next]) is { } root)
                found.Add(root);
        }

        return found;
    }

    private bool JoinsFirstPair(int i, int j) => function((x[i] + x[i + 1]) / 2, (y[j] + y[j + 1]) / 2) >= 0 == values[i + 1, j] < 0;

    // Null where the sign changes in a jump, not through zero.
    private (double X, double Y)? Root((double X, double Y) from, double atFrom, (double X, double Y) to, double atTo)
    {
        double low = 0, high = 1, atLow = atFrom, atHigh = atTo;
        for (int i = 0; i < Halvings; i++)
        {
            double middle = (low + high) / 2, value = function(from.X + (middle * (to.X - from.X)), from.Y + (middle * (to.Y - from.Y)));
            if (!double.IsFinite(value))
                return null;
            if (value >= 0 == atFrom >= 0)
                (low, atLow) = (middle, value);
            else
                (high, atHigh) = (middle, value);
        }

        double jump = Math.Abs(atHigh - atLow);
        return jump > 0.01 * Math.Max(Math.Abs(atFrom), Math.Abs(atTo)) ? null : (from.X + (low * (to.X - from.X)), from.Y + (low * (to.Y - from.Y)));
    }
}
