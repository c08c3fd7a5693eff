using System.Runtime.CompilerServices;

namespace Myelin.Values.Tangents;

/// <summary>The derivatives in three directions: what does not depend on the direction is computed once for all.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <param name="first">The derivative in the first direction.</param>
/// <param name="second">The derivative in the second direction.</param>
/// <param name="third">The derivative in the third direction.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct TangentTriple<V>(V first, V second, V third) : ITangent<V, TangentTriple<V>>
    where V : struct, IValue<V>
{
    /// <summary>The derivative in the first direction.</summary>
    public readonly V First = first;

    /// <summary>The derivative in the second direction.</summary>
    public readonly V Second = second;

    /// <summary>The derivative in the third direction.</summary>
    public readonly V Third = third;

    /// <inheritdoc/>
    public static int Directions => 3;

    /// <inheritdoc/>
    public V this[int direction]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => direction == 0 ? First : direction == 1 ? Second : Third;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> Along(int direction) =>
        new(direction == 0 ? V.One : V.Zero, direction == 1 ? V.One : V.Zero, direction == 2 ? V.One : V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> operator +(TangentTriple<V> left, TangentTriple<V> right) =>
        new(left.First + right.First, left.Second + right.Second, left.Third + right.Third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> operator -(TangentTriple<V> left, TangentTriple<V> right) =>
        new(left.First - right.First, left.Second - right.Second, left.Third - right.Third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> operator -(TangentTriple<V> tangent) =>
        new(-tangent.First, -tangent.Second, -tangent.Third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> operator *(V factor, TangentTriple<V> tangent) =>
        new(factor * tangent.First, factor * tangent.Second, factor * tangent.Third);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> operator /(TangentTriple<V> tangent, V divisor) =>
        new(tangent.First / divisor, tangent.Second / divisor, tangent.Third / divisor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> FusedMultiplyAdd(V factor, TangentTriple<V> tangent, TangentTriple<V> plus) =>
        new(V.FusedMultiplyAdd(factor, tangent.First, plus.First), V.FusedMultiplyAdd(factor, tangent.Second, plus.Second), V.FusedMultiplyAdd(factor, tangent.Third, plus.Third));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TangentTriple<V> Select(V condition, TangentTriple<V> ifTrue, TangentTriple<V> otherwise) =>
        new(V.Select(condition, ifTrue.First, otherwise.First), V.Select(condition, ifTrue.Second, otherwise.Second), V.Select(condition, ifTrue.Third, otherwise.Third));
}
