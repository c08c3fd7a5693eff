using Myelin.Quantities;

namespace Myelin;

/// <summary>The units, so that a quantity is written as the field writes it: <c>20 * ms</c>, <c>-65 * mV</c>.</summary>
public static partial class Syntax
{
    /// <summary>One nanosecond.</summary>
    public static Time ns => Time.FromValue(1e-06);

    /// <summary>One microsecond.</summary>
    public static Time us => Time.FromValue(0.001);

    /// <summary>One millisecond.</summary>
    public static Time ms => Time.FromValue(1);

    /// <summary>One second.</summary>
    public static Time s => Time.FromValue(1000);

    /// <summary>One microvolt.</summary>
    public static Voltage uV => Voltage.FromValue(0.001);

    /// <summary>One millivolt.</summary>
    public static Voltage mV => Voltage.FromValue(1);

    /// <summary>One volt.</summary>
    public static Voltage V => Voltage.FromValue(1000);

    /// <summary>One picoampere.</summary>
    public static Current pA => Current.FromValue(1);

    /// <summary>One nanoampere.</summary>
    public static Current nA => Current.FromValue(1000);

    /// <summary>One microampere.</summary>
    public static Current uA => Current.FromValue(1000000.0);

    /// <summary>One milliampere.</summary>
    public static Current mA => Current.FromValue(1000000000.0);

    /// <summary>One ampere.</summary>
    public static Current A => Current.FromValue(1000000000000.0);

    /// <summary>One picosiemens.</summary>
    public static Conductance pS => Conductance.FromValue(0.001);

    /// <summary>One nanosiemens.</summary>
    public static Conductance nS => Conductance.FromValue(1);

    /// <summary>One microsiemens.</summary>
    public static Conductance uS => Conductance.FromValue(1000);

    /// <summary>One millisiemens.</summary>
    public static Conductance mS => Conductance.FromValue(1000000.0);

    /// <summary>One siemen.</summary>
    public static Conductance S => Conductance.FromValue(1000000000.0);

    /// <summary>One picofarad.</summary>
    public static Capacitance pF => Capacitance.FromValue(1);

    /// <summary>One nanofarad.</summary>
    public static Capacitance nF => Capacitance.FromValue(1000);

    /// <summary>One microfarad.</summary>
    public static Capacitance uF => Capacitance.FromValue(1000000.0);

    /// <summary>One farad.</summary>
    public static Capacitance F => Capacitance.FromValue(1000000000000.0);

    /// <summary>One ohm.</summary>
    public static Resistance Ohm => Resistance.FromValue(1e-09);

    /// <summary>One kiloohm.</summary>
    public static Resistance kOhm => Resistance.FromValue(1e-06);

    /// <summary>One megaohm.</summary>
    public static Resistance MOhm => Resistance.FromValue(0.001);

    /// <summary>One gigaohm.</summary>
    public static Resistance GOhm => Resistance.FromValue(1);

    /// <summary>One hertz.</summary>
    public static Frequency Hz => Frequency.FromValue(1);

    /// <summary>One kilohertz.</summary>
    public static Frequency kHz => Frequency.FromValue(1000);

    /// <summary>One megahertz.</summary>
    public static Frequency MHz => Frequency.FromValue(1000000.0);
}
