using Microsoft.CodeAnalysis;

namespace Myelin.Generators;

/// <summary>What can be wrong with a model's struct.</summary>
internal static class Descriptors
{
    public static readonly DiagnosticDescriptor Kind = Error(
        "MYE001",
        "A model is a readonly partial record struct",
        "'{0}' must be declared as 'readonly partial record struct' to be a {1}");

    public static readonly DiagnosticDescriptor Place = Error(
        "MYE002",
        "A model is a plain type of a namespace",
        "'{0}' must be neither generic, nor file-local, nor nested in another type to be a {1}");

    public static readonly DiagnosticDescriptor MissingStruct = Error(
        "MYE003", "A model has State and Constants, and a neuron Input", "'{0}' must declare 'public struct {1}<V>' with the {2}");

    public static readonly DiagnosticDescriptor Lower = Error(
        "MYE004", "A model derives its constants", "'{0}' must declare 'public Constants<double> Lower(Time dt)'");

    public static readonly DiagnosticDescriptor Step = Error(
        "MYE005",
        "A model has a step",
        "'{0}' must declare {1}");

    public static readonly DiagnosticDescriptor Optional = Error(
        "MYE006", "An optional member has its own signature", "'{0}.{1}' must be declared as '{2}' to be used");

    public static readonly DiagnosticDescriptor Field = Error(
        "MYE007",
        "State, Constants and Input hold values only",
        "'{0}' has the type '{1}'; a field of {2} must be of type {3}, or a struct or inline array that holds at least one {3} and nothing else");

    public static readonly DiagnosticDescriptor ParameterType = Error(
        "MYE008",
        "A parameter is a quantity or a number",
        "The parameter '{0}' has the type '{1}'; it must be a quantity of Myelin.Quantities, a double, an int, a bool or an enum");

    public static readonly DiagnosticDescriptor ParameterRequired = Error(
        "MYE009", "A parameter has a default", "The parameter '{0}' must not be 'required', because every parameter of a {1} has a default");

    public static readonly DiagnosticDescriptor Range = Error(
        "MYE010", "A parameter has one possible range", "The range of the parameter '{0}' {1}");

    public static readonly DiagnosticDescriptor Rule = Error(
        "MYE012", "A rule of plasticity takes what it needs by name", "'{0}' {1}");

    public static readonly DiagnosticDescriptor Documentation = new(
        "MYE011",
        "A model is documented",
        "The documentation comment of '{0}' must contain <{1}> with {2}",
        "Myelin",
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true);

    private static DiagnosticDescriptor Error(string id, string title, string message) =>
        new(id, title, message, "Myelin", DiagnosticSeverity.Error, isEnabledByDefault: true);
}
