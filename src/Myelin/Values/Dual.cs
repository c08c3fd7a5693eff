using System.Runtime.CompilerServices;

namespace Myelin.Values;

/// <summary>
/// A value with its derivative in one direction (forward-mode differentiation). A model stepped over it gives one column of the Jacobian
/// of the step; the spike's derivative is the surrogate's.
/// </summary>
/// <typeparam name="V">The numbers underneath.</typeparam>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
/// <param name="real">The value.</param>
/// <param name="tangent">Its derivative.</param>
public readonly struct Dual<V, TSurrogate>(V real, V tangent) : IValue<Dual<V, TSurrogate>>
    where V : struct, IValue<V>
    where TSurrogate : struct, ISurrogate
{
    /// <summary>The value.</summary>
    public readonly V Real = real;

    /// <summary>Its derivative.</summary>
    public readonly V Tangent = tangent;

    /// <inheritdoc/>
    public static int Lanes => V.Lanes;

    /// <inheritdoc/>
    public static Dual<V, TSurrogate> Zero => default;

    /// <inheritdoc/>
    public static Dual<V, TSurrogate> One => new(V.One, V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Constant(double value) => new(V.Constant(value), V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator +(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) =>
        new(left.Real + right.Real, left.Tangent + right.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator -(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) =>
        new(left.Real - right.Real, left.Tangent - right.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator *(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) =>
        new(left.Real * right.Real, V.FusedMultiplyAdd(left.Real, right.Tangent, left.Tangent * right.Real));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator /(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right)
    {
        V quotient = left.Real / right.Real;
        return new(quotient, (left.Tangent - (quotient * right.Tangent)) / right.Real);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator -(Dual<V, TSurrogate> value) => new(-value.Real, -value.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator <(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) => new(left.Real < right.Real, V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator >(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) => new(left.Real > right.Real, V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator <=(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) => new(left.Real <= right.Real, V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> operator >=(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) => new(left.Real >= right.Real, V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> FusedMultiplyAdd(Dual<V, TSurrogate> a, Dual<V, TSurrogate> b, Dual<V, TSurrogate> c) =>
        new(
            V.FusedMultiplyAdd(a.Real, b.Real, c.Real),
            V.FusedMultiplyAdd(a.Real, b.Tangent, V.FusedMultiplyAdd(a.Tangent, b.Real, c.Tangent)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Min(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) => Choose(left.Real < right.Real, left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Max(Dual<V, TSurrogate> left, Dual<V, TSurrogate> right) => Choose(left.Real > right.Real, left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Abs(Dual<V, TSurrogate> value) =>
        new(V.Abs(value.Real), V.Select(value.Real < V.Zero, -value.Tangent, value.Tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Floor(Dual<V, TSurrogate> value) => new(V.Floor(value.Real), V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Sqrt(Dual<V, TSurrogate> value)
    {
        V root = V.Sqrt(value.Real);
        return new(root, value.Tangent / (root + root));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Exp(Dual<V, TSurrogate> value)
    {
        V power = V.Exp(value.Real);
        return new(power, power * value.Tangent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Log(Dual<V, TSurrogate> value) => new(V.Log(value.Real), value.Tangent / value.Real);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Sin(Dual<V, TSurrogate> value) => new(V.Sin(value.Real), V.Cos(value.Real) * value.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Cos(Dual<V, TSurrogate> value) => new(V.Cos(value.Real), -(V.Sin(value.Real) * value.Tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Spike(Dual<V, TSurrogate> distance) =>
        new(V.Spike(distance.Real), TSurrogate.Derivative(distance.Real) * distance.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> SpikeAbove(Dual<V, TSurrogate> distance) =>
        new(V.SpikeAbove(distance.Real), TSurrogate.Derivative(distance.Real) * distance.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Select(Dual<V, TSurrogate> condition, Dual<V, TSurrogate> ifTrue, Dual<V, TSurrogate> otherwise)
    {
        V through = condition.Tangent * (ifTrue.Real - otherwise.Real);
        return new(
            V.Select(condition.Real, ifTrue.Real, otherwise.Real),
            through + V.Select(condition.Real, ifTrue.Tangent, otherwise.Tangent));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TSurrogate> Detach(Dual<V, TSurrogate> value) => new(value.Real, V.Zero);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<V, TSurrogate> Choose(V condition, Dual<V, TSurrogate> ifTrue, Dual<V, TSurrogate> otherwise) =>
        new(V.Select(condition, ifTrue.Real, otherwise.Real), V.Select(condition, ifTrue.Tangent, otherwise.Tangent));
}
