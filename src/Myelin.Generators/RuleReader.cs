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

    /// <summary>Reads the rule; null where it does nothing at any event. Faults are reported where they are.</summary>
    public RulePart? Read(AttributeData attribute)
    {
        List<RuleMethod> methods = [];
        foreach (string name in acting.Append("OnStep"))
        {
            if (Method(name) is not { } method) continue;
            methods.Add(new(name, Names(method)));
            CheckEvent(method, name == "OnStep");
        }

        if (methods.All(m => m.Name == "OnStep")) return null;
        CheckTrace("PreSpike", pre, "Pre");
        CheckTrace("PostSpike", post, "Post");
        if (synapse.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(f => !f.IsStatic)?.Name != "Weight") Fault(synapse, "Synapse", "must begin with 'public V Weight'");
        if (neuron is not null && Method("OnStep") is null) Fault(neuron, "Neuron", "is followed by nothing; declare 'public static V OnStep<V>(ref Neuron<V> neuron, ...)'");
        if (methods.Any(m => m.Name == "OnTick") && !HasTime("Period")) Fault(Method("OnTick"), "OnTick", "needs a clock; declare a parameter 'public Time Period { get; init; }'");
        if (methods.Any(m => m.Arguments.Contains("past")) && !HasTime("Lag")) Fault(Method("OnStep"), "OnStep", "takes 'past', and needs to know how far; declare a parameter 'public Time Lag { get; init; }'");
        return new(
            pre is null ? new([]) : FlatFields.Of(pre, diagnostics, cancellation),
            post is null ? new([]) : FlatFields.Of(post, diagnostics, cancellation),
            neuron is null ? new([]) : FlatFields.Of(neuron, diagnostics, cancellation),
            new([.. methods]),
            attribute.NamedArguments.Any(a => a.Key == "PairsSimultaneous" && a.Value.Value is true));
    }

    private void CheckEvent(IMethodSymbol method, bool isStep)
    {
        string needed = isStep ? "neuron" : "synapse";
        if (!method.IsStatic || method.Arity != 1 || (isStep ? !SymbolEqualityComparer.Default.Equals(method.ReturnType, method.TypeParameters[0]) : !method.ReturnsVoid))
        {
            Fault(method, method.Name, $"must be declared as 'public static {(isStep ? "V" : "void")} {method.Name}<V>(...)'");
            return;
        }

        if (method.Parameters.All(p => p.Name != needed)) Fault(method, method.Name, $"must take '{(isStep ? "ref Neuron<V> neuron" : "ref Synapse<V> synapse")}'");
        foreach (IParameterSymbol parameter in method.Parameters)
        {
            if (isStep ? IsOfStep(method, parameter) : IsKnown(method, parameter)) continue;
            string offered = isStep
                ? "'ref Neuron<V> neuron', 'in Constants<V> c', 'in Neuron<V> past', 'V spike', 'V factor' and variables of the target's state, as 'V u'"
                : $"'ref Synapse<V> synapse', 'in Constants<V> c', 'in Pre<V> pre', 'in Post<V> post', 'in Neuron<V> neuron' and 'V' {string.Join(", ", values.Where(v => IsOffered(method, v)))}, each where it is declared";
            Fault(parameter, method.Name, $"cannot take '{parameter.Name}' so; it is offered {offered}");
        }
    }

    private void CheckTrace(string name, INamedTypeSymbol? trace, string type)
    {
        if (IsTrace(name, trace)) return;
        string parameter = type.ToLowerInvariant();
        if (trace is null) Fault(Method(name), name, $"has nothing to advance; declare 'public struct {type}<V>'");
        else Fault(Method(name) ?? (ISymbol)trace, type, $"must be advanced by 'public static void {name}<V>(ref {type}<V> {parameter}, in Constants<V> c, V interval)'");
    }

    private void Fault(ISymbol? at, string member, string what) =>
        diagnostics.Add(DiagnosticInfo.At((at ?? model).Locations[0], Descriptors.Rule, $"{model.Name}.{member}", what));

    private static bool IsOffered(IMethodSymbol method, string value) => value switch
    {
        "total" => method.Name == "OnTick",
        "factor" => method.Name == "OnFactor",
        "draw" => method.Name is "OnPre" or "OnPost" or "OnFactor",
        _ => true,
    };

    private static INamedTypeSymbol? Nested(INamedTypeSymbol model, string name) => model.GetTypeMembers(name, 1).FirstOrDefault(t => t.TypeKind == TypeKind.Struct);

    private static EquatableList<string> Names(IMethodSymbol method) => new([.. method.Parameters.Select(p => p.Name)]);

    private bool HasTime(string name) => model.GetMembers(name).OfType<IPropertySymbol>().Any(p => p.Type.ToDisplayString() == "Myelin.Quantities.Time");

    private IMethodSymbol? Method(string name) => model.GetMembers(name).OfType<IMethodSymbol>().FirstOrDefault();

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
                && values.Contains(parameter.Name) && IsOffered(method, parameter.Name),
        };
    }

    // What has no name of its own names a variable of the target's state.
    private bool IsOfStep(IMethodSymbol method, IParameterSymbol p) => p.Name switch
    {
        "neuron" => p.RefKind == RefKind.Ref && Is(p, neuron, method.TypeParameters[0]),
        "past" => p.RefKind == RefKind.In && Is(p, neuron, method.TypeParameters[0]),
        "c" => p.RefKind == RefKind.In && Is(p, constants, method.TypeParameters[0]),
        _ => p.RefKind == RefKind.None && SymbolEqualityComparer.Default.Equals(p.Type, method.TypeParameters[0]),
    };

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
