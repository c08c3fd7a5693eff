using System.Collections.Immutable;
using System.Globalization;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Myelin.Generators;

namespace Myelin.Docs.Tests;

/// <summary>A program of one file, compiled against Myelin with its source generator and run in this process.</summary>
internal static class SingleFileProgram
{
    // What a project with implicit usings has.
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    // Documentation comments are read, but not asked for: a program's types are not a library's.
    private const string MissingDocumentation = "CS1591";

    /// <summary>The language that programs are written in.</summary>
    public static CSharpParseOptions Language { get; } = new(LanguageVersion.Preview, DocumentationMode.Diagnose);

    private static ImmutableArray<MetadataReference> References { get; } = FindReferences();

    /// <summary>The code with its directives (<c>#:project</c>) as empty lines, which only the command line understands.</summary>
    public static string WithoutDirectives(IEnumerable<string> lines) =>
        string.Join('\n', lines.Select(line => line.StartsWith("#:", StringComparison.Ordinal) ? "" : line));

    /// <summary>Compiles sources, with the generator; the first is the program.</summary>
    /// <returns>The assembly, and errors and warnings where there are any.</returns>
    public static (byte[] Assembly, IReadOnlyList<string> Problems) Compile(string path, OutputKind kind, params IEnumerable<string> sources)
    {
        var compilation = CSharpCompilation.Create(
            "Program" + Guid.NewGuid().ToString("N"),
            sources.Append(Usings).Select((source, i) => CSharpSyntaxTree.ParseText(source, Language, i == 0 ? path : $"{path}+{i}")),
            References,
            new CSharpCompilationOptions(kind, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable)
                .WithSpecificDiagnosticOptions([KeyValuePair.Create(MissingDocumentation, ReportDiagnostic.Suppress)]));
        CSharpGeneratorDriver.Create([new ModelGenerator().AsSourceGenerator()], parseOptions: Language)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation complete, out ImmutableArray<Diagnostic> generator);
        using var assembly = new MemoryStream();
        IEnumerable<Diagnostic> problems = generator.Concat(complete.Emit(assembly).Diagnostics).Where(d => d.Severity >= DiagnosticSeverity.Warning);
        return (assembly.ToArray(), [.. problems.Select(p => p.ToString())]);
    }

    /// <summary>Runs a compiled program in a folder of its own.</summary>
    /// <returns>What it printed, and its exit code.</returns>
    public static (string Output, int ExitCode) Run(byte[] assembly, params string[] arguments)
    {
        var context = new AssemblyLoadContext("program", isCollectible: true);
        TextWriter console = Console.Out;
        CultureInfo culture = CultureInfo.CurrentCulture;
        string folder = Environment.CurrentDirectory, own = Directory.CreateTempSubdirectory("myelin-docs-").FullName;
        using var output = new StringWriter(CultureInfo.InvariantCulture);
        try
        {
            Console.SetOut(output);
            CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
            Environment.CurrentDirectory = own;
            MethodInfo main = context.LoadFromStream(new MemoryStream(assembly)).EntryPoint!;
            object? result = main.Invoke(null, BindingFlags.DoNotWrapExceptions, null, main.GetParameters().Length == 0 ? [] : [arguments], null);
            return (output.ToString(), result as int? ?? 0);
        }
        finally
        {
            Console.SetOut(console);
            CultureInfo.CurrentCulture = culture;
            Environment.CurrentDirectory = folder;
            Directory.Delete(own, recursive: true);
            context.Unload();
        }
    }

    private static ImmutableArray<MetadataReference> FindReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        IEnumerable<string> myelin = Directory.EnumerateFiles(AppContext.BaseDirectory, "Myelin*.dll").Where(file => !IsOurs(Path.GetFileNameWithoutExtension(file)));
        IEnumerable<string> system = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator).Where(file => Path.GetDirectoryName(file) == framework);
        return [.. system.Concat(myelin).Select(file => MetadataReference.CreateFromFile(file))];

        static bool IsOurs(string name) => name is "Myelin.Generators" || name.EndsWith(".Tests", StringComparison.Ordinal);
    }
}
