using System.Runtime.CompilerServices;

namespace Myelin.Values;

/// <summary>One double-precision number: the plainest engine, the yardstick of the others.</summary>
/// <param name="number">The number.</param>
public readonly struct Scalar(double number) : IValue<Scalar>
{
    /// <summary>The number.</summary>
    public readonly double Number = number;

    /// <inheritdoc/>
    public static int Lanes => 1;

    /// <inheritdoc/>
    public static Scalar Zero => default;

    /// <inheritdoc/>
    public static Scalar One => new(1);

    /// <inheritdoc/>
    public static Scalar Constant(double value) => new(value);

    /// <inheritdoc/>
    public static Scalar operator +(Scalar left, Scalar right) => new(left.Number + right.Number);

    /// <inheritdoc/>
    public static Scalar operator -(Scalar left, Scalar right) => new(left.Number - right.Number);

    /// <inheritdoc/>
    public static Scalar operator *(Scalar left, Scalar right) => new(left.Number * right.Number);

    /// <inheritdoc/>
    public static Scalar operator /(Scalar left, Scalar right) => new(left.Number / right.Number);

    /// <inheritdoc/>
    public static Scalar operator -(Scalar value) => new(-value.Number);

    /// <inheritdoc/>
    public static Scalar operator <(Scalar left, Scalar right) => new(left.Number < right.Number ? 1 : 0);

    /// <inheritdoc/>
    public static Scalar operator >(Scalar left, Scalar right) => new(left.Number > right.Number ? 1 : 0);

    /// <inheritdoc/>
    public static Scalar operator <=(Scalar left, Scalar right) => new(left.Number <= right.Number ? 1 : 0);

    /// <inheritdoc/>
    public static Scalar operator >=(Scalar left, Scalar right) => new(left.Number >= right.Number ? 1 : 0);

    /// <inheritdoc/>
    public static Scalar FusedMultiplyAdd(Scalar a, Scalar b, Scalar c) => new(Math.FusedMultiplyAdd(a.Number, b.Number, c.Number));

    /// <inheritdoc/>
    public static Scalar Min(Scalar left, Scalar right) => new(left.Number < right.Number ? left.Number : right.Number);

    /// <inheritdoc/>
    public static Scalar Max(Scalar left, Scalar right) => new(left.Number > right.Number ? left.Number : right.Number);

    /// <inheritdoc/>
    public static Scalar Abs(Scalar value) => new(Math.Abs(value.Number));

    /// <inheritdoc/>
    public static Scalar Floor(Scalar value) => new(Math.Floor(value.Number));

    /// <inheritdoc/>
    public static Scalar Sqrt(Scalar value) => new(Math.Sqrt(value.Number));

    /// <inheritdoc/>
    public static Scalar Exp(Scalar value) => new(Math.Exp(value.Number));

    /// <inheritdoc/>
    public static Scalar Log(Scalar value) => new(Math.Log(value.Number));

    /// <inheritdoc/>
    public static Scalar Sin(Scalar value) => new(Math.Sin(value.Number));

    /// <inheritdoc/>
    public static Scalar Cos(Scalar value) => new(Math.Cos(value.Number));

    /// <inheritdoc/>
    public static Scalar Spike(Scalar distance) => new(distance.Number >= 0 ? 1 : 0);

    /// <inheritdoc/>
    public static Scalar SpikeAbove(Scalar distance) => new(distance.Number > 0 ? 1 : 0);

    /// <inheritdoc/>
    public static Scalar Select(Scalar condition, Scalar ifTrue, Scalar otherwise) => condition.Number != 0 ? ifTrue : otherwise;

    /// <inheritdoc/>
    public static Scalar Detach(Scalar value) => value;
}
