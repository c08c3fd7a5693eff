using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Docs.Tests;

/// <summary>A fenced block of C# in a document.</summary>
/// <param name="File">The document, relative to the root of the repository.</param>
/// <param name="Line">Line of the block's first line of code, from 1.</param>
/// <param name="Code">The code; lines of a program's directives (<c>#:project</c>) are empty.</param>
/// <param name="Output">The content of the <c>text</c> block that follows, where one does: what the code prints.</param>
internal sealed record CodeBlock(string File, int Line, string Code, string? Output)
{
    /// <summary>Whether the block does something when it is run; else it only declares types.</summary>
    public bool IsProgram => CSharpSyntaxTree.ParseText(Code, SingleFileProgram.Language).GetCompilationUnitRoot().Members.Any(m => m is GlobalStatementSyntax);

    /// <summary>The C# blocks of a document, in order.</summary>
    /// <exception cref="InvalidDataException">A block does not end, or has an unknown word behind its language.</exception>
    public static IReadOnlyList<CodeBlock> Of(string file) => Of(file, Repository.Read(file));

    /// <inheritdoc cref="Of(string)"/>
    public static IReadOnlyList<CodeBlock> Of(string file, string text)
    {
        string[] lines = text.ReplaceLineEndings("\n").Split('\n');
        var blocks = new List<CodeBlock>();
        bool followsCode = false;
        for (int i = 0; i < lines.Length; i++)
        {
            if (!lines[i].StartsWith("```", StringComparison.Ordinal)) continue;
            string language = lines[i][3..].Trim();
            int first = i + 1, end = Array.IndexOf(lines, "```", first);
            if (end < 0) throw new InvalidDataException($"{file}: the block of line {i + 1} does not end.");
            if (language.StartsWith("csharp ", StringComparison.Ordinal) || language is "cs" or "c#")
                throw new InvalidDataException($"{file}: the block of line {i + 1} is marked '{language}'; C# is marked 'csharp', and all of it is run.");
            if (followsCode && language == "text") blocks[^1] = blocks[^1] with { Output = string.Join('\n', lines[first..end]) };
            followsCode = language == "csharp";
            if (followsCode) blocks.Add(new CodeBlock(file, first + 1, SingleFileProgram.WithoutDirectives(lines[first..end]), null));
            i = end;
        }

        return blocks;
    }

    public override string ToString() => $"{File}:{Line}";
}
