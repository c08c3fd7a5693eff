using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Myelin.Generators;

/// <summary>A diagnostic that holds no compiler object, so it can be compared.</summary>
internal sealed record DiagnosticInfo(DiagnosticDescriptor Descriptor, string Path, TextSpan Span, EquatableList<string> Arguments)
{
    public static DiagnosticInfo At(Location location, DiagnosticDescriptor descriptor, params string[] arguments) =>
        new(descriptor, location.SourceTree?.FilePath ?? "", location.SourceSpan, new(ImmutableArray.Create(arguments)));

    /// <summary>The diagnostic at its place in the source, where pragmas and editor settings can reach it.</summary>
    public Diagnostic Build(Compilation compilation)
    {
        SyntaxTree? tree = compilation.SyntaxTrees.FirstOrDefault(t => t.FilePath == Path);
        return Diagnostic.Create(Descriptor, tree is null ? Location.None : Location.Create(tree, Span), [.. Arguments]);
    }
}
