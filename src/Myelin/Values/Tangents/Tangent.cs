using System.Runtime.CompilerServices;

namespace Myelin.Values.Tangents;

/// <summary>The derivative in one direction.</summary>
/// <typeparam name="V">The numbers.</typeparam>
/// <param name="value">The derivative in the only direction.</param>
[method: MethodImpl(MethodImplOptions.AggressiveInlining)]
public readonly struct Tangent<V>(V value) : ITangent<V, Tangent<V>>
    where V : struct, IValue<V>
{
    /// <summary>The derivative in the only direction.</summary>
    public readonly V Value = value;

    /// <inheritdoc/>
    public static int Directions => 1;

    /// <inheritdoc/>
    public V this[int direction]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Value;
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> Along(int direction) =>
        new(direction == 0 ? V.One : V.Zero);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> operator +(Tangent<V> left, Tangent<V> right) =>
        new(left.Value + right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> operator -(Tangent<V> left, Tangent<V> right) =>
        new(left.Value - right.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> operator -(Tangent<V> tangent) =>
        new(-tangent.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> operator *(V factor, Tangent<V> tangent) =>
        new(factor * tangent.Value);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> operator /(Tangent<V> tangent, V divisor) =>
        new(tangent.Value / divisor);

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> FusedMultiplyAdd(V factor, Tangent<V> tangent, Tangent<V> plus) =>
        new(V.FusedMultiplyAdd(factor, tangent.Value, plus.Value));

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Tangent<V> Select(V condition, Tangent<V> ifTrue, Tangent<V> otherwise) =>
        new(V.Select(condition, ifTrue.Value, otherwise.Value));
}
