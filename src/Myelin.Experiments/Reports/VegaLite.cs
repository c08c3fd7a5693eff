using System.Globalization;
using System.Text.Json.Nodes;

namespace Myelin.Experiments.Reports;

/// <summary>The parts that the figures' Vega-Lite specifications share.</summary>
internal static class VegaLite
{
    /// <summary>A channel with numbers.</summary>
    public static JsonObject Number(string field, Axis axis) => new()
    {
        ["field"] = field,
        ["type"] = "quantitative",
        ["title"] = axis.Title,
        ["scale"] = axis.Logarithmic ? new JsonObject { ["type"] = "log" } : new JsonObject { ["zero"] = axis.FromZero },
    };

    /// <summary>A channel with names, in the order given.</summary>
    public static JsonObject Name(string field, string title, IEnumerable<string> order) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = title,
        ["sort"] = Names(order),
    };

    /// <summary>Colours for names in the order given; no legend where there is only one.</summary>
    public static JsonObject Colour(string field, IReadOnlyList<string> order) => new()
    {
        ["field"] = field,
        ["type"] = "nominal",
        ["title"] = null,
        ["scale"] = new JsonObject { ["domain"] = Names(order) },
        ["legend"] = order.Count > 1 ? new JsonObject { ["orient"] = "top" } : null,
    };

    /// <summary>An array of names.</summary>
    public static JsonArray Names(IEnumerable<string> names) => [.. names.Select(name => (JsonNode)JsonValue.Create(name))];

    /// <summary>A number with at most six significant digits; null where it is not finite.</summary>
    public static JsonNode? Value(double number) => double.IsFinite(number)
        ? JsonValue.Create(double.Parse(number.ToString("G6", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture))
        : null;
}
