using System.Globalization;

namespace Myelin.Quantities;

/// <summary>An electric potential; stored in millivolts (mV), the unit of the models' equations.</summary>
public readonly record struct Voltage : IQuantity<Voltage>
{
    private readonly double value;

    private Voltage(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "mV";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Voltage FromValue(double value) => new(value);

    /// <summary>The number of microvolts (uV).</summary>
    public double InMicrovolts => value / 0.001;

    /// <summary>The number of millivolts (mV).</summary>
    public double InMillivolts => value;

    /// <summary>The number of volts (V).</summary>
    public double InVolts => value / 1000;

    /// <summary>Zero millivolts.</summary>
    public static Voltage Zero => default;

    /// <inheritdoc/>
    public static Voltage operator +(Voltage left, Voltage right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Voltage operator -(Voltage left, Voltage right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Voltage operator -(Voltage quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Voltage operator *(double factor, Voltage quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Voltage operator *(Voltage quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Voltage operator /(Voltage quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Voltage left, Voltage right) => left.value / right.value;

    /// <summary>Voltage divided by resistance is a current.</summary>
    public static Current operator /(Voltage left, Resistance right) => Current.FromValue(left.value / right.Value);

    /// <summary>Voltage divided by current is a resistance.</summary>
    public static Resistance operator /(Voltage left, Current right) => Resistance.FromValue(left.value / right.Value);

    /// <summary>Voltage times conductance is a current.</summary>
    public static Current operator *(Voltage left, Conductance right) => Current.FromValue(left.value * right.Value);

    /// <summary>Voltage times capacitance is a charge.</summary>
    public static Charge operator *(Voltage left, Capacitance right) => Charge.FromValue(left.value * right.Value);

    /// <inheritdoc/>
    public static bool operator <(Voltage left, Voltage right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Voltage left, Voltage right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Voltage left, Voltage right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Voltage left, Voltage right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Voltage other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 mV</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} mV");
}
