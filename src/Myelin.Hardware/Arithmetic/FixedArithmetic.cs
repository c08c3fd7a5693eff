using Myelin.Randomness;
using Myelin.Values;

namespace Myelin.Hardware.Arithmetic;

/// <summary>
/// Fixed-point arithmetic of a format that is known only at run time. The format is spelled out, a binary digit at a time, as a type, so that the
/// arithmetic is compiled for it as for a format that stands in the code, and any number of formats can be in use at once.
/// </summary>
/// <param name="format">The format.</param>
/// <exception cref="ArgumentException">A number of bits is out of range.</exception>
public sealed class FixedArithmetic(FixedFormat format) : IBlockArithmetic
{
    // What the digits of a format's type stand for.
    private const int WordDigits = 6, FractionDigits = 7, RoundingDigits = 2, CordicDigits = 6, CoefficientDigits = 6;
    private const int Digits = WordDigits + FractionDigits + 1 + RoundingDigits + CordicDigits + CoefficientDigits;

    /// <summary>The format.</summary>
    public FixedFormat Format { get; } = format.Checked();

    /// <inheritdoc/>
    public TResult Accept<TResult>(IArithmeticVisitor<TResult> visitor)
    {
        ArgumentNullException.ThrowIfNull(visitor);
        long code = Format.WordBits;
        code = (code << FractionDigits) | (long)(Format.FractionBits - FixedFormat.FewestFractionBits);
        code = (code << 1) | (Format.Overflow == FixedOverflow.Wrap ? 1L : 0);
        code = (code << RoundingDigits) | (long)Format.Rounding;
        code = (code << CordicDigits) | (long)Format.CordicSteps;
        code = (code << CoefficientDigits) | (long)Format.CoefficientBits;
        return Spell<End, TResult>(visitor, code, Digits);
    }

    /// <inheritdoc/>
    public override string ToString() => Format.ToString();

    private static TResult Spell<TDigits, TResult>(IArithmeticVisitor<TResult> visitor, long code, int left)
        where TDigits : struct, IDigits
    {
        if (left == 0) return visitor.Visit<Fixed<Spelled<TDigits>>, FixedDraws<Spelled<TDigits>>>();
        return ((code >> (left - 1)) & 1) == 0 ? Spell<Zero<TDigits>, TResult>(visitor, code, left - 1) : Spell<One<TDigits>, TResult>(visitor, code, left - 1);
    }

    private static FixedFormat Read(long code)
    {
        int Take(int digits)
        {
            int value = (int)(code & ((1L << digits) - 1));
            code >>= digits;
            return value;
        }

        int coefficient = Take(CoefficientDigits), cordic = Take(CordicDigits), rounding = Take(RoundingDigits), wraps = Take(1), fraction = Take(FractionDigits), word = Take(WordDigits);
        return new FixedFormat(word, fraction + FixedFormat.FewestFractionBits, wraps == 1 ? FixedOverflow.Wrap : FixedOverflow.Saturate, (FixedRounding)rounding, cordic, coefficient);
    }

    /// <summary>Binary digits as a type.</summary>
    private interface IDigits
    {
        /// <summary>The number that they are.</summary>
        static abstract long Value { get; }
    }

    private readonly struct End : IDigits
    {
        public static long Value => 0;
    }

    private readonly struct Zero<TBefore> : IDigits
        where TBefore : struct, IDigits
    {
        public static long Value => TBefore.Value << 1;
    }

    private readonly struct One<TBefore> : IDigits
        where TBefore : struct, IDigits
    {
        public static long Value => (TBefore.Value << 1) | 1;
    }

    private readonly struct Spelled<TDigits> : IFixedFormat
        where TDigits : struct, IDigits
    {
        public static FixedFormat Format => Read(TDigits.Value);
    }
}
