namespace Myelin.Analysis;

/// <summary>
/// The Hurwitz zeta function in proportion to its first term: q^s times the sum of (q + k)^-s over k = 0, 1, ..., for s > 1 and q >= 1, and its
/// derivative in s. (The sum itself leaves the range of numbers for large s and q.) By the Euler-Maclaurin formula (Abramowitz and Stegun (1964),
/// equation 23.1.30), to about 14 digits.
/// </summary>
internal static class HurwitzZeta
{
    /// <summary>Terms summed as they stand before the formula takes over.</summary>
    private const int DirectTerms = 12;

    /// <summary>B_2j / (2j)! for j = 1, 2, ...</summary>
    private static readonly double[] Coefficients =
    [
        1.0 / 12, -1.0 / 720, 1.0 / 30240, -1.0 / 1209600, 1.0 / 47900160, -691.0 / 1307674368000, 1.0 / 74724249600,
        -3617.0 / 10670622842880000, 43867.0 / 5109094217170944000,
    ];

    public static (double Value, double Derivative) Scaled(double s, double q)
    {
        double value = 0, derivative = 0;
        for (int k = 0; k < DirectTerms; k++)
        {
            double direct = Math.Log((q + k) / q), term = Math.Exp(-s * direct);
            value += term;
            derivative -= term * direct;
        }

        double a = q + DirectTerms, log = Math.Log(a / q), power = Math.Exp(-s * log);
        double integral = power * a / (s - 1);
        value += integral + (power / 2);
        derivative -= (integral * (log + (1 / (s - 1)))) + (power / 2 * log);

        // The rising factorial s (s + 1) ... (s + 2j - 2), over a^(s + 2j - 1), and its logarithmic derivative.
        double factor = s * power / a, logDerivative = (1 / s) - log;
        for (int j = 0; j < Coefficients.Length; j++)
        {
            value += Coefficients[j] * factor;
            derivative += Coefficients[j] * factor * logDerivative;
            double first = s + (2 * j) + 1, second = first + 1;
            factor *= first * second / (a * a);
            logDerivative += (1 / first) + (1 / second);
        }

        return (value, derivative);
    }
}
