using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Generators;

/// <summary>Reads a model's struct: what to generate, and what is wrong with it.</summary>
internal sealed class ModelReader
{
    private readonly ModelKind kind;
    private readonly INamedTypeSymbol model;
    private readonly Location location;
    private readonly CancellationToken cancellation;
    private readonly List<DiagnosticInfo> diagnostics = [];

    private ModelReader(ModelKind kind, INamedTypeSymbol model, Location location, CancellationToken cancellation)
    {
        this.kind = kind;
        this.model = model;
        this.location = location;
        this.cancellation = cancellation;
    }

    /// <summary>Reads the struct that carries the attribute; the model is null where an error forbids to generate.</summary>
    public static ModelReading Read(ModelKind kind, GeneratorAttributeSyntaxContext context, CancellationToken cancellation)
    {
        TypeDeclarationSyntax declaration = (TypeDeclarationSyntax)context.TargetNode;
        ModelReader reader = new(kind, (INamedTypeSymbol)context.TargetSymbol, declaration.Identifier.GetLocation(), cancellation);
        Model? model = reader.Read(declaration, context.Attributes[0]);
        bool isUsable = reader.diagnostics.All(d => d.Descriptor.DefaultSeverity != DiagnosticSeverity.Error);
        return new(isUsable ? model : null, new([.. reader.diagnostics]));
    }

    private Model? Read(TypeDeclarationSyntax declaration, AttributeData attribute)
    {
        bool isPartial = declaration.Modifiers.Any(SyntaxKind.PartialKeyword);
        if (!isPartial || !model.IsReadOnly || !model.IsRecord || !model.IsValueType) Report(Descriptors.Kind, model.Name, kind.Words);
        if (model.ContainingType is not null || model.IsGenericType || model.IsFileLocal) Report(Descriptors.Place, model.Name, kind.Words);

        DocumentationText text = DocumentationText.Of(model, cancellation);
        ModelText modelText = new(
            Described(text, "summary", "one or two sentences about the model"),
            Described(text, "equation", "its equations in plain text"),
            Described(text, "source", "author, year and equation number of the published source"));
        EquatableList<Parameter> parameters = ParameterReader.Read(kind, model, text, diagnostics, cancellation);

        INamedTypeSymbol? state = Nested(kind == ModelKind.Plasticity ? "Synapse" : "State", $"variables that {kind.Owner}");
        INamedTypeSymbol? constants = Nested("Constants", "numbers that a step needs");
        INamedTypeSymbol? input = kind == ModelKind.Neuron ? Nested("Input", "numbers that arrive in a step") : null;
        if (state is null || constants is null || (kind == ModelKind.Neuron && input is null)) return null;

        RulePart? rule = null;
        if (kind == ModelKind.Plasticity)
        {
            rule = new RuleReader(model, state, constants, diagnostics, cancellation).Read(attribute);
            if (rule is null) Report(Descriptors.Step, model.Name, kind.Steps);
        }

        IMethodSymbol? step = Methods("Step").FirstOrDefault(m => IsStep(m, state, constants, input));
        bool isWhole = kind != ModelKind.Coupling || Methods("Current").Any(m => IsCurrent(m, constants));
        if (kind != ModelKind.Plasticity && (step is null || !isWhole)) Report(Methods("Step").FirstOrDefault(), Descriptors.Step, model.Name, kind.Steps);
        bool lowers = Methods("Lower").Any(m => TakesTime(m) && IsOverDouble(m.ReturnType, constants));
        if (!lowers) Report(Methods("Lower").FirstOrDefault(), Descriptors.Lower, model.Name);

        return new(
            kind,
            model.ContainingNamespace.IsGlobalNamespace ? "" : model.ContainingNamespace.ToDisplayString(),
            model.Name,
            modelText,
            parameters,
            FlatFields.Of(state, diagnostics, cancellation),
            FlatFields.Of(constants, diagnostics, cancellation),
            input is null ? new([]) : FlatFields.Of(input, diagnostics, cancellation),
            attribute.ConstructorArguments.FirstOrDefault().Value as string ?? "",
            attribute.NamedArguments.Any(a => a.Key == "IsMutual" && a.Value.Value is true),
            step?.TypeParameters.Length == 2,
            kind == ModelKind.Receptor && step?.Parameters.Length == 4,
            kind != ModelKind.Plasticity && Optional("Initial", m => TakesTime(m) && IsOverDouble(m.ReturnType, state), "public State<double> Initial(Time dt)"),
            Optional("Conflict", m => TakesTime(m) && m.ReturnType.SpecialType == SpecialType.System_String, "public string? Conflict(Time dt)"),
            model.GetMembers("PrintMembers").Concat(model.GetMembers("ToString")).Any(m => !m.IsImplicitlyDeclared)) { Rule = rule };
    }

    private string Described(DocumentationText text, string element, string content)
    {
        string words = text[element];
        if (words.Length == 0) Report(Descriptors.Documentation, model.Name, element, content);
        return words;
    }

