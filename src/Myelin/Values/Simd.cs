using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Myelin.Values;

/// <summary>
/// Sixteen single-precision lanes: one block of neurons. One <see cref="Vector512{T}"/> on every machine; the JIT makes one, two or four
/// hardware vectors of it, so layout and results do not depend on the processor.
/// </summary>
/// <param name="lanes">The sixteen numbers.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct Simd(Vector512<float> lanes) : IBlockValue<Simd>
{
    /// <summary>The sixteen numbers.</summary>
    public readonly Vector512<float> Vector = lanes;

    /// <inheritdoc/>
    public static int Lanes => 16;

    /// <inheritdoc/>
    public static Simd Zero => new(Vector512<float>.Zero);

    /// <inheritdoc/>
    public static Simd One => new(Vector512<float>.One);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Constant(double value) => new(Vector512.Create((float)value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator +(Simd left, Simd right) => new(left.Vector + right.Vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator -(Simd left, Simd right) => new(left.Vector - right.Vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator *(Simd left, Simd right) => new(left.Vector * right.Vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator /(Simd left, Simd right) => new(left.Vector / right.Vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator -(Simd value) => new(-value.Vector);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator <(Simd left, Simd right) => Indicator(Vector512.LessThan(left.Vector, right.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator >(Simd left, Simd right) => Indicator(Vector512.GreaterThan(left.Vector, right.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator <=(Simd left, Simd right) => Indicator(Vector512.LessThanOrEqual(left.Vector, right.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd operator >=(Simd left, Simd right) => Indicator(Vector512.GreaterThanOrEqual(left.Vector, right.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd FusedMultiplyAdd(Simd a, Simd b, Simd c) => new(Vector512.FusedMultiplyAdd(a.Vector, b.Vector, c.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Min(Simd left, Simd right) => new(Vector512.MinNative(left.Vector, right.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Max(Simd left, Simd right) => new(Vector512.MaxNative(left.Vector, right.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Abs(Simd value) => new(Vector512.Abs(value.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Floor(Simd value) => new(Vector512.Floor(value.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Sqrt(Simd value) => new(Vector512.Sqrt(value.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Exp(Simd value) => new(Elementary.Exp(value.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Log(Simd value) => new(Elementary.Log(value.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Sin(Simd value) => new(Elementary.SinCos(value.Vector).Sin);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Cos(Simd value) => new(Elementary.SinCos(value.Vector).Cos);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Spike(Simd distance) => Indicator(Vector512.GreaterThanOrEqual(distance.Vector, Vector512<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd SpikeAbove(Simd distance) => Indicator(Vector512.GreaterThan(distance.Vector, Vector512<float>.Zero));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Select(Simd condition, Simd ifTrue, Simd otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(condition.Vector, Vector512<float>.Zero), otherwise.Vector, ifTrue.Vector));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Detach(Simd value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Rounded(Simd value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Simd Coefficient(Simd value) => value;

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public uint NonZeroBits() => (uint)(~Vector512.Equals(Vector, Vector512<float>.Zero).ExtractMostSignificantBits()) & 0xFFFFu;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Simd Indicator(Vector512<float> mask) => new(Vector512.ConditionalSelect(~mask, Vector512<float>.Zero, Vector512<float>.One));
}
