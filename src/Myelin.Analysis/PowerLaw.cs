using System.Globalization;
using MathNet.Numerics.RootFinding;

namespace Myelin.Analysis;

/// <summary>
/// A discrete power law p(x) ~ x^-alpha fitted to whole numbers by maximum likelihood.
/// Source: Clauset, Shalizi and Newman (2009), SIAM Review 51, 661.
/// </summary>
/// <param name="Exponent">The exponent alpha.</param>
/// <param name="LogLikelihood">The logarithm of the likelihood at the exponent.</param>
/// <param name="KolmogorovSmirnov">The largest difference of the data's and the law's cumulative distributions, at the values that occur.</param>
/// <param name="Count">Number of values within the range of the fit.</param>
public readonly record struct PowerLaw(double Exponent, double LogLikelihood, double KolmogorovSmirnov, int Count)
{
    private const double Accuracy = 1e-12;

    /// <summary>Exponents beyond this are not looked for.</summary>
    private const double LargestExponent = 60;

    private const int LongestRange = 1 << 24;

    /// <summary>Fits the law to all values from <paramref name="smallest"/> up; it has no upper end, so its exponent is above 1.</summary>
    /// <param name="values">The values, in any order; smaller ones are left out.</param>
    /// <param name="smallest">The smallest value the law holds for, at least 1.</param>
    /// <exception cref="ArgumentException">The range is not valid, or the values in it have no power law (none, or all the smallest).</exception>
    public static PowerLaw Fit(ReadOnlySpan<int> values, int smallest = 1)
    {
        int[] sorted = Select(values, smallest, int.MaxValue);
        double meanLog = MeanLog(sorted, smallest);
        double exponent = Solve(
            alpha =>
            {
                (double zeta, double derivative) = HurwitzZeta.Scaled(alpha, smallest);
                return (-derivative / zeta) - meanLog;
            },
            1 + 1e-6,
            sorted);
        double norm = HurwitzZeta.Scaled(exponent, smallest).Value;
        double distance = Distance(sorted, x =>
        {
            double beyond = HurwitzZeta.Scaled(exponent, x + 1.0).Value * Math.Exp(-exponent * Math.Log((x + 1.0) / smallest));
            return 1 - (beyond / norm);
        });
        return new PowerLaw(exponent, -sorted.Length * ((exponent * meanLog) + Math.Log(norm)), distance, sorted.Length);
    }

    /// <summary>Fits the law truncated at both ends; takes time in proportion to the range.</summary>
    /// <param name="values">The values, in any order; those outside the range are left out.</param>
    /// <param name="smallest">The smallest value the law holds for, at least 1.</param>
    /// <param name="largest">The largest value the law holds for.</param>
    /// <exception cref="ArgumentException">The range is not valid, or the values in it have no power law (none, or all at one end).</exception>
    public static PowerLaw FitTruncated(ReadOnlySpan<int> values, int smallest, int largest)
    {
        if ((long)largest - smallest >= LongestRange)
            throw new ArgumentException($"The range of a truncated power law must have at most {LongestRange} values, got {smallest} to {largest}.");
        int[] sorted = Select(values, smallest, largest);
        double meanLog = MeanLog(sorted, smallest);
        double exponent = Solve(
            alpha =>
            {
                double sum = 0, logs = 0;
                for (long x = smallest; x <= largest; x++)
                {
                    double log = Math.Log((double)x / smallest), term = Math.Exp(-alpha * log);
                    sum += term;
                    logs += term * log;
                }

                return (logs / sum) - meanLog;
            },
            -LargestExponent / 2,
            sorted);
        var cumulative = new double[largest - smallest + 1];
        double norm = 0;
        for (int i = 0; i < cumulative.Length; i++) cumulative[i] = norm += Math.Exp(-exponent * Math.Log((smallest + (double)i) / smallest));
        double distance = Distance(sorted, x => cumulative[x - smallest] / norm);
        return new PowerLaw(exponent, -sorted.Length * ((exponent * meanLog) + Math.Log(norm)), distance, sorted.Length);
    }

    private static int[] Select(ReadOnlySpan<int> values, int smallest, int largest)
    {
        if (smallest < 1 || largest <= smallest)
            throw new ArgumentException($"The range of a power law must begin at 1 or above and end above its begin, got {smallest} to {largest}.");
        var selected = new List<int>();
        foreach (int value in values)
        {
            if (value >= smallest && value <= largest) selected.Add(value);
        }

        if (selected.Count == 0) throw new ArgumentException($"A power law from {smallest} needs at least 1 value in its range, got 0.");
        selected.Sort();
        return [.. selected];
    }

    /// <summary>The mean logarithm in proportion to the smallest value: so nothing leaves the range of numbers.</summary>
    private static double MeanLog(int[] values, int smallest)
    {
        double sum = 0;
        foreach (int value in values) sum += Math.Log((double)value / smallest);
        return sum / values.Length;
    }

    /// <summary>The root of the likelihood's derivative, which falls with the exponent.</summary>
    private static double Solve(Func<double, double> derivative, double lowest, int[] sorted)
    {
        if (Brent.TryFindRoot(derivative, lowest, LargestExponent, Accuracy, 200, out double root)) return root;
        throw new ArgumentException(string.Create(
            CultureInfo.InvariantCulture,
            $"The {sorted.Length} values from {sorted[0]} to {sorted[^1]} have no power law of an exponent between {lowest:G3} and {LargestExponent}."));
    }

    private static double Distance(int[] sorted, Func<int, double> cumulative)
    {
        double largest = 0;
        for (int i = 0; i < sorted.Length; i++)
        {
            bool lastOfItsValue = i + 1 == sorted.Length || sorted[i + 1] != sorted[i];
            if (lastOfItsValue) largest = Math.Max(largest, Math.Abs(((i + 1.0) / sorted.Length) - cumulative(sorted[i])));
        }

        return largest;
    }
}
