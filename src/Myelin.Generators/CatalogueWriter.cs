using System.Text;
using Microsoft.CodeAnalysis.CSharp;

namespace Myelin.Generators;

/// <summary>Writes the list of an assembly's models of a kind, so that tools find them without reflection.</summary>
internal static class CatalogueWriter
{
    public static string Write(ModelKind kind, string rootNamespace, EquatableList<string> models)
    {
        SourceLines lines = new();
        string name = Identifier(rootNamespace);
        if (name.Length > 0) lines.Add($"namespace {name};", "");
        lines.Add(
            $"/// <summary>The {kind.Words}s of this assembly.</summary>",
            $"internal static class {kind.Catalogue}");
        using (lines.Block())
        {
            lines.Add("/// <summary>One model of each kind, with its defaults.</summary>");
            lines.Add($"internal static global::System.Collections.Generic.IReadOnlyList<{kind.Prefix}.I{kind.Root}Model> All {{ get; }} =");
            using (lines.List("[", "];"))
            {
                foreach (string model in models) lines.Add($"new {model}(),");
            }
        }

        return lines.ToString();
    }

    // A project's name may hold characters that a namespace may not.
    private static string Identifier(string name) => string.Join(".", name.Split(['.'], StringSplitOptions.RemoveEmptyEntries).Select(Part));

    private static string Part(string text)
    {
        StringBuilder part = new();
        foreach (char c in text) part.Append(SyntaxFacts.IsIdentifierPartCharacter(c) ? c : '_');
        if (!SyntaxFacts.IsIdentifierStartCharacter(part[0])) part.Insert(0, '_');
        return SyntaxFacts.GetKeywordKind(part.ToString()) == SyntaxKind.None ? part.ToString() : "@" + part;
    }
}
