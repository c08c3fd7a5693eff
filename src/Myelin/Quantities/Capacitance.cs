using System.Globalization;

namespace Myelin.Quantities;

/// <summary>An electric capacitance; stored in picofarads (pF), the unit of the models' equations.</summary>
public readonly record struct Capacitance : IQuantity<Capacitance>
{
    private readonly double value;

    private Capacitance(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "pF";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Capacitance FromValue(double value) => new(value);

    /// <summary>The number of picofarads (pF).</summary>
    public double InPicofarads => value;

    /// <summary>The number of nanofarads (nF).</summary>
    public double InNanofarads => value / 1000;

    /// <summary>The number of microfarads (uF).</summary>
    public double InMicrofarads => value / 1000000.0;

    /// <summary>The number of farads (F).</summary>
    public double InFarads => value / 1000000000000.0;

    /// <summary>Zero picofarads.</summary>
    public static Capacitance Zero => default;

    /// <inheritdoc/>
    public static Capacitance operator +(Capacitance left, Capacitance right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Capacitance operator -(Capacitance left, Capacitance right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Capacitance operator -(Capacitance quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Capacitance operator *(double factor, Capacitance quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Capacitance operator *(Capacitance quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Capacitance operator /(Capacitance quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Capacitance left, Capacitance right) => left.value / right.value;

    /// <summary>Capacitance times voltage is a charge.</summary>
    public static Charge operator *(Capacitance left, Voltage right) => Charge.FromValue(left.value * right.Value);

    /// <summary>Capacitance divided by conductance is a time.</summary>
    public static Time operator /(Capacitance left, Conductance right) => Time.FromValue(left.value / right.Value);

    /// <summary>Capacitance times resistance is a time.</summary>
    public static Time operator *(Capacitance left, Resistance right) => Time.FromValue(left.value * right.Value);

    /// <summary>Capacitance divided by time is a conductance.</summary>
    public static Conductance operator /(Capacitance left, Time right) => Conductance.FromValue(left.value / right.Value);

    /// <inheritdoc/>
    public static bool operator <(Capacitance left, Capacitance right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Capacitance left, Capacitance right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Capacitance left, Capacitance right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Capacitance left, Capacitance right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Capacitance other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 pF</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} pF");
}
