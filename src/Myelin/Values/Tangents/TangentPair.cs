using System.Runtime.CompilerServices;

namespace Myelin.Values.Tangents;

/// <summary>The derivatives in two directions: what does not depend on the direction is computed once for both.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <param name="first">The derivative in the first direction.</param>
/// <param name="second">The derivative in the second direction.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct TangentPair<V>(V first, V second) : ITangent<V, TangentPair<V>>
    where V : struct, IValue<V>
{
    /// <summary>The derivative in the first direction.</summary>
    public readonly V First = first;

    /// <summary>The derivative in the second direction.</summary>
    public readonly V Second = second;

    /// <inheritdoc/>
    public static int Directions => 2;

    /// <inheritdoc/>
    public V this[int direction]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => direction == 0 ? First : Second;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> Along(int direction) =>
        new(direction == 0 ? V.One : V.Zero, direction == 1 ? V.One : V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> operator +(TangentPair<V> left, TangentPair<V> right) =>
        new(left.First + right.First, left.Second + right.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> operator -(TangentPair<V> left, TangentPair<V> right) =>
        new(left.First - right.First, left.Second - right.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> operator -(TangentPair<V> tangent) =>
        new(-tangent.First, -tangent.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> operator *(V factor, TangentPair<V> tangent) =>
        new(factor * tangent.First, factor * tangent.Second);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> operator /(TangentPair<V> tangent, V divisor) =>
        new(tangent.First / divisor, tangent.Second / divisor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> FusedMultiplyAdd(V factor, TangentPair<V> tangent, TangentPair<V> plus) =>
        new(V.FusedMultiplyAdd(factor, tangent.First, plus.First), V.FusedMultiplyAdd(factor, tangent.Second, plus.Second));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentPair<V> Select(V condition, TangentPair<V> ifTrue, TangentPair<V> otherwise) =>
        new(V.Select(condition, ifTrue.First, otherwise.First), V.Select(condition, ifTrue.Second, otherwise.Second));
}
