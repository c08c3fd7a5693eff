using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Myelin.Quantities;

namespace Myelin.Experiments.Parameters;

/// <summary>How values of one C# type are read from and written to text.</summary>
/// <param name="Placeholder">What stands for a value in usage lines.</param>
/// <param name="Expects">What a valid value is, for messages.</param>
/// <param name="Read">Reads a value; null where the text is not one.</param>
/// <param name="Write">Writes a value so that it reads back.</param>
/// <param name="Json">The value in result files.</param>
/// <param name="Number">The number that range attributes look at; null for what has none.</param>
internal sealed record ParameterType(
    string Placeholder,
    string Expects,
    Func<string, object?> Read,
    Func<object, string> Write,
    Func<object, JsonNode> Json,
    Func<object, double?> Number)
{
    private static readonly Dictionary<Type, ParameterType> Plain = new()
    {
        [typeof(double)] = new(
            "number",
            "a number such as 0.5",
            text => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value) ? value : null,
            value => ((double)value).ToString(CultureInfo.InvariantCulture),
            value => JsonValue.Create((double)value),
            value => (double)value),
        [typeof(int)] = new(
            "integer",
            "a whole number such as 10",
            text => int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out int value) ? value : null,
            value => ((int)value).ToString(CultureInfo.InvariantCulture),
            value => JsonValue.Create((int)value),
            value => (int)value),
        [typeof(bool)] = new(
            "true|false",
            "true or false",
            text => bool.TryParse(text, out bool value) ? value : null,
            value => (bool)value ? "true" : "false",
            value => JsonValue.Create((bool)value),
            _ => null),
        [typeof(string)] = new("text", "text", text => text, value => (string)value, value => JsonValue.Create((string)value), _ => null),
    };

    /// <summary>The type's reader and writer.</summary>
    /// <exception cref="NotSupportedException">A parameter cannot have that type.</exception>
    public static ParameterType Of(Type type)
    {
        if (Plain.TryGetValue(type, out ParameterType? plain))
            return plain;
        if (type.IsEnum)
            return Enumeration(type);
        if (type.IsValueType && type.GetInterfaces().Any(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IQuantity<>)))
        {
            MethodInfo create = typeof(ParameterType).GetMethod(nameof(Quantity), BindingFlags.NonPublic | BindingFlags.Static)!;
            return (ParameterType)create.MakeGenericMethod(type).Invoke(null, null)!;
        }

        throw new NotSupportedException($"A parameter cannot be of type {type.Name}; it can be double, int, bool, string, an enum or a quantity.");
    }

    private static ParameterType Enumeration(Type type)
    {
        Dictionary<string, object> values = Enum.GetNames(type).ToDictionary(KebabCase.Of, name => Enum.Parse(type, name), StringComparer.Ordinal);
        Func<object, string> write = value => KebabCase.Of(value.ToString()!);
        return new ParameterType(
            string.Join('|', values.Keys),
            "one of " + string.Join(", ", values.Keys),
            text => values.GetValueOrDefault(text.ToLowerInvariant()),
            write,
            value => JsonValue.Create(write(value)),
            _ => null);
    }

    private static ParameterType Quantity<T>()
        where T : struct, IQuantity<T>
    {
        string example = QuantityText.Write(T.FromValue(500));
        return new ParameterType(
            typeof(T).Name.ToLowerInvariant(),
            $"a number with its unit such as {example.Replace(" ", "", StringComparison.Ordinal)}",
            text => QuantityText.Read<T>(text),
            value => QuantityText.Write((T)value),
            value => JsonValue.Create(QuantityText.Write((T)value)),
            value => ((T)value).Value);
    }
}
