using System.Globalization;
using System.Text.Json;
using Myelin.Quantities;

namespace Myelin.Tests.Reference;

/// <summary>The named numbers of a case: plain, or with a unit (<c>{"value", "unit"}</c>); "inf" and "-inf" for the infinities.</summary>
public sealed class ReferenceNumbers(JsonElement numbers, string caseName)
{
    public double this[string name] => Number(Value(name));

    /// <summary>Numbers within these numbers.</summary>
    public ReferenceNumbers Part(string name) => new(numbers.GetProperty(name), caseName);

    public bool Has(string name) => numbers.TryGetProperty(name, out _);

    public bool IsNull(string name) => Value(name).ValueKind == JsonValueKind.Null;

    public bool Flag(string name) => Value(name).GetBoolean();

    public string Word(string name) => Value(name).GetString()!;

    public double[] List(string name) => [.. Value(name).EnumerateArray().Select(Number)];

    /// <summary>The number of one neuron, where each has its own or all share one.</summary>
    public double Each(string name, int neuron) => Value(name).ValueKind == JsonValueKind.Array ? List(name)[neuron] : this[name];

    public Time Time(string name) => Myelin.Quantities.Time.FromValue(this[name]);

    public Voltage Voltage(string name) => Myelin.Quantities.Voltage.FromValue(this[name]);

    public Current Current(string name) => Myelin.Quantities.Current.FromValue(this[name]);

    public Conductance Conductance(string name) => Myelin.Quantities.Conductance.FromValue(this[name]);

    public Capacitance Capacitance(string name) => Myelin.Quantities.Capacitance.FromValue(this[name]);

    private JsonElement Value(string name)
    {
        numbers.TryGetProperty(name, out JsonElement element).ShouldBeTrue($"{caseName} has no number '{name}'");
        return element.ValueKind == JsonValueKind.Object ? element.GetProperty("value") : element;
    }

    private static double Number(JsonElement element) => element.ValueKind != JsonValueKind.String
        ? element.GetDouble()
        : element.GetString() switch
        {
            "inf" => double.PositiveInfinity,
            "-inf" => double.NegativeInfinity,
            { } text => double.Parse(text, CultureInfo.InvariantCulture),
            null => double.NaN,
        };
}
