using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Myelin.Generators;

/// <summary>The numbers of a struct over <c>V</c>, in the order in which they lie in memory.</summary>
internal sealed class FlatFields
{
    // A struct that contains itself is the compiler's error; the reader must survive it.
    private const int Deepest = 16;

    private readonly INamedTypeSymbol owner;
    private readonly ITypeSymbol value;
    private readonly ImmutableArray<Variable>.Builder variables = ImmutableArray.CreateBuilder<Variable>();
    private readonly List<DiagnosticInfo> diagnostics;
    private readonly CancellationToken cancellation;

    private FlatFields(INamedTypeSymbol owner, List<DiagnosticInfo> diagnostics, CancellationToken cancellation)
    {
        this.owner = owner;
        value = owner.TypeParameters[0];
        this.diagnostics = diagnostics;
        this.cancellation = cancellation;
    }

    /// <summary>Lists the numbers of a nested struct of a model; reports every field that is no number.</summary>
    public static EquatableList<Variable> Of(INamedTypeSymbol owner, List<DiagnosticInfo> diagnostics, CancellationToken cancellation)
    {
        FlatFields flat = new(owner, diagnostics, cancellation);
        foreach (IFieldSymbol field in Fields(owner))
        {
            (string unit, string summary) = flat.Label(field);
            if (flat.Add(field.Type, Name(field), unit, summary, Deepest)) continue;
            diagnostics.Add(DiagnosticInfo.At(
                field.Locations[0],
                Descriptors.Field,
                $"{owner.Name}.{Name(field)}",
                field.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat),
                owner.Name,
                flat.value.Name));
        }

        return new(flat.variables.ToImmutable());
    }

    private bool Add(ITypeSymbol type, string path, string unit, string summary, int depth)
    {
        if (SymbolEqualityComparer.Default.Equals(type, value))
        {
            variables.Add(new(path, unit, summary));
            return true;
        }

        if (type is not INamedTypeSymbol { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None } nested || depth == 0) return false;
        IFieldSymbol[] fields = [.. Fields(nested)];

        // An empty struct takes a byte, which would shift every field behind it.
        if (fields.Length == 0) return false;
        return InlineLength(nested) is int length
            ? Enumerable.Range(0, length).All(i => AddLabelled(fields[0], $"{path}[{i}]", unit, summary, depth))
            : fields.All(field => AddLabelled(field, $"{path}.{Name(field)}", unit, summary, depth));
    }

    private bool AddLabelled(IFieldSymbol field, string path, string outerUnit, string outerSummary, int depth)
    {
        (string unit, string summary) = Label(field);
        return Add(field.Type, path, unit.Length > 0 ? unit : outerUnit, summary.Length > 0 ? summary : outerSummary, depth - 1);
    }

    private (string Unit, string Summary) Label(IFieldSymbol field)
    {
        string? unit = FirstArgument(field, "Myelin.Neurons.UnitAttribute") as string;
        return (unit ?? "", DocumentationText.Of(field.OriginalDefinition, cancellation)["summary"]);
    }

    private static string Name(IFieldSymbol field) => field.AssociatedSymbol?.Name ?? field.Name;

    private static IEnumerable<IFieldSymbol> Fields(INamedTypeSymbol type) =>
        type.GetMembers().OfType<IFieldSymbol>().Where(f => !f.IsStatic && !f.IsConst);

    private static int? InlineLength(INamedTypeSymbol type) =>
        FirstArgument(type, "System.Runtime.CompilerServices.InlineArrayAttribute") as int?;

    private static object? FirstArgument(ISymbol symbol, string attribute) => symbol.GetAttributes()
        .FirstOrDefault(a => a.AttributeClass?.ToDisplayString() == attribute)
        ?.ConstructorArguments.FirstOrDefault().Value;
}
