using System.Globalization;

namespace Myelin.Quantities;

/// <summary>An electric current; stored in picoamperes (pA), the unit of the models' equations.</summary>
public readonly record struct Current : IQuantity<Current>
{
    private readonly double value;

    private Current(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "pA";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Current FromValue(double value) => new(value);

    /// <summary>The number of picoamperes (pA).</summary>
    public double InPicoamperes => value;

    /// <summary>The number of nanoamperes (nA).</summary>
    public double InNanoamperes => value / 1000;

    /// <summary>The number of microamperes (uA).</summary>
    public double InMicroamperes => value / 1000000.0;

    /// <summary>The number of milliamperes (mA).</summary>
    public double InMilliamperes => value / 1000000000.0;

    /// <summary>The number of amperes (A).</summary>
    public double InAmperes => value / 1000000000000.0;

    /// <summary>Zero picoamperes.</summary>
    public static Current Zero => default;

    /// <inheritdoc/>
    public static Current operator +(Current left, Current right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Current operator -(Current left, Current right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Current operator -(Current quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Current operator *(double factor, Current quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Current operator *(Current quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Current operator /(Current quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Current left, Current right) => left.value / right.value;

    /// <summary>Current times resistance is a voltage.</summary>
    public static Voltage operator *(Current left, Resistance right) => Voltage.FromValue(left.value * right.Value);

    /// <summary>Current divided by conductance is a voltage.</summary>
    public static Voltage operator /(Current left, Conductance right) => Voltage.FromValue(left.value / right.Value);

    /// <summary>Current divided by voltage is a conductance.</summary>
    public static Conductance operator /(Current left, Voltage right) => Conductance.FromValue(left.value / right.Value);

    /// <summary>Current times time is a charge.</summary>
    public static Charge operator *(Current left, Time right) => Charge.FromValue(left.value * right.Value);

    /// <inheritdoc/>
    public static bool operator <(Current left, Current right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Current left, Current right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Current left, Current right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Current left, Current right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Current other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 pA</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} pA");
}
