using Myelin.Values;

namespace Myelin.Randomness;

public partial struct RandomStream
{
    /// <summary>
    /// The next binomial number: successes in <paramref name="trials"/> of probability <paramref name="probability"/>; exact for any size.
    /// </summary>
    /// <param name="trials">Number of trials, 0 to 2^53.</param>
    /// <param name="probability">Probability of a success, 0 to 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">A parameter is out of range, or the probability is NaN.</exception>
    /// <remarks>
    /// Takes a bounded expected number of words, whatever the size. Source: Hormann (1993), "The generation of binomial random variates",
    /// algorithm BTRS, where at least ten successes and ten failures are expected; sequential inversion elsewhere.
    /// </remarks>
    public long NextBinomial(long trials, double probability)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(trials);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(trials, 1L << 53);
        if (!(probability >= 0 && probability <= 1))
            throw new ArgumentOutOfRangeException(nameof(probability), probability, "A probability must be between 0 and 1.");

        if (probability > 0.5) return trials - NextBinomial(trials, 1 - probability);
        if (probability == 0 || trials == 0) return 0;
        return trials * probability < 10 ? BinomialByInversion(trials, probability) : BinomialByRejection(trials, probability);
    }

    private long BinomialByInversion(double trials, double probability)
    {
        double odds = probability / (1 - probability);
        double none = Elementary.Exp(trials * LogOnePlus(-probability));
        while (true)
        {
            // With fewer than ten successes expected, 150 has a probability below 1e-100: beyond it rounding errors speak.
            double left = NextDouble();
            double mass = none;
            for (long successes = 0; successes <= trials && successes < 150; successes++)
            {
                if (left < mass) return successes;
                left -= mass;
                mass *= odds * (trials - successes) / (successes + 1);
            }
        }
    }

    private long BinomialByRejection(double trials, double probability)
    {
        // Names as in the source: transformed rejection with a squeeze, whose constants are table 1's fit.
        double deviation = Math.Sqrt(trials * probability * (1 - probability));
        double b = 1.15 + (2.53 * deviation);
        double a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        double c = (trials * probability) + 0.5;
        double alpha = (2.83 + (5.1 / b)) * deviation;
        double squeeze = 0.92 - (4.2 / b);
        double odds = probability / (1 - probability);
        double mode = Math.Floor((trials + 1) * probability);
        while (true)
        {
            double v = NextDouble();
            double u = NextDouble() - 0.5;
            double us = 0.5 - Math.Abs(u);
            double k = Math.Floor((((2 * a / us) + b) * u) + c);
            if (us >= 0.07 && v <= squeeze) return (long)k;
            if (!(k >= 0 && k <= trials)) continue;

            v = Elementary.Log(v * alpha / ((a / (us * us)) + b));
            if (v <= LogMassRatio(trials, odds, mode, k)) return (long)k;
        }
    }

    // Logarithm of the probability of k over that of the mode: Stirling's formula, arranged so that no large terms cancel.
    private static double LogMassRatio(double trials, double odds, double mode, double k)
    {
        double difference = k - mode;
        return ((mode + 0.5) * LogOnePlus(-difference / (k + 1)))
            + ((trials - mode + 0.5) * LogOnePlus(difference / (trials - k + 1)))
            + (difference * Elementary.Log(odds * (trials - k + 1) / (k + 1)))
            + (StirlingRest(mode) + StirlingRest(trials - mode) - StirlingRest(k) - StirlingRest(trials - k));
    }

    // What Stirling's formula lacks: ln k! - (ln(2 pi) / 2 + (k + 1/2) ln(k + 1) - (k + 1)).
    private static double StirlingRest(double k)
    {
        // Five terms of the series have all digits of a double from here on; below, k! itself is exact.
        if (k >= 15)
        {
            double inverse = 1 / (k + 1);
            double square = inverse * inverse;
            double higher = (1.0 / 1260) - (((1.0 / 1680) - (square / 1188)) * square);
            return ((1.0 / 12) - (((1.0 / 360) - (higher * square)) * square)) * inverse;
        }

        double product = 1;
        for (int factor = 2; factor <= k; factor++) product *= factor;
        const double HalfLogTwoPi = 0.91893853320467274178;
        return Elementary.Log(product) - (HalfLogTwoPi + ((k + 0.5) * Elementary.Log(k + 1)) - (k + 1));
    }

    // ln(1 + x) without loss of digits near 0: Kahan's, in Higham (2002), "Accuracy and stability of numerical algorithms", chapter 1.
    private static double LogOnePlus(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Elementary.Log(sum) * x / (sum - 1);
    }
}