    private INamedTypeSymbol? Nested(string name, string content)
    {
        INamedTypeSymbol? nested = model.GetTypeMembers(name, 1).FirstOrDefault(t => t.TypeKind == TypeKind.Struct);
        if (nested is null) Report(Descriptors.MissingStruct, model.Name, name, content);
        return nested;
    }

    private bool Optional(string name, Func<IMethodSymbol, bool> fits, string signature)
    {
        IMethodSymbol[] methods = [.. Methods(name)];
        if (methods.Any(fits)) return true;
        if (methods.Length > 0) Report(methods[0], Descriptors.Optional, model.Name, name, signature);
        return false;
    }

    private IEnumerable<IMethodSymbol> Methods(string name) => model.GetMembers(name).OfType<IMethodSymbol>();

    private static bool TakesTime(IMethodSymbol method) =>
        method is { Arity: 0, Parameters.Length: 1 } && method.Parameters[0].RefKind == RefKind.None
            && method.Parameters[0].Type.ToDisplayString() == "Myelin.Quantities.Time";

    private static bool IsOverDouble(ITypeSymbol type, INamedTypeSymbol nested) =>
        type is INamedTypeSymbol { Arity: 1 } over
        && over.TypeArguments[0].SpecialType == SpecialType.System_Double
        && Same(type.OriginalDefinition, nested);

    private bool IsStep(IMethodSymbol method, INamedTypeSymbol state, INamedTypeSymbol constants, INamedTypeSymbol? input) =>
        input is not null ? IsNeuronStep(method, state, constants, input)
        : kind == ModelKind.Release ? IsReleaseStep(method, state, constants)
        : IsReceptorStep(method, state, constants) && (kind == ModelKind.Receptor || method.Parameters.Length == 3);

    private static bool IsNeuronStep(IMethodSymbol method, INamedTypeSymbol state, INamedTypeSymbol constants, INamedTypeSymbol input)
    {
        if (!method.IsStatic || method.Arity is not (1 or 2) || method.Parameters.Length != method.Arity + 2) return false;
        ITypeSymbol value = method.TypeParameters[0];
        return AdvancesState(method, state, constants)
            && IsReadOnlyReference(method.Parameters[2]) && Same(method.Parameters[2].Type, input.Construct(value))
            && (method.Arity == 1 || (method.Parameters[3].RefKind == RefKind.Ref && Same(method.Parameters[3].Type, method.TypeParameters[1])));
    }

    private static bool IsReceptorStep(IMethodSymbol method, INamedTypeSymbol state, INamedTypeSymbol constants) =>
        method is { IsStatic: true, Arity: 1, Parameters.Length: 3 or 4 }
        && AdvancesState(method, state, constants)
        && method.Parameters.Skip(2).All(p => p.RefKind == RefKind.None && Same(p.Type, method.TypeParameters[0]));

    private static bool IsReleaseStep(IMethodSymbol method, INamedTypeSymbol state, INamedTypeSymbol constants) =>
        method is { IsStatic: true, Arity: 1 or 2 } && method.Parameters.Length == method.Arity + 2
        && AdvancesState(method, state, constants)
        && method.Parameters[2].RefKind == RefKind.None && Same(method.Parameters[2].Type, method.TypeParameters[0])
        && (method.Arity == 1 || (method.Parameters[3].RefKind == RefKind.Ref && Same(method.Parameters[3].Type, method.TypeParameters[1])));

    private static bool IsCurrent(IMethodSymbol method, INamedTypeSymbol constants) =>
        method is { IsStatic: true, Arity: 1, Parameters.Length: 3 }
        && Same(method.ReturnType, method.TypeParameters[0])
        && IsReadOnlyReference(method.Parameters[0]) && Same(method.Parameters[0].Type, constants.Construct(method.TypeParameters[0]))
        && method.Parameters.Skip(1).All(p => p.RefKind == RefKind.None && Same(p.Type, method.TypeParameters[0]));

    private static bool AdvancesState(IMethodSymbol method, INamedTypeSymbol state, INamedTypeSymbol constants)
    {
        ITypeSymbol value = method.TypeParameters[0];
        return Same(method.ReturnType, value)
            && method.Parameters[0].RefKind == RefKind.Ref && Same(method.Parameters[0].Type, state.Construct(value))
            && IsReadOnlyReference(method.Parameters[1]) && Same(method.Parameters[1].Type, constants.Construct(value));
    }

    private static bool IsReadOnlyReference(IParameterSymbol parameter) => parameter.RefKind is RefKind.In or RefKind.RefReadOnlyParameter;

    private static bool Same(ISymbol left, ISymbol right) => SymbolEqualityComparer.Default.Equals(left, right);

    private void Report(DiagnosticDescriptor descriptor, params string[] arguments) => Report(null, descriptor, arguments);

    private void Report(ISymbol? at, DiagnosticDescriptor descriptor, params string[] arguments) =>
        diagnostics.Add(DiagnosticInfo.At(at?.Locations[0] ?? location, descriptor, arguments));
}

/// <summary>What reading a struct gave.</summary>
/// <param name="Model">What to generate; null where an error forbids it.</param>
/// <param name="Diagnostics">What is wrong.</param>
internal sealed record ModelReading(Model? Model, EquatableList<DiagnosticInfo> Diagnostics);
