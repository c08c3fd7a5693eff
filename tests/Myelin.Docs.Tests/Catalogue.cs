using System.Globalization;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Myelin.Analysis;
using Myelin.Connectivity;
using Myelin.Data;
using Myelin.Data.Generated;
using Myelin.Data.Sets;
using Myelin.Data.Transforms;
using Myelin.Dynamics;
using Myelin.Encoding;
using Myelin.Experiments;
using Myelin.Experiments.Benchmarks;
using Myelin.Hardware.Chips;
using Myelin.Hardware.Faults;
using Myelin.Inputs;
using Myelin.Learning.Initialisation;
using Myelin.Learning.Losses;
using Myelin.Learning.Losses.Regularisers;
using Myelin.Learning.Optimisers;
using Myelin.Learning.Schedules;
using Myelin.Learning.Training.Algorithms;
using Myelin.Neurons;
using Myelin.Plasticity;
using Myelin.Randomness;
using Myelin.Synapses;
using Myelin.Values;

namespace Myelin.Docs.Tests;

/// <summary>What there is, read from the assemblies.</summary>
internal static partial class Catalogue
{
    private static readonly Dictionary<Assembly, XDocument> documentation = [];

    /// <summary>The sections of the catalogue.</summary>
    public static IReadOnlyList<CatalogueSection> Sections { get; } =
    [
        new("neuron models", ["model", "what it is", "source"], NeuronCatalogue.BuiltIn.Models.Select(m => (string[])[m.Info.Name, FirstSentence(m.Info.Summary), m.Info.Source])),
        new("receptor models", ["model", "what it is", "source"], Instances<IReceptorModel>().Select(m => (string[])[m.Info.Name, FirstSentence(m.Info.Summary), m.Info.Source])),
        new("rules of release", ["rule", "what it is", "source"], Instances<IReleaseModel>().Select(m => (string[])[m.Info.Name, FirstSentence(m.Info.Summary), m.Info.Source])),
        new("couplings", ["coupling", "what it is", "source"], Instances<ICouplingModel>().Select(m => (string[])[m.Info.Name, FirstSentence(m.Info.Summary), m.Info.Source])),
        new("rules of plasticity", ["rule", "what it is", "source"], Instances<IPlasticityRuleModel>().Select(m => (string[])[m.Info.Name, FirstSentence(m.Info.Summary), m.Info.Source])),
        new("connection rules", ["rule", "what it is"], Types(typeof(ConnectionRule)).Select(Described)),
        new("laws of weights and delays", ["law", "what it is"], Types(typeof(Distribution)).Select(Described)),
        new("inputs", ["input", "what it is"], Types(typeof(Input)).Select(Described)),
        new("surrogate derivatives", ["surrogate", "what it is"], Types(typeof(ISurrogate)).Select(Described)),
        new("dynamical systems", ["system", "what it is"], typeof(Lorenz).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(Lorenz).Namespace && (t.IsClass && !t.IsAbstract) && !t.IsNested).Select(Described)),
        new("layers", ["layer", "what it is"], Types(typeof(Learning.Layers.Module)).Select(Described)),
        new("losses", ["loss", "what it is"], Types(typeof(Loss)).Concat(Types(typeof(Regulariser))).Select(Described)),
        new("learning algorithms", ["algorithm", "what it is"], Types(typeof(ILearningAlgorithm)).Select(Described)),
        new("optimisers", ["optimiser", "what it is"], Types(typeof(Optimiser)).Select(Described)),
        new("learning-rate schedules", ["schedule", "what it is"], Types(typeof(Schedule)).Select(Described)),
        new("initialisation", ["law", "what it is"], Types(typeof(Initialiser)).Select(Described)),
        new("codes", ["code", "what it is"], Types(typeof(IEncoder)).Select(Described)),
        new("data sets", ["set", "what it is"], DataSets.Select(Described)),
        new("transforms", ["transform", "what it is"], Types(typeof(ITransform)).Select(Described)),
        new("measures", ["measure", "what it is"], typeof(FanoFactor).Assembly.GetExportedTypes().Where(t => t.Namespace == typeof(FanoFactor).Namespace && t.IsClass && !t.IsNested).Select(Described)),
        new("chips", ["chip", "what it is", "source"], ChipCatalogue.All.Select(c => (string[])[c.Name, c.Title, c.Sources[0]])),
        new("faults", ["fault", "what it is"], Types(typeof(Fault)).Select(Described)),
        new("experiments", ["id", "title", "publication"], new ExperimentCatalogue().Entries.Select(e => (string[])[e.Id, e.Defaults.Title, e.Defaults.Paper.ToString()])),
        new("benchmarks", ["job", "what it is"], new WholeJobCatalogue().Jobs.Select(j => (string[])[j.Name, j.Description])),
    ];

    /// <summary>The text of docs/catalogue.md.</summary>
    public static string Write()
    {
        var text = new StringBuilder();
        text.Append("""
            # Catalogue

            What there is in this commit, read from the code. Written by the test suite
            (`MYELIN_WRITE_DOCS=1 dotnet test -c Release tests/Myelin.Docs.Tests --filter CatalogueTests`), which fails where it is not true.

            """);
        foreach (CatalogueSection section in Sections)
        {
            text.Append(CultureInfo.InvariantCulture, $"\n## {char.ToUpperInvariant(section.Name[0])}{section.Name[1..]}\n\n");
            text.Append(CultureInfo.InvariantCulture, $"| {string.Join(" | ", section.Columns)} |\n|{string.Concat(Enumerable.Repeat("---|", section.Columns.Count))}\n");
            foreach (string[] row in section.Rows)
                text.Append(CultureInfo.InvariantCulture, $"| `{row[0]}` |{string.Concat(row[1..].Select(cell => $" {cell.Replace("|", "\\|", StringComparison.Ordinal)} |"))}\n");
        }

        return text.ToString();
    }

    // Generated sets are classes, as is one that is read from files; the others are read by a class of their name.
    private static IEnumerable<Type> DataSets => typeof(IDataset).Assembly.GetExportedTypes().Where(type =>
        (type.Namespace == typeof(SyntheticDigits).Namespace && type.IsAssignableTo(typeof(IDataset)))
        || (type.Namespace == typeof(Mnist).Namespace && ((type.IsAbstract && type.IsSealed) || type == typeof(SpokenDigits))));

    private static IEnumerable<T> Instances<T>() => Types(typeof(T)).Select(type => (T)Activator.CreateInstance(type)!);

    private static IEnumerable<Type> Types(Type kind) => kind.Assembly.GetExportedTypes().Where(type => !type.IsAbstract && !type.IsNested && type.IsAssignableTo(kind));

    private static string[] Described(Type type) => [TypeName(type), FirstSentence(Summary(type))];

    private static string TypeName(Type type) =>
        type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`')]}<{string.Join(", ", type.GetGenericArguments().Select(a => a.Name))}>" : type.Name;

    private static string Summary(Type type)
    {
        if (!documentation.TryGetValue(type.Assembly, out XDocument? document))
        {
            document = XDocument.Load(Path.ChangeExtension(type.Assembly.Location, ".xml"), LoadOptions.PreserveWhitespace);
            documentation.Add(type.Assembly, document);
        }

        XElement? summary = document.Descendants("member").SingleOrDefault(m => m.Attribute("name")?.Value == "T:" + type.FullName)?.Element("summary");
        return summary is null ? "" : Space().Replace(string.Concat(summary.Nodes().Select(Plain)), " ").Trim();
    }

    private static string Plain(XNode node) => node switch
    {
        XText text => text.Value,
        XElement { Name.LocalName: "see" or "paramref" or "typeparamref" } reference => (reference.Attribute("cref") ?? reference.Attribute("langword") ?? reference.Attribute("name"))!.Value.Split('.', ':')[^1],
        XElement element => element.Value,
        _ => "",
    };

    private static string FirstSentence(string text) => Sentence().Match(text).Value;

    // Up to the first full stop that ends neither an initial nor an abbreviation.
    [GeneratedRegex(@"^.*?(?:(?<!\b(?:[A-Z]|al|eqs?|fig|vs))[.](?=\s|$)|$)")]
    private static partial Regex Sentence();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}

/// <summary>One kind of thing that there is.</summary>
internal sealed class CatalogueSection
{
    public CatalogueSection(string name, IReadOnlyList<string> columns, IEnumerable<string[]> rows)
    {
        (Name, Columns) = (name, columns);
        Rows = [.. rows.OrderBy(row => row[0], StringComparer.Ordinal)];
    }

    /// <summary>The name, lower case.</summary>
    public string Name { get; }

    /// <summary>The headings; the first is that of the names.</summary>
    public IReadOnlyList<string> Columns { get; }

    /// <summary>The cells, by name.</summary>
    public IReadOnlyList<string[]> Rows { get; }
}
