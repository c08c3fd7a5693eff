namespace Myelin.Values;

/// <summary>The numbers that the arithmetic of a format needs, derived once; the JIT sees them as constants.</summary>
/// <typeparam name="TFormat">The format.</typeparam>
internal static class FixedWord<TFormat>
    where TFormat : struct, IFixedFormat
{
    /// <summary>The format.</summary>
    public static readonly FixedFormat Format = TFormat.Format.Checked();

    /// <summary>What the last bit is worth.</summary>
    public static readonly double Unit = Format.Unit;

    /// <summary>1 / <see cref="Unit"/>.</summary>
    public static readonly double InverseUnit = 1 / Format.Unit;

    /// <summary>Whether the product of two words, or of a word and a coefficient, is exact as a double.</summary>
    public static readonly bool HasExactProducts = Math.Max(Format.WordBits, Format.CoefficientBits) + Format.WordBits <= 53;

    /// <summary>The smallest number of the word.</summary>
    public static readonly double Least = Format.Least;

    /// <summary>The largest number of the word.</summary>
    public static readonly double Most = Format.Most;

    /// <summary>How many numbers a word has, times the last bit: what a counter that goes round loses.</summary>
    public static readonly double Span = Math.ScaleB(1, Format.WordBits - Format.FractionBits);

    /// <summary>1 / <see cref="Span"/>.</summary>
    public static readonly double InverseSpan = 1 / Span;

    /// <summary>Added and taken away again, it rounds a double to a whole multiple of the last bit: 1.5 * 2^52 last bits, whose own last bit is that of the word.</summary>
    public static readonly double Rounder = Math.ScaleB(1.5, 52 - Format.FractionBits);

    /// <summary>Whether numbers that the word cannot hold go round.</summary>
    public static readonly bool Wraps = Format.Overflow == FixedOverflow.Wrap;

    /// <summary>Whether results are rounded down.</summary>
    public static readonly bool RoundsDown = Format.Rounding == FixedRounding.Down;

    /// <summary>Whether results are rounded towards zero.</summary>
    public static readonly bool RoundsToZero = Format.Rounding == FixedRounding.TowardsZero;

    /// <summary>Whether constants have a precision of their own, so that sums with them are rounded.</summary>
    public static readonly bool HasCoefficients = Format.CoefficientBits > 0;

    /// <summary>A number times this, taken away from the number and added again, keeps as many leading bits as a coefficient has. Source: Veltkamp, in Dekker (1971).</summary>
    public static readonly double CoefficientSplitter = Math.ScaleB(1, 53 - Math.Max(1, Format.CoefficientBits)) + 1;

    /// <summary>Steps of CORDIC in an exponential; 0 where it is rounded from the true value.</summary>
    public static readonly int CordicSteps = Format.CordicSteps;
}
