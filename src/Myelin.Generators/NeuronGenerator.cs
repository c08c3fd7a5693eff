using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Myelin.Generators;

/// <summary>Makes every <c>[Neuron]</c> struct an <c>INeuronModel</c>, and lists the models of an assembly.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class NeuronGenerator : IIncrementalGenerator
{
    /// <summary>Name of the pipeline's step that ends with comparable models, for tests of what is cached.</summary>
    public const string ModelsStep = "NeuronModels";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValuesProvider<NeuronReading> readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            "Myelin.Neurons.NeuronAttribute",
            static (node, _) => node is StructDeclarationSyntax or RecordDeclarationSyntax,
            NeuronReader.Read);
        IncrementalValuesProvider<NeuronModel> models =
            readings.Where(static r => r.Model is not null).Select(static (r, _) => r.Model!).WithTrackingName(ModelsStep);
        IncrementalValueProvider<string> rootNamespace = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(static (c, _) => c.AssemblyName ?? ""))
            .Select(static (pair, _) =>
                pair.Left.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) && name.Length > 0 ? name : pair.Right);
        IncrementalValueProvider<EquatableList<string>> names = models.Select(static (m, _) => m.FullName).Collect()
            .Select(static (all, _) => new EquatableList<string>([.. all.Distinct().OrderBy(n => n, StringComparer.Ordinal)]));

        IncrementalValuesProvider<DiagnosticInfo> diagnostics = readings.SelectMany(static (r, _) => r.Diagnostics);

        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.Build(pair.Right)));
        context.RegisterSourceOutput(models, static (output, model) =>
        {
            string prefix = model.Namespace.Length == 0 ? "" : model.Namespace + ".";
            Add(output, $"{prefix}{model.Name}.g.cs", NeuronWriter.Write(model));
        });
        context.RegisterSourceOutput(names.Combine(rootNamespace), static (output, pair) =>
        {
            if (pair.Left.Count > 0) Add(output, "GeneratedNeurons.g.cs", CatalogueWriter.Write(pair.Right, pair.Left));
        });
    }

    private static void Add(SourceProductionContext output, string file, string code) => output.AddSource(file, SourceText.From(code, Encoding.UTF8));
}
