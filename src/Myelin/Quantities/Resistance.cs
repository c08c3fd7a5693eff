using System.Globalization;

namespace Myelin.Quantities;

/// <summary>An electric resistance; stored in gigaohms (GOhm), the unit of the models' equations.</summary>
public readonly record struct Resistance : IQuantity<Resistance>
{
    private readonly double value;

    private Resistance(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "GOhm";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Resistance FromValue(double value) => new(value);

    /// <summary>The number of ohms (Ohm).</summary>
    public double InOhms => value / 1e-09;

    /// <summary>The number of kiloohms (kOhm).</summary>
    public double InKiloohms => value / 1e-06;

    /// <summary>The number of megaohms (MOhm).</summary>
    public double InMegaohms => value / 0.001;

    /// <summary>The number of gigaohms (GOhm).</summary>
    public double InGigaohms => value;

    /// <summary>Zero gigaohms.</summary>
    public static Resistance Zero => default;

    /// <inheritdoc/>
    public static Resistance operator +(Resistance left, Resistance right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Resistance operator -(Resistance left, Resistance right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Resistance operator -(Resistance quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Resistance operator *(double factor, Resistance quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Resistance operator *(Resistance quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Resistance operator /(Resistance quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Resistance left, Resistance right) => left.value / right.value;

    /// <summary>A number divided by an electric resistance is a conductance.</summary>
    public static Conductance operator /(double numerator, Resistance divisor) => Conductance.FromValue(numerator / divisor.value);

    /// <summary>Resistance times current is a voltage.</summary>
    public static Voltage operator *(Resistance left, Current right) => Voltage.FromValue(left.value * right.Value);

    /// <summary>Resistance times capacitance is a time.</summary>
    public static Time operator *(Resistance left, Capacitance right) => Time.FromValue(left.value * right.Value);

    /// <inheritdoc/>
    public static bool operator <(Resistance left, Resistance right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Resistance left, Resistance right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Resistance left, Resistance right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Resistance left, Resistance right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Resistance other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 GOhm</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} GOhm");
}
