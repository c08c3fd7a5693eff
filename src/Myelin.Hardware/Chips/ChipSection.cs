using System.Globalization;
using YamlDotNet.RepresentationModel;

namespace Myelin.Hardware.Chips;

/// <summary>The fields of one section of a chip file, taken one by one; what nobody takes is not known.</summary>
internal sealed class ChipSection(string file, string name, YamlMappingNode node)
{
    private readonly HashSet<string> taken = new(StringComparer.Ordinal);

    /// <summary>Whether a field is there.</summary>
    public bool Has(string field) => Find(field) is not null;

    /// <summary>A field of text.</summary>
    public string Text(string field) => Take(field) is YamlScalarNode { Value: { Length: > 0 } value } ? value : throw Bad(field, "a text is expected");

    /// <summary>A list of texts; <paramref name="otherwise"/> where it may be left out.</summary>
    public IReadOnlyList<string> List(string field, IReadOnlyList<string>? otherwise = null)
    {
        if (otherwise is not null && !Has(field)) return otherwise;
        return Take(field) is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode) ? [.. list.Children.Select(c => ((YamlScalarNode)c).Value ?? "")] : throw Bad(field, "a list of texts is expected, such as [a, b]");
    }

    /// <summary>A number within bounds.</summary>
    public double Number(string field, double least, double most, double? otherwise = null)
    {
        if (otherwise is { } value && !Has(field)) return value;
        string text = Take(field) is YamlScalarNode scalar ? scalar.Value ?? "" : "";
        if (!double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double number) || !(number >= least && number <= most))
            throw Bad(field, string.Create(CultureInfo.InvariantCulture, $"a number from {least} to {most} is expected, got '{text}'"));
        return number;
    }

    /// <summary>A whole number within bounds.</summary>
    public int Whole(string field, int least, int most, int? otherwise = null)
    {
        double number = Number(field, least, most, otherwise);
        return number == Math.Floor(number) ? (int)number : throw Bad(field, string.Create(CultureInfo.InvariantCulture, $"a whole number is expected, got {number}"));
    }

    /// <summary>Yes or no; no where it is left out.</summary>
    public bool Switch(string field)
    {
        if (!Has(field)) return false;
        string text = Take(field) is YamlScalarNode scalar ? scalar.Value ?? "" : "";
        return bool.TryParse(text, out bool value) ? value : throw Bad(field, $"true or false is expected, got '{text}'");
    }

    /// <summary>One of the values of a choice, in words with hyphens.</summary>
    public T Choice<T>(string field, T otherwise)
        where T : struct, Enum
    {
        if (!Has(field)) return otherwise;
        string text = Take(field) is YamlScalarNode scalar ? scalar.Value ?? "" : "";
        foreach (T value in Enum.GetValues<T>())
        {
            if (string.Equals(Hyphenated(value), text, StringComparison.Ordinal)) return value;
        }

        throw Bad(field, $"one of {string.Join(", ", Enum.GetValues<T>().Select(Hyphenated))} is expected, got '{text}'");
    }

    /// <summary>A section of its own.</summary>
    public T Section<T>(string field, Func<ChipSection, T> read)
    {
        if (Take(field) is not YamlMappingNode fields) throw Bad(field, "fields are expected, such as { a: 1, b: 2 }");
        var section = new ChipSection(file, field, fields);
        T value = read(section);
        section.End();
        return value;
    }

    /// <summary>Refuses what nobody has taken.</summary>
    public void End()
    {
        foreach (YamlNode key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } field } || !taken.Contains(field)) throw Error(key, $"the field '{Of(key.ToString())}' is not known");
        }
    }

    /// <summary>What is wrong with a field.</summary>
    public InvalidDataException Bad(string field, string why) => Error(Find(field) ?? node, $"field '{Of(field)}': {why}");

    private YamlNode Take(string field)
    {
        taken.Add(field);
        return Find(field) ?? throw Error(node, $"the field '{Of(field)}' is missing");
    }

    private YamlNode? Find(string field) => node.Children.FirstOrDefault(c => c.Key is YamlScalarNode { Value: { } key } && string.Equals(key, field, StringComparison.Ordinal)).Value;

    private string Of(string field) => name.Length == 0 ? field : $"{name}.{field}";

    private InvalidDataException Error(YamlNode at, string why) => new(string.Create(CultureInfo.InvariantCulture, $"{file}, line {at.Start.Line}: {why}."));

    private static string Hyphenated<T>(T value)
        where T : struct, Enum => string.Concat(value.ToString().Select((c, i) => char.IsUpper(c) ? (i == 0 ? "" : "-") + char.ToLowerInvariant(c) : c.ToString()));
}
