namespace Myelin.Neurons;

/// <summary>Propagators of linear membranes over one step. Source: Rotter and Diesmann (1999), section 3.1.</summary>
internal static class ExactIntegration
{
    // Where an exponential of the difference would overflow, and 1 beside it is nothing.
    private const double LongDifference = 500;

    /// <summary>
    /// Membrane response [mV per pA] at the end of a step to a current that is 1 at its start and decays exponentially:
    /// tauS tauM / (C (tauS - tauM)) (exp(-h / tauS) - exp(-h / tauM)), whose limit for equal time constants is h exp(-h / tauM) / C.
    /// </summary>
    internal static double Exponential(double tauSyn, double tauM, double capacitance, double h)
    {
        // One exponential is factored out, so equal or nearly equal time constants lose no digits.
        double difference = h * ((1 / tauM) - (1 / tauSyn));
        if (difference > LongDifference) return Math.Exp(-h / tauSyn) * h / difference / capacitance;
        double mean = Math.Abs(difference) < 1e-8 ? 1 + (difference / 2) : ExpM1(difference) / difference;
        return Math.Exp(-h / tauM) * h * mean / capacitance;
    }

    /// <summary>
    /// Membrane response [mV per pA] at the end of a step to a current whose alpha function has derivative variable 1 and value 0 at its
    /// start: the integral of t exp(-t / tauS) exp(-(h - t) / tauM) / C over the step.
    /// </summary>
    internal static double Alpha(double tauSyn, double tauM, double capacitance, double h)
    {
        double difference = h * ((1 / tauM) - (1 / tauSyn));
        if (difference > LongDifference) return Math.Exp(-h / tauSyn) * h * h * (difference - 1) / (difference * difference) / capacitance;
        double mean = Math.Abs(difference) < 1e-3
            ? 0.5 + (difference / 3) + (difference * difference / 8) + (difference * difference * difference / 30)
            : ((difference * Math.Exp(difference)) - ExpM1(difference)) / (difference * difference);
        return Math.Exp(-h / tauM) * h * h * mean / capacitance;
    }

    /// <summary>
    /// The matrix exponential exp(a h) that moves the linear system dx/dt = a x on by h, whatever time constants coincide: Taylor series of a
    /// small part of the step, then squaring. Source: Moler and Van Loan (2003), method 3.
    /// </summary>
    internal static double[,] Propagator(double[,] a, double h)
    {
        int n = a.GetLength(0);
        double norm = 0;
        for (int i = 0; i < n; i++) norm = Math.Max(norm, Enumerable.Range(0, n).Sum(j => Math.Abs(a[i, j] * h)));
        int squarings = Math.Max(0, (int)Math.Ceiling(Math.Log2(Math.Max(norm, double.Epsilon))) + 4);
        double[,] small = new double[n, n], term = new double[n, n], sum = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            term[i, i] = sum[i, i] = 1;
            for (int j = 0; j < n; j++) small[i, j] = a[i, j] * Math.ScaleB(h, -squarings);
        }

        // The part's norm is at most 1/16, so that the terms left out are below 1e-21.
        for (int k = 1; k <= 14; k++)
        {
            term = Product(term, small, 1.0 / k);
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++) sum[i, j] += term[i, j];
            }
        }

        for (int k = 0; k < squarings; k++) sum = Product(sum, sum, 1);
        return sum;
    }

    private static double[,] Product(double[,] left, double[,] right, double factor)
    {
        int n = left.GetLength(0);
        double[,] product = new double[n, n];
        for (int i = 0; i < n; i++)
        {
            for (int j = 0; j < n; j++) product[i, j] = factor * Enumerable.Range(0, n).Sum(k => left[i, k] * right[k, j]);
        }

        return product;
    }

    /// <summary>exp(x) - 1 without loss of digits near 0. Source: Kahan, in Higham (2002), "Accuracy and stability of numerical algorithms", 1.14.1.</summary>
    internal static double ExpM1(double x)
    {
        double power = Math.Exp(x);
        if (power == 1) return x;
        double difference = power - 1;
        return difference == -1 || double.IsInfinity(power) ? difference : difference * x / Math.Log(power);
    }
}
