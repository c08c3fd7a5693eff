using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Myelin.Generators.Tests;

/// <summary>Runs the generator over sources in a fresh compilation that references Myelin and nothing else but the framework.</summary>
internal static class GeneratorRun
{
    public static readonly CSharpParseOptions Language = new(LanguageVersion.CSharp13, DocumentationMode.Diagnose);

    public static string Folder { get; } = FolderOf();

    private static MetadataReference[] Framework { get; } = References();

    public static CSharpCompilation Compilation(params IEnumerable<string> sources) => CSharpCompilation.Create(
        "User.Models",
        sources.Select((source, i) => CSharpSyntaxTree.ParseText(source, Language, path: $"Source{i}.cs")),
        Framework,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, warningLevel: 9999));

    public static GeneratorDriver Driver() => CSharpGeneratorDriver.Create(
        [new ModelGenerator().AsSourceGenerator()],
        parseOptions: Language,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    public static GeneratorDriverRunResult Run(params IEnumerable<string> sources) => Driver().RunGenerators(Compilation(sources)).GetRunResult();

    public static string Model(string name) => File.ReadAllText(Path.Combine(Folder, "Models", name + ".cs"));

    private static MetadataReference[] References()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> files = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework)
            .Append(typeof(NearestName).Assembly.Location);
        return [.. files.Select(path => MetadataReference.CreateFromFile(path))];
    }

    private static string FolderOf([CallerFilePath] string path = "") => Path.GetDirectoryName(path)!;
}
