using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;

namespace Myelin.Docs.Tests;

/// <summary>The code in the documents compiles, runs, and prints what they say.</summary>
public sealed partial class DocumentTests
{
    public static TheoryData<string> Blocks => [.. Repository.Documents.SelectMany(CodeBlock.Of).Select(block => block.ToString())];

    public static TheoryData<string> Documents => [.. Repository.Documents];

    [Theory]
    [MemberData(nameof(Blocks))]
    public void Code_compiles_runs_and_prints_what_follows_it(string name)
    {
        IReadOnlyList<CodeBlock> all = CodeBlock.Of(name[..name.LastIndexOf(':')]);
        CodeBlock block = all.Single(b => b.ToString() == name);

        // What earlier blocks of the document declare can be used.
        IEnumerable<string> declared = all.TakeWhile(b => b != block).Where(b => !b.IsProgram).Select(b => b.Code);
        OutputKind kind = block.IsProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary;
        (byte[] assembly, IReadOnlyList<string> problems) = SingleFileProgram.Compile(name, kind, [block.Code, .. declared]);
        problems.ShouldBeEmpty();
        if (!block.IsProgram) return;
        (string output, int exitCode) = SingleFileProgram.Run(assembly);
        exitCode.ShouldBe(0);
        if (block.Output is { } expected) Lines(output).ShouldBe(Lines(expected));
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_lead_to_files(string document)
    {
        string folder = Path.GetDirectoryName(Path.Combine(Repository.Root, document))!;
        foreach (Match link in Link().Matches(Repository.Read(document)))
        {
            string target = link.Groups["target"].Value.Split('#')[0];
            if (target.Length == 0 || target.Contains("://", StringComparison.Ordinal)) continue;
            Path.Exists(Path.Combine(folder, target)).ShouldBeTrue($"{document} links to '{target}'");
        }
    }

    [Theory]
    [MemberData(nameof(Documents))]
    public void Paths_in_the_text_exist(string document)
    {
        foreach (Match path in PathInText().Matches(Repository.Read(document)))
            Path.Exists(Path.Combine(Repository.Root, path.Groups["path"].Value)).ShouldBeTrue($"{document} speaks of '{path.Groups["path"].Value}'");
    }

    [Fact]
    public void An_output_that_differs_is_noticed()
    {
        CodeBlock block = CodeBlock.Of("x.md", "```csharp\nConsole.WriteLine(1 + 1);\n```\n\nprints\n\n```text\n3\n```\n").ShouldHaveSingleItem();
        (byte[] assembly, IReadOnlyList<string> problems) = SingleFileProgram.Compile("x.md", OutputKind.ConsoleApplication, block.Code);
        problems.ShouldBeEmpty();
        Lines(SingleFileProgram.Run(assembly).Output).ShouldNotBe(Lines(block.Output!));
    }

    [Fact]
    public void Code_that_is_not_run_is_refused() =>
        Should.Throw<InvalidDataException>(() => CodeBlock.Of("x.md", "```csharp ignore\nx\n```\n")).Message.ShouldContain("line 1");

    private static string[] Lines(string text) => [.. text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd())];

    [GeneratedRegex(@"\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex(@"`(?<path>(?:src|tests|docs|examples|\.ci)/[\w./-]*\w/?)`")]
    private static partial Regex PathInText();
}
