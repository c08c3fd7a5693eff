using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Values;

/// <summary>
/// Sixteen fixed-point words, as a chip computes with them: sums that saturate or go round, products that are rounded once to the last bit. A word is held
/// as the double of equal value, which is exact, so a block lies in memory as one of <see cref="SimdDouble"/> does.
/// </summary>
/// <typeparam name="TFormat">The format.</typeparam>
/// <param name="block">The words; whole multiples of the last bit within the word's range.</param>
/// <remarks>
/// Elementary functions, roots and quotients are the true value rounded to the word, as a table of every word holds it, unless the format says how many
/// steps of CORDIC make an exponential. Constants of a step may have a precision of their own. A one that stands for "true" is a one even where the word is too short to hold it.
/// </remarks>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct Fixed<TFormat>(SimdDouble block) : IBlockValue<Fixed<TFormat>>
    where TFormat : struct, IFixedFormat
{
    /// <summary>The words, as doubles of equal value.</summary>
    public readonly SimdDouble Block = block;

    /// <inheritdoc/>
    public static int Lanes => SimdDouble.Lanes;

    /// <inheritdoc/>
    public static Fixed<TFormat> Zero => default;

    /// <inheritdoc/>
    public static Fixed<TFormat> One => new(SimdDouble.One);

    /// <summary>The number in every lane, rounded to the word. Zero and one are exact, whatever the word: a condition is made of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Constant(double value) => value is 0 or 1 ? new(SimdDouble.Constant(value)) : Rounded(new(SimdDouble.Constant(value)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Rounded(Fixed<TFormat> value) => Held(Round(value.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Coefficient(Fixed<TFormat> value)
    {
        if (!FixedWord<TFormat>.HasCoefficients) return Rounded(value);
        SimdDouble wide = value.Block * SimdDouble.Constant(FixedWord<TFormat>.CoefficientSplitter);
        return Saturated(wide - (wide - value.Block));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator +(Fixed<TFormat> left, Fixed<TFormat> right) => Summed(left.Block + right.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator -(Fixed<TFormat> left, Fixed<TFormat> right) => Summed(left.Block - right.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator *(Fixed<TFormat> left, Fixed<TFormat> right) => Held(Product(left.Block, right.Block));

    /// <summary>Quotient; of a number and zero the largest word of its sign, of two zeros zero.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator /(Fixed<TFormat> left, Fixed<TFormat> right) =>
        Saturated(Round(SimdDouble.Select(left.Block > SimdDouble.Zero, left.Block, SimdDouble.Select(left.Block < SimdDouble.Zero, left.Block, SimdDouble.Zero)) / Divisor(left.Block, right.Block)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator -(Fixed<TFormat> value) => Held(-value.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator <(Fixed<TFormat> left, Fixed<TFormat> right) => new(left.Block < right.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator >(Fixed<TFormat> left, Fixed<TFormat> right) => new(left.Block > right.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator <=(Fixed<TFormat> left, Fixed<TFormat> right) => new(left.Block <= right.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> operator >=(Fixed<TFormat> left, Fixed<TFormat> right) => new(left.Block >= right.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> FusedMultiplyAdd(Fixed<TFormat> a, Fixed<TFormat> b, Fixed<TFormat> c) => Summed(Product(a.Block, b.Block) + c.Block);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Min(Fixed<TFormat> left, Fixed<TFormat> right) => new(SimdDouble.Min(left.Block, right.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Max(Fixed<TFormat> left, Fixed<TFormat> right) => new(SimdDouble.Max(left.Block, right.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Abs(Fixed<TFormat> value) => Held(SimdDouble.Abs(value.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Floor(Fixed<TFormat> value) => Held(SimdDouble.Floor(value.Block));

    /// <summary>Square root; 0 of a negative number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Sqrt(Fixed<TFormat> value) => Held(Round(SimdDouble.Sqrt(SimdDouble.Max(value.Block, SimdDouble.Zero))));

    /// <summary>Exponential; the largest word where it is beyond.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Exp(Fixed<TFormat> value) =>
        FixedWord<TFormat>.CordicSteps > 0 ? Cordic.Exp(value, FixedWord<TFormat>.CordicSteps) : Saturated(Round(SimdDouble.Exp(value.Block)));

    /// <summary>Natural logarithm; the smallest word of zero and below.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Log(Fixed<TFormat> value) =>
        Saturated(SimdDouble.Select(value.Block > SimdDouble.Zero, Round(SimdDouble.Log(SimdDouble.Max(value.Block, SimdDouble.Constant(FixedWord<TFormat>.Unit)))), SimdDouble.Constant(FixedWord<TFormat>.Least)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Sin(Fixed<TFormat> value) => Held(Round(SimdDouble.Sin(value.Block)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Cos(Fixed<TFormat> value) => Held(Round(SimdDouble.Cos(value.Block)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Spike(Fixed<TFormat> distance) => new(SimdDouble.Spike(distance.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> SpikeAbove(Fixed<TFormat> distance) => new(SimdDouble.SpikeAbove(distance.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Select(Fixed<TFormat> condition, Fixed<TFormat> ifTrue, Fixed<TFormat> otherwise) =>
        new(SimdDouble.Select(condition.Block, ifTrue.Block, otherwise.Block));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fixed<TFormat> Detach(Fixed<TFormat> value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NonZeroBits() => Block.NonZeroBits();

    // The nearest multiple of the last bit comes from one rounding of the exact product; whether it lies above the product tells the sign of what is left.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdDouble Product(SimdDouble a, SimdDouble b)
    {
        if (FixedWord<TFormat>.HasExactProducts && (FixedWord<TFormat>.RoundsDown || FixedWord<TFormat>.RoundsToZero))
        {
            SimdDouble bits = a * b * SimdDouble.Constant(FixedWord<TFormat>.InverseUnit);
            return (FixedWord<TFormat>.RoundsDown ? SimdDouble.Floor(bits) : SimdDouble.Truncate(bits)) * SimdDouble.Constant(FixedWord<TFormat>.Unit);
        }

        SimdDouble rounder = SimdDouble.Constant(FixedWord<TFormat>.Rounder);
        SimdDouble nearest = SimdDouble.FusedMultiplyAdd(a, b, rounder) - rounder;
        if (!FixedWord<TFormat>.RoundsDown && !FixedWord<TFormat>.RoundsToZero) return nearest;
        return Below(nearest, SimdDouble.FusedMultiplyAdd(a, b, -nearest));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdDouble Round(SimdDouble value)
    {
        // Clamped far outside of the word, beyond which the rounder would no longer round to it.
        SimdDouble limit = SimdDouble.Constant(FixedWord<TFormat>.Rounder / 4);
        value = SimdDouble.Max(SimdDouble.Min(value, limit), -limit);
        SimdDouble rounder = SimdDouble.Constant(FixedWord<TFormat>.Rounder);
        SimdDouble nearest = (value + rounder) - rounder;
        if (!FixedWord<TFormat>.RoundsDown && !FixedWord<TFormat>.RoundsToZero) return nearest;
        return Below(nearest, value - nearest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdDouble Below(SimdDouble nearest, SimdDouble rest)
    {
        SimdDouble unit = SimdDouble.Constant(FixedWord<TFormat>.Unit);
        SimdDouble down = nearest - (unit * (rest < SimdDouble.Zero));
        if (FixedWord<TFormat>.RoundsDown) return down;
        return SimdDouble.Select(nearest < SimdDouble.Zero, nearest + (unit * (rest > SimdDouble.Zero)), SimdDouble.Select(nearest > SimdDouble.Zero, down, SimdDouble.Zero));
    }

    // Of two words the sum is exact; a coefficient may have bits behind the last one of the word. No sum is so large that it needs the clamp of Round.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fixed<TFormat> Summed(SimdDouble value)
    {
        if (!FixedWord<TFormat>.HasCoefficients) return Held(value);
        SimdDouble bits = value * SimdDouble.Constant(FixedWord<TFormat>.InverseUnit);
        if (FixedWord<TFormat>.RoundsDown) return Held(SimdDouble.Floor(bits) * SimdDouble.Constant(FixedWord<TFormat>.Unit));
        if (FixedWord<TFormat>.RoundsToZero) return Held(SimdDouble.Truncate(bits) * SimdDouble.Constant(FixedWord<TFormat>.Unit));
        SimdDouble rounder = SimdDouble.Constant(FixedWord<TFormat>.Rounder);
        return Held((value + rounder) - rounder);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fixed<TFormat> Held(SimdDouble value)
    {
        if (!FixedWord<TFormat>.Wraps) return Saturated(value);
        SimdDouble span = SimdDouble.Constant(FixedWord<TFormat>.Span), least = SimdDouble.Constant(FixedWord<TFormat>.Least);
        return new(value - (span * SimdDouble.Floor((value - least) * SimdDouble.Constant(FixedWord<TFormat>.InverseSpan))));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Fixed<TFormat> Saturated(SimdDouble value) =>
        new(SimdDouble.Max(SimdDouble.Min(value, SimdDouble.Constant(FixedWord<TFormat>.Most)), SimdDouble.Constant(FixedWord<TFormat>.Least)));

    // Of two zeros the quotient is 0 / 1.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static SimdDouble Divisor(SimdDouble left, SimdDouble right) => SimdDouble.Select(SimdDouble.Abs(left) + SimdDouble.Abs(right), right, SimdDouble.One);
}
