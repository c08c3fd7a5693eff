using System.Globalization;

namespace Myelin.Quantities;

/// <summary>A duration; stored in milliseconds (ms), the unit of the models' equations.</summary>
public readonly record struct Time : IQuantity<Time>
{
    private readonly double value;

    private Time(double value) => this.value = value;

    /// <inheritdoc/>
    public static string Unit => "ms";

    /// <inheritdoc/>
    public double Value => value;

    /// <inheritdoc/>
    public static Time FromValue(double value) => new(value);

    /// <summary>The number of nanoseconds (ns).</summary>
    public double InNanoseconds => value / 1e-06;

    /// <summary>The number of microseconds (us).</summary>
    public double InMicroseconds => value / 0.001;

    /// <summary>The number of milliseconds (ms).</summary>
    public double InMilliseconds => value;

    /// <summary>The number of seconds (s).</summary>
    public double InSeconds => value / 1000;

    /// <summary>Zero milliseconds.</summary>
    public static Time Zero => default;

    /// <inheritdoc/>
    public static Time operator +(Time left, Time right) => new(left.value + right.value);

    /// <inheritdoc/>
    public static Time operator -(Time left, Time right) => new(left.value - right.value);

    /// <inheritdoc/>
    public static Time operator -(Time quantity) => new(-quantity.value);

    /// <inheritdoc/>
    public static Time operator *(double factor, Time quantity) => new(factor * quantity.value);

    /// <inheritdoc/>
    public static Time operator *(Time quantity, double factor) => new(quantity.value * factor);

    /// <inheritdoc/>
    public static Time operator /(Time quantity, double divisor) => new(quantity.value / divisor);

    /// <inheritdoc/>
    public static double operator /(Time left, Time right) => left.value / right.value;

    /// <summary>A number divided by a duration is a frequency.</summary>
    public static Frequency operator /(double numerator, Time divisor) => Frequency.FromValue(1e3 * numerator / divisor.value);

    /// <summary>Time times frequency is a number.</summary>
    public static double operator *(Time left, Frequency right) => 1e-3 * left.value * right.Value;

    /// <summary>Time times current is a charge.</summary>
    public static Charge operator *(Time left, Current right) => Charge.FromValue(left.value * right.Value);

    /// <inheritdoc/>
    public static bool operator <(Time left, Time right) => left.value < right.value;

    /// <inheritdoc/>
    public static bool operator >(Time left, Time right) => left.value > right.value;

    /// <inheritdoc/>
    public static bool operator <=(Time left, Time right) => left.value <= right.value;

    /// <inheritdoc/>
    public static bool operator >=(Time left, Time right) => left.value >= right.value;

    /// <inheritdoc/>
    public int CompareTo(Time other) => value.CompareTo(other.value);

    /// <summary>The value with its unit, culture-invariant: <c>20 ms</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{value} ms");
}
