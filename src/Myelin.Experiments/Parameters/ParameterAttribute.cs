namespace Myelin.Experiments.Parameters;

/// <summary>
/// Makes an init property of an <see cref="Experiment"/> a parameter: <c>InputRate</c> becomes <c>--input-rate</c>. The initializer is the
/// default. Types: double, int, bool, string, an enum (its values in lower case, hyphenated) or a quantity (<c>--duration 10s</c>).
/// Ranges come from <see cref="Neurons.PositiveAttribute"/>, <see cref="Neurons.NonNegativeAttribute"/> and <see cref="Neurons.BetweenAttribute"/>.
/// </summary>
/// <param name="summary">What the parameter means, in a few words.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class ParameterAttribute(string summary) : Attribute
{
    /// <summary>What the parameter means.</summary>
    public string Summary => summary;

    /// <summary>The unit's symbol of a plain number; a quantity brings its own.</summary>
    public string Unit { get; init; } = "";

    /// <summary>The value under <c>--quick</c>: of the property's type, or for a quantity its text (<c>"200ms"</c>); null keeps the default.</summary>
    public object? Quick { get; init; }
}
