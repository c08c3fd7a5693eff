namespace Myelin.Experiments.ChainMaps;

/// <summary>Where a chain ends up.</summary>
internal enum AttractorKind
{
    /// <summary>Its variables grow without bounds.</summary>
    None,

    /// <summary>It repeats itself.</summary>
    Periodic,

    /// <summary>It neither repeats itself nor forgets where it started.</summary>
    Quasiperiodic,

    /// <summary>Neighbouring orbits part exponentially.</summary>
    Chaotic,
}

/// <summary>An attractor of a chain.</summary>
/// <param name="Kind">Its kind.</param>
/// <param name="Period">Its period; 0 where it has none up to <see cref="LongestPeriod"/>.</param>
/// <param name="Exponent">Its largest Lyapunov exponent, per iteration.</param>
internal readonly record struct Attractor(AttractorKind Kind, int Period, double Exponent)
{
    /// <summary>Longer periods are not told from none.</summary>
    public const int LongestPeriod = 64;

    private const double Escape = 1e6, SamePoint = 1e-7, Apart = 1e-8, ChaoticAbove = 0.005;
    private const int Followed = 4_000;

    /// <summary>Finds the attractor that a chain approaches, and leaves the chain on it.</summary>
    /// <param name="chain">The chain at its starting point.</param>
    /// <param name="shadow">A chain of the same parameters, which is overwritten.</param>
    /// <param name="transient">Number of iterations before the attractor counts as reached.</param>
    /// <remarks>Largest Lyapunov exponent: Benettin, Galgani and Strelcyn (1976), Physical Review A 14, 2338, with two orbits.</remarks>
    public static Attractor Of(MapChain chain, MapChain shadow, int transient)
    {
        for (int i = 0; i < transient; i++)
        {
            chain.Step();
            if (Escaped(chain)) return new(AttractorKind.None, 0, double.NaN);
        }

        double[] x = [.. chain.X], y = [.. chain.Y];
        shadow.CopyFrom(chain);
        double offset = Apart / Math.Sqrt(2 * x.Length);
        for (int j = 0; j < x.Length; j++)
        {
            shadow.X[j] += offset;
            shadow.Y[j] += offset;
        }

        int period = 0;
        double sum = 0;
        for (int i = 1; i <= Followed; i++)
        {
            chain.Step();
            shadow.Step();
            if (Escaped(chain)) return new(AttractorKind.None, 0, double.NaN);
            if (period == 0 && i <= LongestPeriod && Distance(chain.X, x) + Distance(chain.Y, y) < SamePoint) period = i;
            double distance = Math.Max(Math.Sqrt(Square(chain.X, shadow.X) + Square(chain.Y, shadow.Y)), 1e-300);
            sum += Math.Log(distance / Apart);
            for (int j = 0; j < x.Length; j++)
            {
                shadow.X[j] = chain.X[j] + ((shadow.X[j] - chain.X[j]) * Apart / distance);
                shadow.Y[j] = chain.Y[j] + ((shadow.Y[j] - chain.Y[j]) * Apart / distance);
            }
        }

        double exponent = sum / Followed;
        AttractorKind kind = period > 0 ? AttractorKind.Periodic : exponent > ChaoticAbove ? AttractorKind.Chaotic : AttractorKind.Quasiperiodic;
        return new(kind, period, exponent);
    }

    private static bool Escaped(MapChain chain)
    {
        foreach (double x in chain.X)
        {
            if (!(Math.Abs(x) < Escape)) return true;
        }

        return false;
    }

    private static double Distance(double[] a, double[] b)
    {
        double largest = 0;
        for (int i = 0; i < a.Length; i++) largest = Math.Max(largest, Math.Abs(a[i] - b[i]));
        return largest;
    }

    private static double Square(double[] a, double[] b)
    {
        double sum = 0;
        for (int i = 0; i < a.Length; i++) sum += (a[i] - b[i]) * (a[i] - b[i]);
        return sum;
    }
}
