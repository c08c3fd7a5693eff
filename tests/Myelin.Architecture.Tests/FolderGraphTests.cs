using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Myelin.Architecture.Tests;

/// <summary>Which folder of src/Myelin may use which, found by binding every name of the sources to its declaration.</summary>
public sealed class FolderGraphTests
{
    private const string Core = "src/Myelin";

    // What each folder may use, besides itself and the files beside the folders.
    private static readonly Dictionary<string, string[]> allowed = new()
    {
        ["Quantities"] = [],
        ["Threading"] = [],
        ["Values"] = [],
        ["Randomness"] = ["Quantities", "Values"],
        ["Neurons"] = ["Quantities", "Randomness", "Values"],
        ["Dynamics"] = ["Neurons", "Quantities", "Values"],
        ["Environments"] = ["Randomness"],
        ["Synapses"] = ["Neurons", "Plasticity", "Quantities", "Values"],
        ["Plasticity"] = ["Neurons", "Quantities", "Values"],
        ["Connectivity"] = ["Quantities", "Randomness", "Values"],
        ["Spikes"] = ["Quantities"],
        ["Encoding"] = ["Quantities", "Randomness", "Spikes", "Values"],
        ["Inputs"] = ["Quantities", "Randomness", "Spikes", "Values"],
        ["Networks"] = ["Connectivity", "Inputs", "Neurons", "Plasticity", "Quantities", "Randomness", "Spikes", "Synapses"],
    };

    // Files that use another folder all the same, each with its reason.
    private static readonly Dictionary<(string File, string Folder), string> exceptions = new()
    {
        [("src/Myelin/Randomness/IBlockDraws.cs", "Neurons")] = "it implements the random numbers that the contract of a neuron's step asks for",
    };

    private static readonly Lazy<IReadOnlyList<(string From, string To, string File, string Where)>> uses = new(() => [.. Uses(Sources())]);

    public static TheoryData<string> Folders =>
        [.. Repository.Sources(Core).Select(Folder).Where(folder => folder.Length > 0).Distinct(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Folders))]
    public void Folder_uses_what_it_may(string folder)
    {
        allowed.ShouldContainKey(folder, $"the folder {Core}/{folder} is not in the architecture; say what it may use");
        string[] forbidden = [.. uses.Value
            .Where(use => use.From == folder && use.To != folder && use.To.Length > 0 && !allowed[folder].Contains(use.To))
            .Where(use => !exceptions.ContainsKey((use.File, use.To))).Select(use => use.Where)];
        forbidden.ShouldBeEmpty();
    }

    [Fact]
    public void No_folder_uses_one_that_uses_it()
    {
        foreach (string folder in allowed.Keys) Reached(folder).ShouldNotContain(folder);
    }

    [Fact]
    public void Exceptions_are_still_needed()
    {
        foreach ((string file, string folder) in exceptions.Keys) uses.Value.ShouldContain(use => use.File == file && use.To == folder);
    }

    [Fact]
    public void A_forbidden_use_is_found()
    {
        IEnumerable<(string, string)> sources = Sources().Append((Core + "/Values/Intruder.cs", "namespace Myelin.Values; internal static class Intruder { internal static object Where() => Myelin.Quantities.Time.Zero; }"));
        Uses(sources).ShouldContain(use => use.From == "Values" && use.To == "Quantities");
    }

    private static HashSet<string> Reached(string folder)
    {
        var reached = new HashSet<string>();
        var open = new Stack<string>(allowed[folder]);
        while (open.TryPop(out string? next))
        {
            if (!reached.Add(next)) continue;
            foreach (string further in allowed[next]) open.Push(further);
        }

        return reached;
    }

    private static IEnumerable<(string Path, string Text)> Sources() => Repository.Sources(Core).Select(file => (file, Repository.Read(file)));

    private static IEnumerable<(string From, string To, string File, string Where)> Uses(IEnumerable<(string Path, string Text)> sources)
    {
        var language = new CSharpParseOptions(LanguageVersion.Preview);
        const string usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading;";
        SyntaxTree[] trees = [.. sources.Append(("usings", usings)).Select(source => CSharpSyntaxTree.ParseText(source.Item2, language, source.Item1))];
        IEnumerable<MetadataReference> framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(file => Path.GetDirectoryName(file) == Path.GetDirectoryName(typeof(object).Assembly.Location))
            .Select(file => MetadataReference.CreateFromFile(file));
        var compilation = CSharpCompilation.Create("Core", trees, framework, new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, allowUnsafe: true));
        foreach (SyntaxTree tree in trees)
        {
            SemanticModel model = compilation.GetSemanticModel(tree);
            string from = Folder(tree.FilePath);
            foreach (SimpleNameSyntax name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
            {
                if (model.GetSymbolInfo(name).Symbol is not { } symbol || symbol is INamespaceSymbol) continue;

                // A class in parts, such as that of the words of the language, lies in the folder of the part that is meant.
                string[] to = [.. symbol.OriginalDefinition.DeclaringSyntaxReferences.Select(d => Folder(d.SyntaxTree.FilePath)).Distinct()];
                if (to.Length == 1 && to[0] != from)
                    yield return (from, to[0], tree.FilePath, $"{tree.FilePath}:{name.GetLocation().GetLineSpan().StartLinePosition.Line + 1} uses {symbol.ToDisplayString()} of {to[0]}");
            }
        }
    }

    private static string Folder(string file)
    {
        string inside = file.StartsWith(Core + "/", StringComparison.Ordinal) ? file[(Core.Length + 1)..] : file;
        int end = inside.IndexOf('/');
        return end < 0 ? "" : inside[..end];
    }
}
