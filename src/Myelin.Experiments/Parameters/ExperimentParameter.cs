using System.Globalization;
using System.Reflection;
using System.Text.Json.Nodes;
using Myelin.Neurons;

namespace Myelin.Experiments.Parameters;

/// <summary>One parameter of an experiment, as the command line and the report show it.</summary>
public sealed class ExperimentParameter
{
    private readonly PropertyInfo property;
    private readonly ParameterType type;

    internal ExperimentParameter(PropertyInfo property, ParameterAttribute attribute, Experiment defaults)
    {
        this.property = property;
        type = ParameterType.Of(property.PropertyType);
        Name = KebabCase.Of(property.Name);
        Summary = attribute.Summary;
        Unit = attribute.Unit;
        if (!property.CanWrite)
            throw new ArgumentException($"The parameter '{property.Name}' of {property.DeclaringType} needs an init accessor.");
        Default = type.Write(property.GetValue(defaults) ?? throw new ArgumentException($"The parameter '{property.Name}' of {property.DeclaringType} needs a default."));
        Quick = attribute.Quick is { } quick ? type.Write(Parse(Convert.ToString(quick is Enum ? type.Write(quick) : quick, CultureInfo.InvariantCulture)!)) : null;
    }

    /// <summary>The name on the command line, without the leading dashes.</summary>
    public string Name { get; }

    /// <summary>What the parameter means.</summary>
    public string Summary { get; }

    /// <summary>The unit's symbol of a plain number; empty otherwise.</summary>
    public string Unit { get; }

    /// <summary>The default, as one would type it.</summary>
    public string Default { get; }

    /// <summary>The value under <c>--quick</c>, as one would type it; null where it is the default.</summary>
    public string? Quick { get; }

    /// <summary>What stands for a value in usage lines.</summary>
    public string Placeholder => type.Placeholder;

    /// <summary>Whether the parameter is a switch: its name alone means true.</summary>
    public bool IsSwitch => property.PropertyType == typeof(bool);

    /// <summary>The value that an experiment has, as one would type it.</summary>
    public string Text(Experiment experiment) => type.Write(property.GetValue(experiment)!);

    /// <summary>The value that an experiment has, for result files.</summary>
    public JsonNode Json(Experiment experiment) => type.Json(property.GetValue(experiment)!);

    /// <summary>Gives an experiment a value.</summary>
    /// <exception cref="ArgumentException">The text is not a value of this parameter, or the value is out of range.</exception>
    internal void Set(Experiment experiment, string text) => property.SetValue(experiment, Parse(text));

    /// <summary>Checks a value without using it.</summary>
    /// <returns>One sentence that says what is wrong, or null.</returns>
    public string? Problem(string text)
    {
        object? value = type.Read(text);
        if (value is null)
            return $"'{text}' is not a value of --{Name}; it must be {type.Expects}.";
        return type.Number(value) is { } number && Range(number) is { } range ? $"'{text}' is not a value of --{Name}; it must be {range}." : null;
    }

    private object Parse(string text) => Problem(text) is { } problem ? throw new ArgumentException(problem) : type.Read(text)!;

    private string? Range(double number)
    {
        if (property.IsDefined(typeof(PositiveAttribute)) && !(number > 0))
            return "larger than zero";
        if (property.IsDefined(typeof(NonNegativeAttribute)) && !(number >= 0))
            return "zero or more";
        return property.GetCustomAttribute<BetweenAttribute>() is { } between && !(number >= between.Low && number <= between.High)
            ? string.Create(CultureInfo.InvariantCulture, $"between {between.Low} and {between.High}")
            : null;
    }
}
