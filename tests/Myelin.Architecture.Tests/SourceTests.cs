using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Architecture.Tests;

/// <summary>What every source file keeps to.</summary>
public sealed partial class SourceTests
{
    private const int LongestFile = 500;

    // Files that may be longer, each with its reason.
    private static readonly Dictionary<string, string> longFiles = [];

    // Folders whose files share the namespace of the folder above: families of models, which users look for in one place.
    private static readonly string[] families = ["src/Myelin/Neurons", "src/Myelin/Synapses", "src/Myelin/Plasticity"];

    // What the words of the language (`using static Myelin.Syntax`) lie in, whatever the folder.
    private const string Words = "Syntax";

    private static readonly Lazy<IReadOnlyList<(string File, CompilationUnitSyntax Root)>> sources = new(() =>
    [
        .. Repository.Sources("src").Select(file => (file, CSharpSyntaxTree.ParseText(Repository.Read(file), new CSharpParseOptions(LanguageVersion.Preview)).GetCompilationUnitRoot())),
    ]);

    [Fact]
    public void No_file_is_too_long()
    {
        foreach ((string file, CompilationUnitSyntax root) in sources.Value)
        {
            int lines = root.GetText().Lines.Count;
            if (!longFiles.ContainsKey(file)) lines.ShouldBeLessThanOrEqualTo(LongestFile, $"{file} has {lines} lines; split it by concept");
        }

        longFiles.Keys.ShouldAllBe(file => File.Exists(Path.Combine(Repository.Root, file)));
    }

    [Fact]
    public void Namespace_is_the_folder()
    {
        var wrong = new List<string>();
        foreach ((string file, CompilationUnitSyntax root) in sources.Value)
        {
            string folder = Path.GetDirectoryName(file)!.Replace('\\', '/');
            string family = families.FirstOrDefault(f => folder.StartsWith(f + "/", StringComparison.Ordinal)) ?? folder;
            string expected = family["src/".Length..].Replace('/', '.');
            foreach (BaseNamespaceDeclarationSyntax declared in root.DescendantNodes().OfType<BaseNamespaceDeclarationSyntax>())
            {
                string name = declared.Name.ToString();
                bool words = name == "Myelin" && declared.Members.All(m => m is ClassDeclarationSyntax { Identifier.Text: Words });
                bool tensor = name == "Myelin.Learning.Tensors" && declared.Members.All(m => m is StructDeclarationSyntax { Identifier.Text: "Tensor" });
                bool polyfill = name == "System.Runtime.CompilerServices" && folder == "src/Myelin.Generators";
                if (name != expected && !words && !tensor && !polyfill) wrong.Add($"{file} declares the namespace {name} instead of {expected}");
            }
        }

        wrong.ShouldBeEmpty();
    }

    [Fact]
    public void Types_are_named_for_what_they_are()
    {
        IEnumerable<string> vague = sources.Value
            .SelectMany(source => source.Root.DescendantNodes().OfType<BaseTypeDeclarationSyntax>().Select(type => (source.File, Name: type.Identifier.Text)))
            .Where(type => VagueName().IsMatch(type.Name))
            .Select(type => $"{type.File}: {type.Name}");
        vague.ShouldBeEmpty();
    }

    [Fact]
    public void Nothing_is_left_for_later()
    {
        foreach (string file in Repository.Sources("src"))
            Later().Match(Repository.Read(file)).Value.ShouldBeEmpty($"{file} leaves something for later");
    }

    [GeneratedRegex("Manager|Helper|Util")]
    private static partial Regex VagueName();

    [GeneratedRegex(@"NotImplementedException|\b(TODO|FIXME|HACK|XXX)\b")]
    private static partial Regex Later();
}
