using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Shouldly;
using Xunit;

namespace Myelin.Generators.Tests;

/// <summary>Models in a user's own project.</summary>
public class UserModelTests
{
    [Fact]
    public void ModelsOfAUser_CompileWithoutErrorsOrWarnings()
    {
        string[] models = [.. new[] { "Leaky", "Noisy", "Delayed", "Synapse", "Paired", "Followed" }.Select(GeneratorRun.Model)];
        Compile([.. models, ModelSource.Valid, "global using System;"]).ShouldBeEmpty();
    }

    /// <summary>A compiled library shows the generator neither its source nor, by default, its private fields.</summary>
    [Fact]
    public void ModelOverStructsOfALibrary_HasTheSameLayout()
    {
        using MemoryStream library = new();
        GeneratorRun.Compilation(GeneratorRun.Model("Synapse")).WithAssemblyName("Library").Emit(library).Success.ShouldBeTrue();
        CSharpCompilation user = GeneratorRun.Compilation(GeneratorRun.Model("Delayed")).AddReferences(MetadataReference.CreateFromImage(library.ToArray()));
        GeneratorDriverRunResult result = GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(user, out Compilation output, out _).GetRunResult();
        output.GetDiagnostics().ShouldBeEmpty();
        string code = result.GeneratedTrees.First(t => t.FilePath.EndsWith("Delayed.g.cs", StringComparison.Ordinal)).ToString();
        code.ShouldContain("States => 9;");
        code.ShouldContain("new(\"Receptor.G\", \"nS\", \"The synapse.\"),");
        code.ShouldContain("new(\"Past[2]\", \"pA\", \"What arrived.\"),");
    }

    [Fact]
    public void ModelInTheGlobalNamespace_Compiles()
    {
        Compile(ModelSource.Valid.Replace("namespace User;", "", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    [Fact]
    public void ModelWithPositionalParameters_Compiles()
    {
        string source = ModelSource.Valid
            .Replace("struct Cell()", "struct Cell([property: Positive] Time Tau, bool On)", StringComparison.Ordinal)
            .Replace("/// <source>", "/// <param name=\"Tau\">Time constant.</param>\n/// <param name=\"On\">Whether.</param>\n/// <source>", StringComparison.Ordinal)
            .Replace(ModelSource.Parameter, "", StringComparison.Ordinal);
        Compile(source).ShouldBeEmpty();
        string code = GeneratorRun.Run(source).GeneratedTrees.First(t => t.FilePath.EndsWith("Cell.g.cs", StringComparison.Ordinal)).ToString();
        code.ShouldContain("new(\"Tau\", global::Myelin.Quantities.Time.Unit, defaults.Tau.Value, \"> 0\", \"Time constant.\") { Low = 0d, IsLowExcluded = true },");
    }

    [Fact]
    public void Documentation_IsReadWhereTheCompilerDoesNotParseIt()
    {
        CSharpParseOptions silent = GeneratorRun.Language.WithDocumentationMode(DocumentationMode.None);
        CSharpCompilation compilation = GeneratorRun.Compilation().AddSyntaxTrees(CSharpSyntaxTree.ParseText(ModelSource.Valid, silent));
        GeneratorDriverRunResult result = GeneratorRun.Driver().WithUpdatedParseOptions(silent).RunGenerators(compilation).GetRunResult();
        result.Diagnostics.ShouldBeEmpty();
        result.GeneratedTrees.ShouldContain(tree => tree.ToString().Contains("\"Time constant.\"", StringComparison.Ordinal));
    }

    [Fact]
    public void UnrelatedEdit_LeavesTheModelAsItWas()
    {
        CSharpCompilation compilation = GeneratorRun.Compilation(ModelSource.Valid);
        GeneratorDriver driver = GeneratorRun.Driver().RunGenerators(compilation);
        SyntaxTree tree = compilation.SyntaxTrees.Single();
        CSharpCompilation edited = compilation
            .ReplaceSyntaxTree(tree, CSharpSyntaxTree.ParseText("// A line above.\n" + tree, GeneratorRun.Language, tree.FilePath))
            .AddSyntaxTrees(CSharpSyntaxTree.ParseText("internal class Unrelated;", GeneratorRun.Language, "Unrelated.cs"));
        GeneratorRunResult result = driver.RunGenerators(edited).GetRunResult().Results.Single();
        result.TrackedSteps[ModelGenerator.NeuronsStep].SelectMany(s => s.Outputs).Select(o => o.Reason)
            .ShouldAllBe(reason => reason == IncrementalStepRunReason.Unchanged || reason == IncrementalStepRunReason.Cached);
        result.TrackedOutputSteps.SelectMany(s => s.Value).SelectMany(s => s.Outputs).Select(o => o.Reason)
            .ShouldAllBe(reason => reason == IncrementalStepRunReason.Cached);
    }

    [Fact]
    public void AssemblyWithoutModels_GetsNoCode() => GeneratorRun.Run("internal class Unrelated;").GeneratedTrees.ShouldBeEmpty();

    [Theory]
    [InlineData("20 * ms + 3 * us", true)]
    [InlineData("20 * ms + 3 * mV", false)]
    [InlineData("20 * ms < 3 * mV", false)]
    [InlineData("20 * ms == 3 * mV", false)]
    [InlineData("20 * ms + 3", false)]
    public void MixedUnits_DoNotCompile(string expression, bool compiles)
    {
        string source = $$"""
            using static Myelin.Syntax;
            internal class Sum
            {
                private readonly object sum = {{expression}};
                public override string ToString() => $"{sum}";
            }
            """;
        string[] errors = [.. GeneratorRun.Compilation(source).GetDiagnostics().Select(d => d.Id)];
        errors.ShouldBe(compiles ? [] : ["CS0019"]);
    }

    private static IEnumerable<Diagnostic> Compile(params IEnumerable<string> sources)
    {
        GeneratorRun.Driver().RunGeneratorsAndUpdateCompilation(GeneratorRun.Compilation(sources), out Compilation output, out var diagnostics);
        using MemoryStream assembly = new();
        return diagnostics.Concat(output.Emit(assembly).Diagnostics).Where(d => d.Severity > DiagnosticSeverity.Hidden);
    }
}
