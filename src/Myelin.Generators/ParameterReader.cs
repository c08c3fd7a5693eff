using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Myelin.Generators;

/// <summary>Reads the parameters of a model: its public init properties.</summary>
internal static class ParameterReader
{
    public static EquatableList<Parameter> Read(
        ModelKind kind, INamedTypeSymbol model, DocumentationText modelText, List<DiagnosticInfo> diagnostics, CancellationToken cancellation)
    {
        ImmutableArray<Parameter>.Builder parameters = ImmutableArray.CreateBuilder<Parameter>();
        foreach (IPropertySymbol property in model.GetMembers().OfType<IPropertySymbol>().Where(IsParameter))
        {
            Location location = property.Locations[0];
            string name = $"{model.Name}.{property.Name}";
            if (property.IsRequired) diagnostics.Add(DiagnosticInfo.At(location, Descriptors.ParameterRequired, name, kind.Words));
            if (KindOf(property.Type) is not { } type)
            {
                string other = property.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
                diagnostics.Add(DiagnosticInfo.At(location, Descriptors.ParameterType, name, other));
                continue;
            }

            ParameterRange range = RangeOf(property, out string? fault);
            if (type == ParameterKind.Switch && range.Kind != RangeKind.Any) fault = "has no meaning, because it is true or false";
            if (type == ParameterKind.Choice && range.Kind != RangeKind.Any) fault = "has no meaning, because it is one of some names";
            if (fault is not null) diagnostics.Add(DiagnosticInfo.At(location, Descriptors.Range, name, fault));
            string summary = DocumentationText.Of(property, cancellation)["summary"];
            parameters.Add(new(
                property.Name,
                type,
                property.Type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat),
                range,
                summary.Length > 0 ? summary : modelText.Parameter(property.Name),
                type == ParameterKind.Choice ? ChoicesOf(property.Type) : new([])));
        }

        return new(parameters.ToImmutable());
    }

    private static bool IsParameter(IPropertySymbol property) =>
        property is { DeclaredAccessibility: Accessibility.Public, IsStatic: false, IsIndexer: false, SetMethod.IsInitOnly: true };

    private static ParameterKind? KindOf(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => ParameterKind.Number,
        SpecialType.System_Int32 => ParameterKind.WholeNumber,
        SpecialType.System_Boolean => ParameterKind.Switch,
        _ when type.TypeKind == TypeKind.Enum => ParameterKind.Choice,
        _ => type.AllInterfaces.Any(IsQuantity) ? ParameterKind.Quantity : null,
    };

    private static bool IsQuantity(INamedTypeSymbol type) => type.OriginalDefinition.ToDisplayString() == "Myelin.Quantities.IQuantity<TSelf>";

    private static EquatableList<string> ChoicesOf(ITypeSymbol type) =>
        new([.. type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Select(f => f.Name)]);

    private static ParameterRange RangeOf(IPropertySymbol property, out string? fault)
    {
        fault = null;
        ParameterRange range = new(RangeKind.Any, 0, 0);
        foreach (AttributeData attribute in property.GetAttributes())
        {
            ParameterRange? declared = attribute.AttributeClass?.ToDisplayString() switch
            {
                "Myelin.Neurons.PositiveAttribute" => new(RangeKind.Positive, 0, 0),
                "Myelin.Neurons.NonNegativeAttribute" => new(RangeKind.NonNegative, 0, 0),
                "Myelin.Neurons.BetweenAttribute" when attribute.ConstructorArguments.Length == 2 => new(
                    RangeKind.Between,
                    attribute.ConstructorArguments[0].Value as double? ?? double.NaN,
                    attribute.ConstructorArguments[1].Value as double? ?? double.NaN),
                _ => null,
            };
            if (declared is null) continue;
            if (range.Kind != RangeKind.Any) fault = "is declared more than once";
            else if (IsEmpty(declared)) fault = "contains no value; its low end must be at most its high end";
            range = declared;
        }

        return range;
    }

    private static bool IsEmpty(ParameterRange range) => range.Kind == RangeKind.Between && !(range.Low <= range.High);
}
