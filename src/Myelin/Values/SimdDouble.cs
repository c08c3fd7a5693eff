using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Values;

/// <summary>
/// Sixteen double-precision lanes, as two vectors of eight: the same block of neurons as <see cref="Simd"/>, in the precision that
/// the reference tools use.
/// </summary>
/// <param name="low">Lanes 0 to 7.</param>
/// <param name="high">Lanes 8 to 15.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct SimdDouble(Vector512<double> low, Vector512<double> high) : IBlockValue<SimdDouble>
{
    /// <summary>Lanes 0 to 7.</summary>
    public readonly Vector512<double> Low = low;

    /// <summary>Lanes 8 to 15.</summary>
    public readonly Vector512<double> High = high;

    /// <inheritdoc/>
    public static int Lanes => 16;

    /// <inheritdoc/>
    public static SimdDouble Zero => default;

    /// <inheritdoc/>
    public static SimdDouble One => new(Vector512<double>.One, Vector512<double>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Constant(double value) => new(Vector512.Create(value), Vector512.Create(value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator +(SimdDouble left, SimdDouble right) => new(left.Low + right.Low, left.High + right.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator -(SimdDouble left, SimdDouble right) => new(left.Low - right.Low, left.High - right.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator *(SimdDouble left, SimdDouble right) => new(left.Low * right.Low, left.High * right.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator /(SimdDouble left, SimdDouble right) => new(left.Low / right.Low, left.High / right.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator -(SimdDouble value) => new(-value.Low, -value.High);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator <(SimdDouble left, SimdDouble right) =>
        new(Indicator(Vector512.LessThan(left.Low, right.Low)), Indicator(Vector512.LessThan(left.High, right.High)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator >(SimdDouble left, SimdDouble right) =>
        new(Indicator(Vector512.GreaterThan(left.Low, right.Low)), Indicator(Vector512.GreaterThan(left.High, right.High)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator <=(SimdDouble left, SimdDouble right) =>
        new(Indicator(Vector512.LessThanOrEqual(left.Low, right.Low)), Indicator(Vector512.LessThanOrEqual(left.High, right.High)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble operator >=(SimdDouble left, SimdDouble right) =>
        new(Indicator(Vector512.GreaterThanOrEqual(left.Low, right.Low)), Indicator(Vector512.GreaterThanOrEqual(left.High, right.High)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble FusedMultiplyAdd(SimdDouble a, SimdDouble b, SimdDouble c) =>
        new(Vector512.FusedMultiplyAdd(a.Low, b.Low, c.Low), Vector512.FusedMultiplyAdd(a.High, b.High, c.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Min(SimdDouble left, SimdDouble right) =>
        new(Vector512.MinNative(left.Low, right.Low), Vector512.MinNative(left.High, right.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Max(SimdDouble left, SimdDouble right) =>
        new(Vector512.MaxNative(left.Low, right.Low), Vector512.MaxNative(left.High, right.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Abs(SimdDouble value) => new(Vector512.Abs(value.Low), Vector512.Abs(value.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Floor(SimdDouble value) => new(Vector512.Floor(value.Low), Vector512.Floor(value.High));

    /// <summary>The whole part, without what is behind the point.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Truncate(SimdDouble value) => new(Vector512.Truncate(value.Low), Vector512.Truncate(value.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Sqrt(SimdDouble value) => new(Vector512.Sqrt(value.Low), Vector512.Sqrt(value.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Exp(SimdDouble value) => new(Elementary.Exp(value.Low), Elementary.Exp(value.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Log(SimdDouble value) => new(Elementary.Log(value.Low), Elementary.Log(value.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Sin(SimdDouble value) => new(Elementary.SinCos(value.Low).Sin, Elementary.SinCos(value.High).Sin);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Cos(SimdDouble value) => new(Elementary.SinCos(value.Low).Cos, Elementary.SinCos(value.High).Cos);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Spike(SimdDouble distance) =>
        new(Indicator(Vector512.GreaterThanOrEqual(distance.Low, Vector512<double>.Zero)), Indicator(Vector512.GreaterThanOrEqual(distance.High, Vector512<double>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble SpikeAbove(SimdDouble distance) =>
        new(Indicator(Vector512.GreaterThan(distance.Low, Vector512<double>.Zero)), Indicator(Vector512.GreaterThan(distance.High, Vector512<double>.Zero)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Select(SimdDouble condition, SimdDouble ifTrue, SimdDouble otherwise) =>
        new(
            Vector512.ConditionalSelect(Vector512.Equals(condition.Low, Vector512<double>.Zero), otherwise.Low, ifTrue.Low),
            Vector512.ConditionalSelect(Vector512.Equals(condition.High, Vector512<double>.Zero), otherwise.High, ifTrue.High));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Detach(SimdDouble value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Rounded(SimdDouble value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SimdDouble Coefficient(SimdDouble value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NonZeroBits()
    {
        uint first = (uint)Vector512.Equals(Low, Vector512<double>.Zero).ExtractMostSignificantBits();
        uint second = (uint)Vector512.Equals(High, Vector512<double>.Zero).ExtractMostSignificantBits();
        return ~(first | (second << 8)) & 0xFFFFu;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Indicator(Vector512<double> mask) =>
        Vector512.ConditionalSelect(~mask, Vector512<double>.Zero, Vector512<double>.One);
}
