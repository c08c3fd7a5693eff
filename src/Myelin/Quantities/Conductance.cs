using System.Globalization;

namespace Myelin.Quantities;

/// <summary>An electric conductance; stored in nanosiemenss (nS), the unit of the models' equations.</summary>
public readonly record struct Conductance : IQuantity<Conductance>
{
    private readonly double value;

    private Conductance(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "nS";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Conductance FromValue(double value) => new(value);

    /// <summary>The number of picosiemens (pS).</summary>
    public double InPicosiemens => value / 0.001;

    /// <summary>The number of nanosiemens (nS).</summary>
    public double InNanosiemens => value;

    /// <summary>The number of microsiemens (uS).</summary>
    public double InMicrosiemens => value / 1000;

    /// <summary>The number of millisiemens (mS).</summary>
    public double InMillisiemens => value / 1000000.0;

    /// <summary>The number of siemens (S).</summary>
    public double InSiemens => value / 1000000000.0;

    /// <summary>Zero nanosiemenss.</summary>
    public static Conductance Zero => default;

    /// <inheritdoc/>
    public static Conductance operator +(Conductance left, Conductance right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Conductance operator -(Conductance left, Conductance right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Conductance operator -(Conductance quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Conductance operator *(double factor, Conductance quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Conductance operator *(Conductance quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Conductance operator /(Conductance quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Conductance left, Conductance right) => left.value / right.value;

    /// <summary>A number divided by an electric conductance is a resistance.</summary>
    public static Resistance operator /(double numerator, Conductance divisor) => Resistance.FromValue(numerator / divisor.value);

    /// <summary>Conductance times voltage is a current.</summary>
    public static Current operator *(Conductance left, Voltage right) => Current.FromValue(left.value * right.Value);

    /// <inheritdoc/>
    public static bool operator <(Conductance left, Conductance right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Conductance left, Conductance right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Conductance left, Conductance right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Conductance left, Conductance right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Conductance other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 nS</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} nS");
}
