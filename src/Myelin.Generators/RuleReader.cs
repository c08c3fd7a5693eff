using Microsoft.CodeAnalysis;

namespace Myelin.Generators;

/// <summary>Reads what only a rule of plasticity has: the traces of both neurons, and what it does at each event. Parameters are taken by name.</summary>
internal sealed class RuleReader(
    INamedTypeSymbol model, INamedTypeSymbol synapse, INamedTypeSymbol constants, List<DiagnosticInfo> diagnostics, CancellationToken cancellation)
{
    private static readonly string[] acting = ["OnPre", "OnPost", "OnFactor", "OnTick"];
    private static readonly string[] values = ["sincePre", "sincePost", "elapsed", "factor", "total", "draw"];

    private readonly INamedTypeSymbol? pre = Nested(model, "Pre");
    private readonly INamedTypeSymbol? post = Nested(model, "Post");
    private readonly INamedTypeSymbol? neuron = Nested(model, "Neuron");

    /// <summary>Reads the rule; null where its methods are not those of one.</summary>
    public RulePart? Read(AttributeData attribute)
    {
        List<RuleMethod> methods = [];
        foreach (string name in acting)
        {
            if (Method(name) is not { } method) continue;
            if (!IsActing(method)) return null;
            methods.Add(new(name, Names(method)));
        }

        if (Method("OnStep") is { } step)
        {
            if (!IsStep(step)) return null;
            methods.Add(new("OnStep", Names(step)));
        }

        bool isFollowed = neuron is null == (Method("OnStep") is null);
        bool lacksPeriod = methods.Any(m => m.Name == "OnTick") && !HasTime("Period");
        bool lacksLag = methods.Any(m => m.Arguments.Contains("past")) && !HasTime("Lag");
        bool hasTraces = IsTrace("PreSpike", pre) && IsTrace("PostSpike", post);
        bool startsWithWeight = synapse.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => !f.IsStatic)?.Name == "Weight";
        if (methods.All(m => m.Name == "OnStep") || lacksPeriod || lacksLag || !isFollowed || !hasTraces || !startsWithWeight) return null;
        return new(
            pre is null ? new([]) : FlatFields.Of(pre, diagnostics, cancellation),
            post is null ? new([]) : FlatFields.Of(post, diagnostics, cancellation),
            neuron is null ? new([]) : FlatFields.Of(neuron, diagnostics, cancellation),
            new([.. methods]),
            attribute.NamedArguments.Any(a => a.Key == "PairsSimultaneous" && a.Value.Value is true));
    }

    private static INamedTypeSymbol? Nested(INamedTypeSymbol model, string name) => model.GetTypeMembers(name, 1).FirstOrDefault(t => t.TypeKind == TypeKind.Struct);

    private static EquatableList<string> Names(IMethodSymbol method) => new([.. method.Parameters.Select(p => p.Name)]);

    private bool HasTime(string name) => model.GetMembers(name).OfType<IPropertySymbol>().Any(p => p.Type.ToDisplayString() == "Myelin.Quantities.Time");

    private IMethodSymbol? Method(string name) => model.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();

    private bool IsActing(IMethodSymbol method) =>
        method is { IsStatic: true, Arity: 1, ReturnsVoid: true } && method.Parameters.Any(p => p.Name == "synapse") && method.Parameters.All(p => IsKnown(method, p));

    private bool IsKnown(IMethodSymbol method, IParameterSymbol parameter)
    {
        ITypeSymbol value = method.TypeParameters[0];
        return parameter.Name switch
        {
            "synapse" => parameter.RefKind == RefKind.Ref && Is(parameter, synapse, value),
            "c" => parameter.RefKind == RefKind.In && Is(parameter, constants, value),
            "pre" => parameter.RefKind == RefKind.In && Is(parameter, pre, value),
            "post" => parameter.RefKind == RefKind.In && Is(parameter, post, value),
            "neuron" => parameter.RefKind == RefKind.In && Is(parameter, neuron, value),
            _ => parameter.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(parameter.Type, value)
                && values.Contains(parameter.Name)
                && (parameter.Name != "total" || method.Name == "OnTick") && (parameter.Name != "factor" || method.Name == "OnFactor")
                && (parameter.Name != "draw" || method.Name is "OnPre" or "OnPost" or "OnFactor"),
        };
    }

    // What is neither a struct nor 'spike' names a variable of the target's state.
    private bool IsStep(IMethodSymbol method) =>
        method is { IsStatic: true, Arity: 1 } && SymbolEqualityComparer.Default.Equals(method.ReturnType, method.TypeParameters[0])
        && method.Parameters.Any(p => p.Name == "neuron") && method.Parameters.All(p => p.Name switch
        {
            "neuron" => p.RefKind == RefKind.Ref && Is(p, neuron, method.TypeParameters[0]),
            "past" => p.RefKind == RefKind.In && Is(p, neuron, method.TypeParameters[0]),
            "c" => p.RefKind == RefKind.In && Is(p, constants, method.TypeParameters[0]),
            _ => p.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(p.Type, method.TypeParameters[0]),
        });

    private bool IsTrace(string name, INamedTypeSymbol? trace)
    {
        if (trace is null) return Method(name) is null;
        return Method(name) is { IsStatic: true, Arity: 1, ReturnsVoid: true, Parameters.Length: 3 } method
            && method.Parameters[0].RefKind == RefKind.Ref && Is(method.Parameters[0], trace, method.TypeParameters[0])
            && method.Parameters[1].RefKind == RefKind.In && Is(method.Parameters[1], constants, method.TypeParameters[0])
            && SymbolEqualityComparer.Default.Equals(method.Parameters[2].Type, method.TypeParameters[0]);
    }

    private static bool Is(IParameterSymbol parameter, INamedTypeSymbol? type, ITypeSymbol value) =>
        type is not null && SymbolEqualityComparer.Default.Equals(parameter.Type, type.Construct(value));
}
