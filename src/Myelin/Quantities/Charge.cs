using System.Globalization;

namespace Myelin.Quantities;

/// <summary>An electric charge; stored in femtocoulombs (fC), the unit of the models' equations.</summary>
public readonly record struct Charge : IQuantity<Charge>
{
    private readonly double value;

    private Charge(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "fC";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Charge FromValue(double value) => new(value);

    /// <summary>The number of femtocoulombs (fC).</summary>
    public double InFemtocoulombs => value;

    /// <summary>The number of picocoulombs (pC).</summary>
    public double InPicocoulombs => value / 1000;

    /// <summary>The number of coulombs (C).</summary>
    public double InCoulombs => value / 1000000000000000.0;

    /// <summary>Zero femtocoulombs.</summary>
    public static Charge Zero => default;

    /// <inheritdoc/>
    public static Charge operator +(Charge left, Charge right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Charge operator -(Charge left, Charge right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Charge operator -(Charge quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Charge operator *(double factor, Charge quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Charge operator *(Charge quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Charge operator /(Charge quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Charge left, Charge right) => left.value / right.value;

    /// <summary>Charge divided by current is a time.</summary>
    public static Time operator /(Charge left, Current right) => Time.FromValue(left.value / right.Value);

    /// <summary>Charge divided by time is a current.</summary>
    public static Current operator /(Charge left, Time right) => Current.FromValue(left.value / right.Value);

    /// <summary>Charge divided by voltage is a capacitance.</summary>
    public static Capacitance operator /(Charge left, Voltage right) => Capacitance.FromValue(left.value / right.Value);

    /// <summary>Charge divided by capacitance is a voltage.</summary>
    public static Voltage operator /(Charge left, Capacitance right) => Voltage.FromValue(left.value / right.Value);

    /// <inheritdoc/>
    public static bool operator <(Charge left, Charge right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Charge left, Charge right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Charge left, Charge right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Charge left, Charge right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Charge other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 fC</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} fC");
}
