using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace Myelin.Generators;

/// <summary>Makes every struct with a model's attribute the model that it describes (<c>[Neuron]</c> an <c>INeuronModel</c> ...), and lists the models of an assembly.</summary>
[Generator(LanguageNames.CSharp)]
public sealed class ModelGenerator : IIncrementalGenerator
{
    /// <summary>Name of the pipeline's step that ends with comparable models, for tests of what is cached.</summary>
    public const string NeuronsStep = "NeuronModels";

    /// <inheritdoc/>
    public void Initialize(IncrementalGeneratorInitializationContext context)
    {
        IncrementalValueProvider<string> rootNamespace = context.AnalyzerConfigOptionsProvider
            .Combine(context.CompilationProvider.Select(static (c, _) => c.AssemblyName ?? ""))
            .Select(static (pair, _) =>
                pair.Left.GlobalOptions.TryGetValue("build_property.RootNamespace", out string? name) && name.Length > 0 ? name : pair.Right);
        foreach (ModelKind kind in ModelKind.All) Initialize(context, kind, rootNamespace);
    }

    private static void Initialize(IncrementalGeneratorInitializationContext context, ModelKind kind, IncrementalValueProvider<string> rootNamespace)
    {
        IncrementalValuesProvider<ModelReading> readings = context.SyntaxProvider.ForAttributeWithMetadataName(
            kind.Attribute,
            static (node, _) => node is StructDeclarationSyntax or RecordDeclarationSyntax,
            (target, cancellation) => ModelReader.Read(kind, target, cancellation));
        IncrementalValuesProvider<Model> models =
            readings.Where(static r => r.Model is not null).Select(static (r, _) => r.Model!).WithTrackingName(kind.ModelsStep);
        IncrementalValueProvider<EquatableList<string>> names = models.Select(static (m, _) => m.FullName).Collect()
            .Select(static (all, _) => new EquatableList<string>([.. all.Distinct().OrderBy(n => n, StringComparer.Ordinal)]));

        IncrementalValuesProvider<DiagnosticInfo> diagnostics = readings.SelectMany(static (r, _) => r.Diagnostics);

        context.RegisterSourceOutput(
            diagnostics.Combine(context.CompilationProvider),
            static (output, pair) => output.ReportDiagnostic(pair.Left.Build(pair.Right)));
        context.RegisterSourceOutput(models, static (output, model) =>
        {
            string prefix = model.Namespace.Length == 0 ? "" : model.Namespace + ".";
            Add(output, $"{prefix}{model.Name}.g.cs", ModelWriter.Write(model));
        });
        context.RegisterSourceOutput(names.Combine(rootNamespace), (output, pair) =>
        {
            if (pair.Left.Count > 0) Add(output, $"{kind.Catalogue}.g.cs", CatalogueWriter.Write(kind, pair.Right, pair.Left));
        });
    }

    private static void Add(SourceProductionContext output, string file, string code) => output.AddSource(file, SourceText.From(code, Encoding.UTF8));
}
