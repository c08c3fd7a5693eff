using System.Runtime.CompilerServices;
using Myelin.Values.Tangents;

namespace Myelin.Values;

/// <summary>
/// A value with its derivatives in one direction or a few (forward-mode differentiation). A model stepped over it gives as many columns of the
/// Jacobian of the step; the spike's derivative is the surrogate's.
/// </summary>
/// <typeparam name="V">The numbers underneath.</typeparam>
/// <typeparam name="TTangent">The derivatives: <see cref="Tangent{V}"/>, <see cref="TangentPair{V}"/> or <see cref="TangentTriple{V}"/>.</typeparam>
/// <typeparam name="TSurrogate">The derivative of a spike.</typeparam>
/// <param name="real">The value.</param>
/// <param name="tangent">Its derivatives.</param>
public readonly struct Dual<V, TTangent, TSurrogate>(V real, TTangent tangent) : IValue<Dual<V, TTangent, TSurrogate>>
    where V : struct, IValue<V>
    where TTangent : struct, ITangent<V, TTangent>
    where TSurrogate : struct, ISurrogate
{
    /// <summary>The value.</summary>
    public readonly V Real = real;

    /// <summary>Its derivatives.</summary>
    public readonly TTangent Tangent = tangent;

    /// <inheritdoc/>
    public static int Lanes => V.Lanes;

    /// <inheritdoc/>
    public static Dual<V, TTangent, TSurrogate> Zero => default;

    /// <inheritdoc/>
    public static Dual<V, TTangent, TSurrogate> One => new(V.One, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Constant(double value) => new(V.Constant(value), default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator +(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) =>
        new(left.Real + right.Real, left.Tangent + right.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator -(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) =>
        new(left.Real - right.Real, left.Tangent - right.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator *(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) =>
        new(left.Real * right.Real, TTangent.FusedMultiplyAdd(left.Real, right.Tangent, right.Real * left.Tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator /(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right)
    {
        V quotient = left.Real / right.Real;
        return new(quotient, (left.Tangent - (quotient * right.Tangent)) / right.Real);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator -(Dual<V, TTangent, TSurrogate> value) => new(-value.Real, -value.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator <(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) => new(left.Real < right.Real, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator >(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) => new(left.Real > right.Real, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator <=(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) => new(left.Real <= right.Real, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> operator >=(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) => new(left.Real >= right.Real, default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> FusedMultiplyAdd(Dual<V, TTangent, TSurrogate> a, Dual<V, TTangent, TSurrogate> b, Dual<V, TTangent, TSurrogate> c) =>
        new(
            V.FusedMultiplyAdd(a.Real, b.Real, c.Real),
            TTangent.FusedMultiplyAdd(a.Real, b.Tangent, TTangent.FusedMultiplyAdd(b.Real, a.Tangent, c.Tangent)));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Min(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) => Choose(left.Real < right.Real, left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Max(Dual<V, TTangent, TSurrogate> left, Dual<V, TTangent, TSurrogate> right) => Choose(left.Real > right.Real, left, right);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Abs(Dual<V, TTangent, TSurrogate> value) =>
        new(V.Abs(value.Real), TTangent.Select(value.Real < V.Zero, -value.Tangent, value.Tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Floor(Dual<V, TTangent, TSurrogate> value) => new(V.Floor(value.Real), default);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Sqrt(Dual<V, TTangent, TSurrogate> value)
    {
        V root = V.Sqrt(value.Real);
        return new(root, value.Tangent / (root + root));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Exp(Dual<V, TTangent, TSurrogate> value)
    {
        V power = V.Exp(value.Real);
        return new(power, power * value.Tangent);
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Log(Dual<V, TTangent, TSurrogate> value) => new(V.Log(value.Real), value.Tangent / value.Real);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Sin(Dual<V, TTangent, TSurrogate> value) => new(V.Sin(value.Real), V.Cos(value.Real) * value.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Cos(Dual<V, TTangent, TSurrogate> value) => new(V.Cos(value.Real), -(V.Sin(value.Real) * value.Tangent));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Spike(Dual<V, TTangent, TSurrogate> distance) =>
        new(V.Spike(distance.Real), TSurrogate.Derivative(distance.Real) * distance.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> SpikeAbove(Dual<V, TTangent, TSurrogate> distance) =>
        new(V.SpikeAbove(distance.Real), TSurrogate.Derivative(distance.Real) * distance.Tangent);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Select(Dual<V, TTangent, TSurrogate> condition, Dual<V, TTangent, TSurrogate> ifTrue, Dual<V, TTangent, TSurrogate> otherwise)
    {
        TTangent through = (ifTrue.Real - otherwise.Real) * condition.Tangent;
        return new(
            V.Select(condition.Real, ifTrue.Real, otherwise.Real),
            through + TTangent.Select(condition.Real, ifTrue.Tangent, otherwise.Tangent));
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Dual<V, TTangent, TSurrogate> Detach(Dual<V, TTangent, TSurrogate> value) => new(value.Real, default);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Dual<V, TTangent, TSurrogate> Choose(V condition, Dual<V, TTangent, TSurrogate> ifTrue, Dual<V, TTangent, TSurrogate> otherwise) =>
        new(V.Select(condition, ifTrue.Real, otherwise.Real), TTangent.Select(condition, ifTrue.Tangent, otherwise.Tangent));
}
