using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Myelin.Generators;

/// <summary>A diagnostic that holds no compiler object, so it can be compared.</summary>
internal sealed record DiagnosticInfo(
    DiagnosticDescriptor Descriptor,
    string Path,
    TextSpan Span,
    LinePositionSpan Lines,
    EquatableList<string> Arguments)
{
    public static DiagnosticInfo At(Location? location, DiagnosticDescriptor descriptor, params string[] arguments) => new(
        descriptor,
        location?.SourceTree?.FilePath ?? "",
        location?.SourceSpan ?? default,
        location?.GetLineSpan().Span ?? default,
        new(ImmutableArray.Create(arguments)));

    public Diagnostic Build() => Diagnostic.Create(Descriptor, Location.Create(Path, Span, Lines), [.. Arguments]);
}
