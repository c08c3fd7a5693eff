using System.Globalization;
using Myelin.Experiments.Parameters;
using Myelin.Quantities;

namespace Myelin.Experiments.Models;

/// <summary>Numbers of a unit that is known only by its symbol, as people type them: <c>300 pA</c>, <c>0.3nA</c>; <c>0.5</c> where the unit is empty.</summary>
internal static class UnitText
{
    private static readonly Dictionary<string, Func<string, double?>> Quantities = new(StringComparer.Ordinal)
    {
        [Time.Unit] = text => QuantityText.Read<Time>(text)?.Value,
        [Voltage.Unit] = text => QuantityText.Read<Voltage>(text)?.Value,
        [Current.Unit] = text => QuantityText.Read<Current>(text)?.Value,
        [Conductance.Unit] = text => QuantityText.Read<Conductance>(text)?.Value,
        [Capacitance.Unit] = text => QuantityText.Read<Capacitance>(text)?.Value,
        [Resistance.Unit] = text => QuantityText.Read<Resistance>(text)?.Value,
        [Frequency.Unit] = text => QuantityText.Read<Frequency>(text)?.Value,
    };

    /// <summary>Reads a number in a unit.</summary>
    /// <param name="text">The text.</param>
    /// <param name="unit">The unit's symbol; empty for a pure number.</param>
    /// <returns>The number in that unit, or null where the text is none.</returns>
    public static double? Read(string text, string unit)
    {
        if (Quantities.TryGetValue(unit, out Func<string, double?>? quantity))
            return quantity(text);
        string number = text.Trim();
        if (!number.EndsWith(unit, StringComparison.Ordinal))
            return null;
        return double.TryParse(number.AsSpan(0, number.Length - unit.Length), NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : null;
    }

    /// <summary>A number with its unit, for people.</summary>
    public static string Write(double number, string unit) => unit.Length == 0 ? Amount.Number(number) : $"{Amount.Number(number)} {unit}";

    /// <summary>A number with its unit that reads back as it was.</summary>
    public static string WriteExactly(double number, string unit)
        => unit.Length == 0 ? number.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{number} {unit}");

    /// <summary>The title of an axis.</summary>
    public static string Axis(string name, string unit) => unit.Length == 0 ? name : $"{name} ({unit})";
}
