using System.Globalization;
using Myelin.Quantities;

namespace Myelin.Experiments.Parameters;

/// <summary>Quantities as people type them: a number with a unit, <c>10s</c>, <c>0.5 ms</c>, <c>20 mV</c>; any SI prefix from p to G.</summary>
public static class QuantityText
{
    private static readonly (string Symbol, int Exponent)[] Prefixes =
        [("p", -12), ("n", -9), ("u", -6), ("µ", -6), ("m", -3), ("", 0), ("k", 3), ("M", 6), ("G", 9)];

    /// <summary>Reads a quantity, or returns null where the text is not a finite number followed by a unit of its dimension.</summary>
    public static T? Read<T>(string text)
        where T : struct, IQuantity<T>
    {
        string trimmed = text.Trim();
        int end = trimmed.Length;
        while (end > 0 && (char.IsLetter(trimmed[end - 1]) || trimmed[end - 1] == 'µ'))
            end--;
        if (!double.TryParse(trimmed.AsSpan(0, end), NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !double.IsFinite(number))
            return null;
        string unit = trimmed[end..];
        if (typeof(T) == typeof(Time) && unit is "min")
            return T.FromValue(number * 60_000);
        (string name, int stored) = Split(T.Unit);
        foreach ((string symbol, int exponent) in Prefixes)
        {
            if (string.Equals(unit, symbol + name, StringComparison.Ordinal))
                return T.FromValue(Scale(number, exponent - stored));
        }

        return null;
    }

    /// <summary>The shortest text that reads back: the largest usual unit in which the number is at least one.</summary>
    public static string Write<T>(T quantity)
        where T : struct, IQuantity<T>
    {
        (string name, int stored) = Split(T.Unit);
        double magnitude = Math.Abs(quantity.Value);
        bool larger = magnitude >= 1000 && stored < 0 && double.IsFinite(magnitude);
        double number = larger ? Scale(quantity.Value, -3) : quantity.Value;
        string symbol = larger ? Prefixes.First(p => p.Exponent == stored + 3).Symbol + name : T.Unit;
        return string.Create(CultureInfo.InvariantCulture, $"{number} {symbol}");
    }

    private static (string Name, int Exponent) Split(string unit)
    {
        foreach ((string symbol, int exponent) in Prefixes)
        {
            if (symbol.Length > 0 && unit.Length > symbol.Length && unit.StartsWith(symbol, StringComparison.Ordinal))
                return (unit[symbol.Length..], exponent);
        }

        return (unit, 0);
    }

    // Dividing by an exact power keeps what a factor such as 0.001 would round.
    private static double Scale(double number, int exponent) => exponent >= 0 ? number * Math.Pow(10, exponent) : number / Math.Pow(10, -exponent);
}
