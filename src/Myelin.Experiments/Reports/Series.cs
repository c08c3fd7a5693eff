namespace Myelin.Experiments.Reports;

/// <summary>Named points of a plot.</summary>
public sealed class Series
{
    /// <summary>Makes a series.</summary>
    /// <param name="name">Its name in the legend.</param>
    /// <param name="x">Where the points are along the horizontal axis.</param>
    /// <param name="y">Where they are along the vertical axis; as many.</param>
    /// <exception cref="ArgumentException">The lists differ in length.</exception>
    public Series(string name, IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        ArgumentNullException.ThrowIfNull(x);
        ArgumentNullException.ThrowIfNull(y);
        if (x.Count != y.Count)
            throw new ArgumentException($"The series '{name}' has {x.Count} x values and {y.Count} y values; it needs as many of both.");
        (Name, X, Y) = (name, x, y);
    }

    /// <summary>The name in the legend.</summary>
    public string Name { get; }

    /// <summary>Along the horizontal axis.</summary>
    public IReadOnlyList<double> X { get; }

    /// <summary>Along the vertical axis.</summary>
    public IReadOnlyList<double> Y { get; }

    /// <summary>Every k-th point, so that all series together have no more than <see cref="MostPoints"/>.</summary>
    internal static (IReadOnlyList<Series> Shown, string? Note) Thin(IReadOnlyList<Series> all, string points)
    {
        long count = all.Sum(series => (long)series.X.Count);
        if (count <= MostPoints)
            return (all, null);
        int every = (int)((count + MostPoints - 1) / MostPoints);
        Series[] shown = [.. all.Select(series => new Series(series.Name, Every(series.X, every), Every(series.Y, every)))];
        return (shown, $"One in {every} of {Amount.Count(count)} {points} is shown.");
    }

    /// <summary>The most points that a plot shows.</summary>
    public const int MostPoints = 20_000;

    private static double[] Every(IReadOnlyList<double> numbers, int step)
        => [.. Enumerable.Range(0, numbers.Count / step).Select(i => numbers[i * step])];
}
