using System.Globalization;

namespace Myelin.Quantities;

/// <summary>A rate; stored in hertzs (Hz), the unit of the models' equations.</summary>
public readonly record struct Frequency : IQuantity<Frequency>
{
    private readonly double value;

    private Frequency(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "Hz";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Frequency FromValue(double value) => new(value);

    /// <summary>The number of hertz (Hz).</summary>
    public double InHertz => value;

    /// <summary>The number of kilohertz (kHz).</summary>
    public double InKilohertz => value / 1000;

    /// <summary>The number of megahertz (MHz).</summary>
    public double InMegahertz => value / 1000000.0;

    /// <summary>Zero hertzs.</summary>
    public static Frequency Zero => default;

    /// <inheritdoc/>
    public static Frequency operator +(Frequency left, Frequency right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Frequency operator -(Frequency left, Frequency right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Frequency operator -(Frequency quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Frequency operator *(double factor, Frequency quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Frequency operator *(Frequency quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Frequency operator /(Frequency quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Frequency left, Frequency right) => left.value / right.value;

    /// <summary>A number divided by a rate is a time.</summary>
    public static Time operator /(double numerator, Frequency divisor) => Time.FromValue(1e3 * numerator / divisor.value);

    /// <summary>Frequency times time is a number.</summary>
    public static double operator *(Frequency left, Time right) => 1e-3 * left.value * right.Value;

    /// <inheritdoc/>
    public static bool operator <(Frequency left, Frequency right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Frequency left, Frequency right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Frequency left, Frequency right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Frequency left, Frequency right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Frequency other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 Hz</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} Hz");
}
